"""Put claims on the timelines of stories, by rule, each with a score and a reason that a person can read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import Claim, Link, Story
from claims.services.evidence import gather
from claims.services.hold_stories import hold_stories
from claims.services.listing import hold
from claims.services.scoring import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["link_claims"]


def link_claims(claims: Iterable[Claim], story: Story | None = None) -> None:
    """Recompute the machine's links of these claims, to all stories or to one. A link that a person confirmed or
    rejected stays, and so do all links of a claim whose event a decision holds."""
    free = [claim for claim in claims if not claim.holds(Claim.Field.EVENT)]
    rivals = list(Story.objects.prefetch_related("actors"))
    stories = [story] if story else rivals
    if not free or not stories:
        return
    with transaction.atomic():
        hold(Claim.objects.filter(pk__in=[claim.pk for claim in free]))
        old = Link.objects.filter(claim__in=free, story__in=stories)
        decided: dict[tuple[int, int], set[int | None]] = defaultdict(set)
        for link in old.exclude(state=Link.State.PROPOSED):
            decided[link.claim_id, link.story_id].add(link.event_id)
        standing = Claim.objects.filter(pk__in=[claim.pk for claim in free]).exclude(
            state__in=[Claim.State.WITHDRAWN, Claim.State.REJECTED]
        )
        wanted: dict[tuple[int, int, int | None], Link] = {}
        for evidence in gather(list(standing), rivals):
            for verdict in judge(evidence):
                for link in _links(evidence[0].claim, verdict):
                    if verdict.story in stories and link.event_id not in decided[link.claim_id, link.story_id]:
                        wanted[link.claim_id, link.story_id, link.event_id] = link
        held = hold_stories(key for _, key, _ in wanted)
        wanted = {place: link for place, link in wanted.items() if link.story_id in held}
        _write(list(old.filter(state=Link.State.PROPOSED)), wanted)


def _links(claim: Claim, verdict: Verdict) -> list[Link]:
    """Its events where some are known, else the story's timeline as such."""
    if not verdict.events:
        return [Link(claim=claim, story=verdict.story, score=verdict.score, reason=verdict.reason)]
    return [
        Link(claim=claim, story=verdict.story, event=event, score=score, reason=reason)
        for event, score, reason in verdict.events
    ]


def _write(old: Sequence[Link], wanted: dict[tuple[int, int, int | None], Link]) -> None:
    stays = {(link.claim_id, link.story_id, link.event_id): link for link in old}
    Link.objects.filter(pk__in=[link.pk for key, link in stays.items() if key not in wanted]).delete()
    changed = []
    for key, link in stays.items():
        new = wanted.pop(key, None)
        if new and (new.score, new.reason) != (link.score, link.reason):
            link.score, link.reason = new.score, new.reason
            changed.append(link)
    Link.objects.bulk_update(changed, ["score", "reason"])
    Link.objects.bulk_create(wanted.values(), ignore_conflicts=True)
