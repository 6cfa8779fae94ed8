"""Which lane of the picture a claim stands in. Pure.

Words spoken for an organisation or a group stand in its lane, so that its spokespeople do not scatter; those of a
person who holds an office stand in the person's. A joint statement stands in the lane of each speaker.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["MOST_LANES", "OTHERS", "REST", "SHARED", "UNATTRIBUTED", "UNNAMED", "assign_lanes"]

MOST_LANES = 8
"""Of actors."""
OTHERS, UNNAMED = "_others", "_unnamed"
"""Lanes that are no actor's; an underscore cannot begin a slug that was made from a name."""
REST, UNATTRIBUTED = 0, -1
"""The same among actors' keys; no actor has such a one."""
SHARED = {REST: OTHERS, UNATTRIBUTED: UNNAMED}


def assign_lanes(
    spoken: Mapping[int, Collection[int]], concerned: Collection[int] = (), most: int = MOST_LANES
) -> dict[int, list[int]]:
    """Claims by lane, the fullest first: at most `most` actors, then all others in one lane, then the unnamed.

    `spoken` are the actors under whom the words of each claim would stand, each once. Those that the story is about
    come before those who are merely quoted often, where there is no room for all.
    """
    counts = Counter(chain.from_iterable(spoken.values()))
    chosen = sorted(counts, key=lambda lane: (lane not in concerned, -counts[lane], lane))[:most]
    lanes: dict[int, list[int]] = {lane: [] for lane in sorted(chosen, key=lambda lane: (-counts[lane], lane))}
    rest: dict[int, list[int]] = {lane: [] for lane in SHARED}
    for claim, own in spoken.items():
        kept = [lane for lane in own if lane in lanes] or [REST if own else UNATTRIBUTED]
        for lane in kept:
            (rest if lane in rest else lanes)[lane].append(claim)
    return lanes | {lane: members for lane, members in rest.items() if members}
