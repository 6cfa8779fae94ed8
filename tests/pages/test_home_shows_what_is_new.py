from collections.abc import Callable

import pytest
from django.test import Client

from config.leases import WorkState
from tests.factories import ActorFactory, ClaimFactory, ExtractionFactory, ImportJobFactory, LinkFactory

pytestmark = pytest.mark.django_db


def test_an_empty_one_teaches(sign_in: Callable[..., Client]) -> None:
    page = sign_in("admin").get("/").content.decode()
    assert "Here stand the newest claims" in page
    assert 'href="/imports/"' in page


def test_claims_stories_actors_and_what_awaits_a_person(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(name="Ana Petrova", slug="ana", state="proposed")
    claim = ClaimFactory(speaker=ana, confidence=0.3)
    link = LinkFactory(claim=claim)
    page = sign_in().get("/").content.decode()
    for part in (
        f'href="/claims/{claim.pk}/"',
        f'href="/claims/?story={link.story.slug}&amp;since=',
        'href="/claims/?speaker=ana&amp;since=',
        'href="/claims/?doubtful=1"',
        'href="/claims/?state=proposed"',
        'href="/actors/?state=proposed"',
    ):
        assert part in page
    assert "Running" not in page, "for admins"


def test_admins_see_what_runs_and_what_was_set_aside(sign_in: Callable[..., Client]) -> None:
    job = ImportJobFactory(name="archive.csv", phase="importing")
    ImportJobFactory(name="broken.csv", phase="failed")
    ExtractionFactory(state=WorkState.SET_ASIDE)
    page = sign_in("admin").get("/").content.decode()
    assert f'href="/imports/{job.pk}/"' in page
    assert "archive.csv" in page
    assert "broken.csv" in page
    assert "set aside after three failures" in page
