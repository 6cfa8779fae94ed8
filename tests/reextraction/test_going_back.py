"""An older version that is put back reads nothing anew: what it found is kept, and applied by a job like any other."""

import pytest

from claims.extraction import pipeline_version
from claims.models import Claim, Extraction
from claims.services.extract import extract_due, request_missing, retry
from config.leases import WorkState
from sources.models import Article
from tests.factories import ArticleFactory, ExtractionFactory
from tests.outputs import person, run, said
from tests.reextraction.older import QUOTED, WORDS, applied, looked_at

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
