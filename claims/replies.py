"""What a claim answers or contradicts, what answers it, and what its actor said otherwise on another day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from claims.models import Claim, ClaimSpeaker
from claims.sayings import sayings_of, with_stands
from claims.stance import answers, changes, contradictions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from claims.models import ClaimQuerySet
    from claims.stance import Pair

__all__ = ["Replies", "Reply", "replies_of"]

WINDOW = timedelta(30)
NEAREST = 100
"""Claims on the same events that are looked at, before it and after it."""
OWN = 200
"""Claims of the same actors in the same stories."""
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Reply:
    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True)
class Replies:
    """Each list the surest first, at most four."""

    contradicts: list[Reply] = field(default_factory=list)
    answers: list[Reply] = field(default_factory=list)
    answered_by: list[Reply] = field(default_factory=list)
    changed: list[Reply] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.contradicts or self.answers or self.answered_by or self.changed)


def replies_of(claim: Claim) -> Replies:
    """For a claim that lists count; none for others. Eight queries, whatever the size of its story."""
    links = [link for link in claim.links.all() if link.state != link.State.REJECTED]
    if not claim.day or not links or claim.state in (Claim.State.REJECTED, Claim.State.WITHDRAWN):
        return Replies()
    counted = Claim.objects.standing().distinct_claims().exclude(pk=claim.pk)
    if claim.group_id:
        counted = counted.exclude(group=claim.group_id)
    keys = {*_near(counted, claim.day, [link.event_id for link in links if link.event_id], links[0].story_id)}
    keys.update(_own(counted, claim, [link.story_id for link in links]))
    found = {one.pk: one for one in with_stands(Claim.objects.filter(pk__in=[*keys, claim.pk]))}
    sayings = sayings_of(list(found.values()))

    def of(pairs: Iterable[Pair], *, earlier: bool = True, later: bool = True) -> list[Reply]:
        other: dict[int, str] = {}
        for pair in pairs:
            if earlier and pair.later == claim.pk:
                other.setdefault(pair.earlier, pair.reason)
            if later and pair.earlier == claim.pk:
                other.setdefault(pair.later, pair.reason)
        return [Reply(found[key], reason) for key, reason in list(other.items())[:SHOWN]]

    answered = answers(sayings)
    return Replies(
        contradicts=of(contradictions(sayings)),
        answers=of(answered, later=False),
        answered_by=of(answered, earlier=False),
        changed=of(changes(sayings)),
    )


def _near(claims: ClaimQuerySet, day: date, events: list[int], story: int) -> Iterable[int]:
    """On its events, or, where it has none, in its story: the nearest in time."""
    claims = claims.about(event__in=events) if events else claims.about(story=story)
    before = claims.filter(day__gte=day - WINDOW, day__lte=day).newest_first()
    after = claims.filter(day__gt=day, day__lte=day + WINDOW).order_by("day", "id")
    for half in (before, after):
        yield from half.values_list("pk", flat=True)[:NEAREST]


def _own(claims: ClaimQuerySet, claim: Claim, stories: list[int]) -> Iterable[int]:
    """Of its speakers, or of others who speak for the same organisations."""
    who = {speaker.who.pk for speaker in claim.speakers.all()}
    who |= {speaker.for_whom.pk for speaker in claim.speakers.all() if speaker.for_whom}
    spoken = ClaimSpeaker.objects.filter(
        Q(actor__in=who) | Q(actor__canonical__in=who) | Q(on_behalf_of__in=who) | Q(on_behalf_of__canonical__in=who)
    )
    own = claims.filter(pk__in=spoken.values("claim")).about(story__in=stories)
    return own.newest_first().values_list("pk", flat=True)[:OWN] if who else ()
