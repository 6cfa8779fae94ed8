"""One claim becomes two: the first keeps its place and its history, the second is added beside it, as one decision."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import Claim, Link, Review
from claims.services.correction import Correction, Place, SpeakerChoice
from claims.services.refusals import Refused
from claims.services.review import add_claim, decide
from claims.services.spans import Marked

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["part", "split_claim"]

CORRECT = Review.Action.CORRECT


def part(marked: Marked, at: int) -> tuple[Marked, Marked]:
    """What is said before the place and what is said from there on; both have the same source and cue.

    Raises Refused where there is nothing on one of the sides.
    """
    before = [[start, min(end, at)] for start, end in marked.content if start < at]
    after = [[max(start, at), end] for start, end in marked.content if end > at]
    if not before or not after:
        raise Refused("Split inside of what was said, with words of it on both sides.")
    return Marked(before, marked.source, marked.cue), Marked(after, marked.source, marked.cue)


def split_claim(
    claim: Claim, by: User, version: int, first: Marked, second: Marked, *, note: str = ""
) -> tuple[Review, Review]:
    """The second has the speakers, the day and the places of the first. Raises Refused and Stale as `decide`."""
    together = uuid.uuid4()
    with transaction.atomic():
        corrected = decide(claim, by, CORRECT, version, Correction(spans=first), note=note, together=together)
        claim = Claim.objects.select_related("snapshot").get(pk=claim.pk)
        added = add_claim(claim.snapshot, by, _like(claim, second), note=note, together=together)
        return corrected, added


def _like(claim: Claim, spans: Marked) -> Correction:
    speakers = [
        SpeakerChoice(one.actor, one.on_behalf_of, one.position, one.role)
        for one in claim.speakers.select_related("actor", "on_behalf_of", "position").order_by("number")
    ]
    links = claim.links.exclude(state=Link.State.REJECTED).select_related("story", "event")
    return Correction(
        spans=spans,
        speakers=speakers or None,
        unnamed=claim.unnamed or None,
        said_on=claim.said_on_edtf or None,
        places=[Place(link.story, link.event) for link in links] or None,
    )
