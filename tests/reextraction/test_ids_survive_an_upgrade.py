"""The engine that the product runs reads articles anew whose claims an older one found."""

import pytest

from claims.extraction import pipeline_version
from claims.models import Claim, Extraction, Reprocessing
from tests.outputs import person, said
from tests.reextraction.older import QUOTED, WORDS, applied, claim_of, looked_at, read_before

pytestmark = pytest.mark.django_db

TWO = f"{QUOTED} “The ferry runs again,” said Bo Lind, the captain, on Friday."


def test_the_same_words_keep_their_id_and_slightly_moved_ones_do() -> None:
    same = claim_of(read_before())
    moved = claim_of(read_before(QUOTED, said(QUOTED, f"“{WORDS},”", "Ada Quist, the mayor", person("Ada Quist"))))
    applied(looked_at())
    assert set(Claim.objects.values_list("pk", "state")) == {(same.pk, "proposed"), (moved.pk, "proposed")}
    same.refresh_from_db()
    moved.refresh_from_db()
    assert (same.content, same.source) == (moved.content, moved.source)
    assert WORDS in moved.content_text
    assert {claim.extraction and claim.extraction.pipeline for claim in (same, moved)} == {pipeline_version()}


def test_nothing_changes_before_it_is_applied() -> None:
    article = read_before(TWO)
    before = list(Claim.objects.values())
    job = looked_at()
    assert list(Claim.objects.values()) == before
    assert (job.total, job.read, job.applied, job.added) == (1, 1, 0, 1)
    run = Extraction.objects.get(pipeline=pipeline_version())
    assert (run.snapshot, run.state, run.applied_at, run.in_force) == (article.latest, "done", None, False)
    job = applied(job)
    assert (job.state, job.applied, job.added) == (Reprocessing.State.DONE, 1, 1)
    assert Claim.objects.standing().count() == 2
    assert Extraction.objects.get(in_force=True) == run


def test_what_is_no_longer_found_is_withdrawn() -> None:
    text = f"{QUOTED} The harbour was quiet."
    article = read_before(text, said(text, "The harbour was quiet", "", person("Ada Quist")))
    gone = claim_of(article)
    job = applied(looked_at())
    gone.refresh_from_db()
    assert (gone.state, job.withdrawn, job.added) == ("withdrawn", 1, 1)
