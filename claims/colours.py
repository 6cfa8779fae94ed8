"""One colour per speaker on a page, given by order of appearance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.models import Claim

COLOURS = 8
NOBODY = "speaker-0"


def speaker_colours(claims: Iterable[Claim]) -> dict[int, str]:
    """CSS class by the key of the (surviving) actor. After eight speakers the colours come round again."""
    order = dict.fromkeys(speaker.who.pk for claim in claims for speaker in claim.speakers.all())
    return {actor: f"speaker-{number % COLOURS + 1}" for number, actor in enumerate(order)}


def colour_of(claim: Claim, colours: dict[int, str]) -> str:
    """The class of the claim's first speaker; grey where nobody is named."""
    speaker = next(iter(claim.speakers.all()), None)
    return colours.get(speaker.who.pk, NOBODY) if speaker else NOBODY
