"""How far first and second decisions agree, on all stories and on each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actors.models import Actor
from claims.agreement import Interval, alpha, interval, pairable
from claims.models import Link, Review, SecondOpinion, Story

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

__all__ = ["ENOUGH", "Agreement", "Measure", "agreements"]

ENOUGH = 20
"""Of fewer claims nothing is said: one more could turn it."""
MOST = 5_000
"""The newest so many answers are measured."""


@dataclass(frozen=True, slots=True)
class Measure:
    number: int
    """Claims that two people said this of."""
    same: float
    """The share on which they agree, of 100."""
    alpha: float | None
    interval: Interval | None

    @property
    def enough(self) -> bool:
        return self.number >= ENOUGH

    @classmethod
    def of(cls, units: list[list[Hashable | None]]) -> Measure:
        known = pairable(units)
        same = sum(len(set(values)) == 1 for values in known)
        enough = len(known) >= ENOUGH
        return cls(
            len(known),
            100 * same / len(known) if known else 0,
            alpha(known) if enough else None,
            interval(known) if enough else None,
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    story: Story | None
    """None is all."""
    right: Measure
    """Whether it is a claim at all, in these words."""
    speaker: Measure
    """Whose it is, where both say that it is one."""


def agreements() -> list[Agreement]:
    """Of all claims, then of each story that has claims with two opinions, most first."""
    answered = SecondOpinion.objects.answered().newest_first().select_related("first")
    opinions = list(answered[:MOST])
    survivors = _survivors(opinions)
    right: dict[int, list[Hashable | None]] = {}
    speaker: dict[int, list[Hashable | None]] = {}
    for opinion in reversed(opinions):
        first = (opinion.first.action, opinion.first.after.get("speakers", []))
        if opinion.claim_id not in right:
            right[opinion.claim_id], speaker[opinion.claim_id] = [], []
            _add(right, speaker, opinion.claim_id, *first, survivors)
        _add(right, speaker, opinion.claim_id, opinion.action, opinion.speakers, survivors)
    by_story: dict[int, set[int]] = defaultdict(set)
    for story, claim in Link.objects.standing().filter(claim__in=right).values_list("story", "claim"):
        by_story[story].add(claim)
    stories = Story.objects.in_bulk(by_story)
    found = [_measured(None, right, speaker, right)]
    ordered = sorted(by_story, key=lambda key: (-len(by_story[key]), key))
    return [*found, *(_measured(stories[key], right, speaker, by_story[key]) for key in ordered if key in stories)]


def _add(
    right: dict[int, list[Hashable | None]],
    speaker: dict[int, list[Hashable | None]],
    claim: int,
    action: str,
    speakers: list[dict[str, Any]],
    survivors: dict[int, int],
) -> None:
    rejected = action == Review.Action.REJECT
    right[claim].append(not rejected)
    who = frozenset(survivors.get(one["actor"], one["actor"]) for one in speakers)
    speaker[claim].append(None if rejected else who)


def _measured(
    story: Story | None,
    right: dict[int, list[Hashable | None]],
    speaker: dict[int, list[Hashable | None]],
    claims: Iterable[int],
) -> Agreement:
    keys = sorted(claims)
    return Agreement(story, Measure.of([right[key] for key in keys]), Measure.of([speaker[key] for key in keys]))


def _survivors(opinions: list[SecondOpinion]) -> dict[int, int]:
    """Actors that were merged meanwhile count as one."""
    named = {
        one["actor"] for opinion in opinions for one in [*opinion.speakers, *opinion.first.after.get("speakers", [])]
    }
    merged = Actor.objects.filter(pk__in=named, canonical__isnull=False)
    return dict(merged.values_list("pk", "canonical"))  # type: ignore[arg-type]
