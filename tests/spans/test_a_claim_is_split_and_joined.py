"""One claim becomes two, two become one; each is one decision and is taken back as one."""

from __future__ import annotations

import pytest

from claims.models import Claim, Review
from claims.services.join_claims import join_claims
from claims.services.refusals import Refused, Stale
from claims.services.spans import Marked
from claims.services.split_claim import part, split_claim
from claims.services.undo import undo
from sources.models import Snapshot
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory, UserFactory, sha256

pytestmark = pytest.mark.django_db

TEXT = "“The pier 🚢 opens in June. It will be free,” Ana Ruiz said. “Dogs are welcome.”"
WHOLE = "“The pier 🚢 opens in June. It will be free,”"


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


@pytest.fixture
def claim() -> Claim:
    snapshot = ArticleFactory(text=TEXT).latest
    made: Claim = ClaimFactory(
        snapshot=snapshot, content=[at(WHOLE)], source=[at("Ana Ruiz")], cue=[at("said")],
        speaker=ActorFactory(name="Ana Ruiz"), speaker__role="harbour master", said_on_edtf="2024-09",
    )  # fmt: skip
    LinkFactory(claim=made)
    return made


@pytest.fixture
def dogs(claim: Claim) -> Claim:
    made: Claim = ClaimFactory(
        snapshot=claim.snapshot, content=[at("“Dogs are welcome.”")], source=[at("Ana Ruiz")], cue=[at("said")]
    )
    return made


def halves(claim: Claim) -> tuple[Marked, Marked]:
    return part(Marked(claim.content, claim.source, claim.cue), at("It will")[0])


def test_the_second_half_is_a_claim_of_the_same_speaker(claim: Claim) -> None:
    corrected, added = split_claim(claim, UserFactory(), 1, *halves(claim), note="two things")
    second = added.claim
    assert second
    claim.refresh_from_db()
    assert [claim.content_text, second.content_text] == ["“The pier 🚢 opens in June.", "It will be free,”"]
    assert [claim.state, second.state] == ["corrected", "confirmed"]
    assert second.source == [at("Ana Ruiz")]
    assert [(one.actor.name, one.role) for one in second.speakers.all()] == [("Ana Ruiz", "harbour master")]
    assert second.said_on_edtf == "2024-09"
    assert [link.story for link in second.links.all()] == [link.story for link in claim.links.all()]
    assert corrected.together == added.together
    assert corrected.note == added.note == "two things"


def test_a_split_is_taken_back_as_one(claim: Claim) -> None:
    _, added = split_claim(claim, UserFactory(), 1, *halves(claim))
    undo(added, UserFactory())
    assert added.claim
    claim.refresh_from_db()
    added.claim.refresh_from_db()
    assert (claim.content, claim.state, claim.held) == ([at(WHOLE)], "proposed", [])
    assert added.claim.state == "withdrawn"


@pytest.mark.parametrize("place", [0, at(WHOLE)[1], 999])
def test_a_split_needs_words_on_both_sides(claim: Claim, place: int) -> None:
    with pytest.raises(Refused, match="both sides"):
        part(Marked(claim.content, claim.source, claim.cue), place)


def test_a_split_that_is_refused_leaves_the_claim_whole(claim: Claim) -> None:
    first, _ = halves(claim)
    with pytest.raises(Refused):
        split_claim(claim, UserFactory(), 1, first, Marked([[5, 900]], [], []))
    claim.refresh_from_db()
    assert (claim.content, claim.version, Review.objects.count()) == ([at(WHOLE)], 1, 0)


def test_two_become_one(claim: Claim, dogs: Claim) -> None:
    corrected, rejected = join_claims(claim, dogs, UserFactory(), 1, 1)
    claim.refresh_from_db()
    dogs.refresh_from_db()
    assert claim.content == [at(WHOLE), at("“Dogs are welcome.”")]
    assert (claim.source, claim.cue) == ([at("Ana Ruiz")], [at("said")])
    assert (claim.state, dogs.state) == ("corrected", "rejected")
    assert corrected.together == rejected.together
    undo(corrected, UserFactory())
    claim.refresh_from_db()
    dogs.refresh_from_db()
    assert (claim.content, claim.state, dogs.state) == ([at(WHOLE)], "proposed", "proposed")


def test_what_was_split_is_joined_to_what_it_was(claim: Claim) -> None:
    _, added = split_claim(claim, UserFactory(), 1, *halves(claim))
    assert added.claim
    join_claims(claim, added.claim, UserFactory(), 2, added.claim.version)
    claim.refresh_from_db()
    assert claim.content == [at(WHOLE)]


def test_neither_is_written_where_the_other_was_changed(claim: Claim, dogs: Claim) -> None:
    with pytest.raises(Stale) as told:
        join_claims(claim, dogs, UserFactory(), 1, 7)
    assert told.value.thing == dogs
    claim.refresh_from_db()
    assert (claim.content, claim.version) == ([at(WHOLE)], 1)


def test_what_cannot_be_joined(claim: Claim, dogs: Claim) -> None:
    by = UserFactory()
    with pytest.raises(Refused, match="itself"):
        join_claims(claim, claim, by, 1, 1)
    with pytest.raises(Refused, match="one text"):
        join_claims(claim, ClaimFactory(), by, 1, 1)
    Claim.objects.filter(pk=dogs.pk).update(content=[at("Ana Ruiz")], source=[])
    with pytest.raises(Refused, match="overlap"):
        join_claims(claim, dogs, by, 1, 1)
    Claim.objects.filter(pk=dogs.pk).update(state="rejected")
    with pytest.raises(Refused, match="nothing of it"):
        join_claims(claim, dogs, by, 1, 1)


def test_an_earlier_text_is_not_marked_any_more(claim: Claim) -> None:
    article = claim.snapshot.article
    newer = TEXT + " Cats are not."
    article.latest = Snapshot.objects.create(article=article, number=2, text=newer, sha256=sha256(newer))
    article.save()
    with pytest.raises(Refused, match="newer text"):
        split_claim(claim, UserFactory(), 1, *halves(claim))
