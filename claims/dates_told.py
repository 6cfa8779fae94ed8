"""Dates that could be an event: those that a claim speaks of, and those that a story's claims speak of most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from claims.models import ClaimDate, Heading
from claims.written_dates import write_edtf

if TYPE_CHECKING:
    from claims.models import Claim, Story

__all__ = ["dates_of_claim", "dates_of_story"]

LOOKED_AT, MOST = 2_000, 8


def dates_of_claim(claim: Claim) -> list[tuple[str, str]]:
    """EDTF, and how it is read; the day on which it was said comes last."""
    told = [one.edtf for one in claim.dates.all() if one.edtf]
    if said := claim.said_on_edtf or (claim.day and claim.day.isoformat()):
        told.append(said)
    return [(edtf, write_edtf(edtf)) for edtf in dict.fromkeys(told)][:MOST]


def dates_of_story(story: Story) -> list[tuple[str, str]]:
    """Days and months that no event of it has yet, the most frequent of its newest claims first."""
    newest = Heading.objects.filter(under=Heading.Under.STORY, key=story.pk).newest_first().values("claim")[:LOOKED_AT]
    known = story.events.standing().values("edtf")
    told = ClaimDate.objects.filter(claim__in=newest, edtf__contains="-").exclude(edtf__in=known).order_by()
    counted = told.values("edtf").annotate(number=Count("claim", distinct=True)).order_by("-number", "edtf")
    return [(one["edtf"], write_edtf(one["edtf"])) for one in counted[:MOST]]
