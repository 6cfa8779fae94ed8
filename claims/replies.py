"""What a claim answers or contradicts, what answers it, and what its actor said otherwise on another day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claims.models import Claim, Heading, ListedClaim
from claims.models.listing import facet
from claims.sayings import name_speakers, sayings_of, worded
from claims.stance import answers, changes, contradictions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.models import Link
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

    def all(self) -> list[Reply]:
        return [*self.contradicts, *self.answers, *self.answered_by, *self.changed]

    def __bool__(self) -> bool:
        return bool(self.all())


def replies_of(claim: Claim) -> Replies:
    """For a claim that lists count; none for others. Eleven queries at most, whatever the size of its story."""
    links = [link for link in claim.links.all() if link.state != link.State.REJECTED]
    if not claim.day or not links or claim.state in (Claim.State.REJECTED, Claim.State.WITHDRAWN):
        return Replies()
    keys = {*_near(claim.day, links), *_own(claim, links), claim.pk}
    found = {one.pk: one for one in worded(Claim.objects.filter(pk__in=keys))}
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
    replies = Replies(
        contradicts=of(contradictions(sayings)),
        answers=of(answered, later=False),
        answered_by=of(answered, earlier=False),
        changed=of(changes(sayings)),
    )
    name_speakers(reply.claim for reply in replies.all())
    return replies


def _near(day: date, links: list[Link]) -> Iterable[int]:
    """On its events, or, where it has none, in its stories: the nearest in time."""
    events = [link.event_id for link in links if link.event_id]
    under = Heading.Under.EVENT if events else Heading.Under.STORY
    told = Heading.objects.filter(under=under, key__in=events or [link.story_id for link in links])
    first, last = day - min(WINDOW, day - date.min), day + min(WINDOW, date.max - day)
    before = told.filter(day__gte=first, day__lte=day).order_by("-day", "-claim")
    after = told.filter(day__gt=day, day__lte=last).order_by("day", "claim")
    for half in (before, after):
        yield from half.values_list("claim", flat=True)[:NEAREST]


def _own(claim: Claim, links: list[Link]) -> Iterable[int]:
    """Of its speakers, or of others who speak for the same organisations."""
    spoken = list(claim.speakers.all())
    who = [actor.pk for speaker in spoken for actor in (speaker.who, speaker.for_whom) if actor]
    if not who:
        return ()
    stories = [facet("story", link.story_id) for link in links]
    own = ListedClaim.objects.standing().involving(*who).filter(facets__overlap=stories)
    return own.newest_first().values_list("pk", flat=True)[:OWN]
