"""Spans as people mark them: checked, written with all that follows from them, and turned back by an undo."""

import pytest
from django.utils import timezone

from claims.models import Claim, Review
from claims.services.review import Correction, Marked, Refused, add_claim, decide, undo
from sources.models import Snapshot
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, ExtractionFactory, UserFactory, sha256

pytestmark = pytest.mark.django_db

TEXT = "“The pier 🚢 opens in June 2024,” Ana Ruiz denied on Tuesday. Nobody said that it would rain."


def at(words: str, text: str = TEXT) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


OUTPUT = {"dates": [{"start": at("June 2024")[0], "end": at("June 2024")[1], "type": "DATE", "value": "2024-06"}]}


@pytest.fixture
def claim() -> Claim:
    snapshot = ArticleFactory(text=TEXT).latest
    run = ExtractionFactory(snapshot=snapshot, output=OUTPUT, in_force=True, applied_at=timezone.now())
    return ClaimFactory(snapshot=snapshot, extraction=run, content=[at("The pier 🚢")], cue_text="")


def test_all_that_follows_from_the_spans_follows(claim: Claim) -> None:
    spans = Marked([at("“The pier 🚢 opens in June 2024,”")], [at("Ana Ruiz")], [at("denied")])
    decide(claim, UserFactory(), "correct", 1, Correction(spans=spans))
    claim.refresh_from_db()
    assert (claim.content_text, claim.source_text) == ("“The pier 🚢 opens in June 2024,”", "Ana Ruiz")
    assert (claim.cue_text, claim.cue_class, claim.kind, claim.position) == ("denied", "deny", "direct", 0)
    assert [date.text for date in claim.dates.all()] == ["June 2024"]
    assert (claim.held, claim.state) == (["spans", "kind"], "corrected")


def test_an_undo_turns_the_words_back(claim: Claim) -> None:
    before = (claim.content, claim.content_text, claim.kind)
    spans = Marked([at("opens in June 2024")], [], [])
    undo(decide(claim, UserFactory(), "correct", 1, Correction(spans=spans)), UserFactory())
    claim.refresh_from_db()
    assert (claim.content, claim.content_text, claim.kind) == before
    assert (claim.dates.count(), claim.held) == (0, [])


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        (Marked([[0, 5000]], [], []), "outside"),
        (Marked([[-3, 5]], [], []), "outside"),
        (Marked([[9, 3]], [], []), "ends before it starts"),
        (Marked([[9, 9]], [], []), "no words"),
        (Marked([], [at("Ana Ruiz")], []), "Mark what was said"),
        (Marked([[0, 10], [5, 20]], [], []), "overlap"),
        (Marked([at("Ana Ruiz denied")], [], [at("denied")]), "overlap"),
        (Marked([[n, n + 1] for n in range(0, 102, 2)], [], []), "at most"),
    ],
)
def test_spans_that_make_no_sense_change_nothing(claim: Claim, spans: Marked, told: str) -> None:
    with pytest.raises(Refused, match=told):
        decide(claim, UserFactory(), "correct", 1, Correction(spans=spans))
    claim.refresh_from_db()
    assert (claim.version, claim.content, claim.reviews.count()) == (1, [at("The pier 🚢")], 0)


def test_two_claims_never_have_the_same_words(claim: Claim) -> None:
    other = ClaimFactory(snapshot=claim.snapshot, content=[at("it would rain")])
    with pytest.raises(Refused, match=f"Claim {other.pk}"):
        decide(claim, UserFactory(), "correct", 1, Correction(spans=Marked(other.content, [], [])))


def test_a_missed_claim_is_added_and_taken_away_again(claim: Claim) -> None:
    who = ActorFactory()
    spans = Marked([at(" it would rain")], [at("Nobody")], [at("said")])
    added = add_claim(claim.snapshot, UserFactory(), Correction(spans=spans, unnamed="nobody"), note="missed")
    assert added.claim
    new = Claim.objects.get(pk=added.claim.pk)
    assert (new.content_text, new.kind, new.state, new.unnamed) == ("it would rain", "indirect", "confirmed", "nobody")
    assert (new.held, new.day) == (["spans", "kind", "speaker", "date"], claim.day)
    undo(added, UserFactory())
    new.refresh_from_db()
    assert (new.state, new.held, who.spoken.count()) == ("withdrawn", [], 0)
    assert [review.action for review in Review.objects.order_by("id")] == ["add", "undo"]


def test_nothing_is_added_to_an_older_text(claim: Claim) -> None:
    old = claim.snapshot
    old.article.latest = Snapshot.objects.create(article=old.article, number=2, text="A.", sha256=sha256("A."))
    old.article.save()
    with pytest.raises(Refused, match="newer text"):
        add_claim(old, UserFactory(), Correction(spans=Marked([at("it would rain")], [], [])))
