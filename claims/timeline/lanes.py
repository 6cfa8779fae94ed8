"""Which lane of the picture a claim stands in. Pure.

Words spoken for an organisation or a group stand in its lane, so that its spokespeople do not scatter; those of a
person who holds an office stand in the person's. A joint statement stands in the lane of each speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["MOST_LANES", "OTHERS", "UNNAMED", "Spoken", "assign_lanes"]

MOST_LANES = 8
"""Of actors."""
OTHERS, UNNAMED = "_others", "_unnamed"
"""Lanes that are no actor's; an underscore cannot begin a slug that was made from a name."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One speaker of a claim and the lane that the words stand in, by slugs of surviving actors."""

    claim: int
    speaker: str
    lane: str


def assign_lanes(
    claims: Iterable[int], spoken: Iterable[Spoken], concerned: Collection[str] = (), most: int = MOST_LANES
) -> dict[str, list[int]]:
    """Claims by lane, the fullest first: at most `most` actors, then all others in one lane, then the unnamed.

    The actors that the story is about come before those who are merely quoted often, where there is no room for all.
    """
    by_claim: dict[int, list[str]] = defaultdict(list)
    for one in spoken:
        if one.lane not in by_claim[one.claim]:
            by_claim[one.claim].append(one.lane)
    claims = list(claims)
    counts = Counter(lane for claim in claims for lane in by_claim.get(claim, ()))
    chosen = sorted(counts, key=lambda lane: (lane not in concerned, -counts[lane], lane))[:most]
    lanes: dict[str, list[int]] = {lane: [] for lane in sorted(chosen, key=lambda lane: (-counts[lane], lane))}
    rest: dict[str, list[int]] = {OTHERS: [], UNNAMED: []}
    for claim in claims:
        own = by_claim.get(claim)
        if not own:
            rest[UNNAMED].append(claim)
            continue
        kept = [lane for lane in own if lane in lanes]
        for lane in kept:
            lanes[lane].append(claim)
        if not kept:
            rest[OTHERS].append(claim)
    return lanes | {lane: members for lane, members in rest.items() if members}
