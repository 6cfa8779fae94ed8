"""A story's proposed events as its page shows them to editors, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from claims.models import Claim, Event, Link, Review

if TYPE_CHECKING:
    from claims.models import Story

__all__ = ["DecidedEvent", "ProposedEvent", "decided_of", "proposed_of"]

EXAMPLES = 3
RECENT = 5


@dataclass(frozen=True, slots=True)
class ProposedEvent:
    event: Event
    claims: int
    articles: int
    examples: list[tuple[Claim, str]]
    """With the reason of the link; each from another article where there are several."""


@dataclass(frozen=True, slots=True)
class DecidedEvent:
    event: Event
    review: Review
    """The last decision in force, which can be undone."""


def proposed_of(story: Story) -> list[ProposedEvent]:
    """Those that wait for a decision, the earliest date first."""
    events = list(story.events.filter(state=Event.State.PROPOSED, merged_into__isnull=True).order_by("days", "pk"))
    links = Link.objects.standing().filter(event__in=events, claim__in=Claim.objects.standing().distinct_claims())
    rows = links.order_by("event_id", "-score", "claim_id").values_list(
        "event_id", "claim_id", "claim__snapshot__article_id", "reason"
    )
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for event, claim, article, reason in rows:
        found[event].append((claim, article, reason))
    chosen = {event: _examples(members) for event, members in found.items()}
    keys = {claim for members in chosen.values() for claim, _ in members}
    claims = {claim.pk: claim for claim in Claim.objects.filter(pk__in=keys).for_display()}
    return [
        ProposedEvent(
            event,
            len(found[event.pk]),
            len({article for _, article, _ in found[event.pk]}),
            [(claims[pk], reason) for pk, reason in chosen.get(event.pk, [])],
        )
        for event in events
    ]


def decided_of(story: Story) -> list[DecidedEvent]:
    """Proposals decided last, the newest decision first, so that a slip can be undone."""
    in_force = Prefetch("reviews", Review.objects.in_force().select_related("by").newest_first(), to_attr="decisions")
    events = story.events.proposals().filter(reviews__isnull=False).distinct().prefetch_related(in_force)
    decided = [DecidedEvent(event, event.decisions[0]) for event in events if event.decisions]  # type: ignore[attr-defined]
    return sorted(decided, key=lambda one: -one.review.pk)[:RECENT]


def _examples(members: list[tuple[int, int, str]]) -> list[tuple[int, str]]:
    of_article: dict[int, tuple[int, int, str]] = {}
    for one in members:
        of_article.setdefault(one[1], one)
    first = list(of_article.values())
    rest = [one for one in members if one not in first]
    return [(claim, reason) for claim, _, reason in [*first, *rest][:EXAMPLES]]
