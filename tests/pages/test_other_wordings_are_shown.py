import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, ClaimGroup
from claims.wordings import other_wordings
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 9, 10)
WORDS = "We will leave the river valley by the end of 2026"


def said(words: str = WORDS, **values: Any) -> Claim:
    claim: Claim = ClaimFactory(snapshot=ArticleFactory(text=words).latest, **{"day": DAY, **values})
    return claim


def test_the_same_speakers_nearly_same_words_are_one_claim() -> None:
    ana = ActorFactory()
    former = ActorFactory(merged_into=ana, canonical=ana)
    claim = said(speaker=ana)
    near = said("They will leave the river valley by the end of 2026", speaker=former, day=DAY + dt.timedelta(10))
    group = ClaimGroup.objects.create()
    lead = said(speaker=ana, group=group)
    said(speaker=ana, group=group, leads=False)
    said(speaker=ActorFactory())
    said(speaker=ana, day=DAY + dt.timedelta(11))
    said(speaker=ana, state="rejected")
    said("Something else was said about the valley", speaker=ana)
    assert {wording.claim.pk for wording in other_wordings(claim)} == {near.pk, lead.pk}


def test_words_that_differ_are_marked(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory()
    claim = said(speaker=ana)
    said("They shall leave the <i>river</i> valley by the end of 2026", speaker=ana)
    page = sign_in().get(f"/claims/{claim.pk}/").content.decode()
    assert "One claim, 2 appearances" in page
    assert '<b class="other">They shall</b> leave' in page
    assert "&lt;" in page
    assert "<i>" not in page


def test_a_claim_of_nobody_has_no_other_wordings() -> None:
    said()
    assert other_wordings(said()) == []
