"""An older version that is put back reads nothing anew: what it found is kept, and applied by a job like any other."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from claims.extraction import pipeline_version
from claims.models import Claim, Extraction, Reprocessing
from claims.services.extract import extract_due, request_missing, retry
from claims.services.review import decide
from config.leases import WorkState
from sources.models import Article
from tests.factories import ArticleFactory, ExtractionFactory, UserFactory
from tests.outputs import person, run, said
from tests.reextraction.older import QUOTED, WORDS, applied, looked_at, read_before, worked

pytestmark = pytest.mark.django_db


def test_the_claims_are_again_what_they_were() -> None:
    article: Article = ArticleFactory(text=QUOTED)
    request_missing()
    extract_due()
    first = Extraction.objects.get()
    before = list(Claim.objects.values("id", "content", "source", "speaker_name", "kind", "state"))
    assert before

    newer = said(QUOTED, WORDS, "Ada Quist", person("Cy Marsh"), cue="said", kind="mixed")
    run(article.latest, newer)
    assert Claim.objects.get().speaker_name == "Cy Marsh"

    applied(looked_at())
    assert list(Claim.objects.values("id", "content", "source", "speaker_name", "kind", "state")) == before
    again = Extraction.objects.get(in_force=True)
    assert (again.pk, again.extracted_at) == (first.pk, first.extracted_at)


def test_after_a_change_of_the_article_it_is_read_anew() -> None:
    """Another day of publication gives other days to “Tuesday”."""
    article: Article = ArticleFactory(text=QUOTED)
    request_missing()
    extract_due()
    first = Extraction.objects.get()
    run(article.latest)
    article.save()
    applied(looked_at())
    again = Extraction.objects.get(in_force=True)
    assert again.pk == first.pk
    assert again.extracted_at
    assert first.extracted_at
    assert again.extracted_at > first.extracted_at


def test_what_was_set_aside_before_an_upgrade_is_tried_again_by_the_new_engine_and_says_so() -> None:
    latest = ArticleFactory(text=QUOTED).latest
    old = ExtractionFactory(snapshot=latest, pipeline="an-older-one", state=WorkState.SET_ASIDE, attempts=3)
    retry([old.pk])
    extract_due()
    read = Extraction.objects.get()
    assert (read.state, read.pipeline, read.in_force) == ("done", pipeline_version(), True)


def test_an_admin_goes_back_without_the_older_engine_and_decisions_stand(sign_in: Callable[..., Client]) -> None:
    text = f"{QUOTED} “The ferry runs again,” said Bo Lind, the captain, on Friday."
    read_before(text, said(text, WORDS, "Ada Quist", person("Cy Marsh"), cue="said"))
    Extraction.objects.update(extracted_at=timezone.now())
    newer = applied(looked_at())
    well, ferry = Claim.objects.order_by("position")
    assert well.speaker_name == "Ada Quist"
    decide(ferry, UserFactory(role="editor"), "confirm", ferry.version)
    older = Extraction.objects.get(pipeline="test-1")

    client = sign_in("admin")
    assert "Go back to what test-1 found" in client.get(newer.get_absolute_url()).content.decode()
    address = client.post(newer.get_absolute_url(), {"action": "back", "to": "test-1"}).headers["Location"]
    job = worked(Reprocessing.objects.get(kept=True))
    shown = client.get(address).content.decode()
    assert "Back to what test-1 found" in shown
    assert (job.state, job.speaker, job.withdrawn) == ("ready", 1, 0)
    client.post(address, {"action": "apply"})
    worked(job)
    well.refresh_from_db()
    ferry.refresh_from_db()
    assert (well.speaker_name, ferry.state) == ("Cy Marsh", "confirmed")
    in_force = Extraction.objects.get(in_force=True)
    assert (in_force.pk, in_force.extracted_at) == (older.pk, older.extracted_at)
    assert "Go back" not in client.get(newer.get_absolute_url()).content.decode()


def test_there_is_no_way_back_for_an_article_that_was_changed_since(sign_in: Callable[..., Client]) -> None:
    article = read_before()
    Extraction.objects.update(extracted_at=timezone.now())
    job = applied(looked_at())
    article.save()
    answer = sign_in("admin").post(job.get_absolute_url(), {"action": "back", "to": "test-1"}, follow=True)
    assert "there is no way back to that version any more" in answer.content.decode()
    assert Reprocessing.objects.get() == job
