"""What was decided about claims like this one: with the same words for the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.db.models.functions import Left

from claims.models import Claim, ClaimSpeaker
from claims.models.claims import DECIDED_AS

if TYPE_CHECKING:
    from actors.models import Actor

__all__ = ["Precedent", "precedents_of"]

LATEST = 50
SHOWN = 4
ANYBODY = frozenset(
    ("he", "she", "they", "it", "we", "i", "you", "who", "that", "this", "him", "her", "them", "his", "their", "its")
)
"""Words that mean somebody else in every article."""


@dataclass(slots=True)
class Precedent:
    claim: Claim
    """The latest that was decided so."""
    number: int = 1

    @property
    def speakers(self) -> list[Actor]:
        return [speaker.who for speaker in self.claim.speakers.all()]


def precedents_of(claim: Claim) -> list[Precedent]:
    """The answers that people gave where the source reads the same, the most frequent first, among the latest."""
    words = claim.source_text
    if not words or words.casefold() in ANYBODY:
        return []
    states = [Claim.State.CONFIRMED, Claim.State.CORRECTED, Claim.State.REJECTED]
    alike = Claim.objects.annotate(begins=Left("source_text", DECIDED_AS)).filter(
        begins=words[:DECIDED_AS], state__in=states
    )
    speakers = ClaimSpeaker.objects.select_related("actor__canonical")
    found = alike.exclude(source_text="").exclude(pk=claim.pk).order_by("-pk").prefetch_related(
        Prefetch("speakers", speakers)
    )  # fmt: skip
    answers: dict[object, Precedent] = {}
    for one in found.only("state", "unnamed", "source_text")[:LATEST]:
        if one.source_text != words:
            continue
        rejected = one.state == Claim.State.REJECTED
        answer = "rejected" if rejected else (one.unnamed, *(speaker.who.pk for speaker in one.speakers.all()))
        if answer in answers:
            answers[answer].number += 1
        else:
            answers[answer] = Precedent(one)
    return sorted(answers.values(), key=lambda one: -one.number)[:SHOWN]
