"""From the speakers that an extraction names to rows: actors, positions, candidates."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actors.directory import look_up
from actors.models import Actor
from actors.resolution import Mention, Resolution, resolve
from actors.services.propose import resolve_or_propose
from claims.models import ClaimCandidate, ClaimSpeaker

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Attributed", "attribute"]

_TAIL = re.compile(r"\s*(?:,|\(|\bwho\b|\bwhich\b|\bthat\b).*", re.DOTALL)
_INDEFINITE = re.compile(r"^(?:an?|one|two|three|some|several|many|few|other|another|senior|unnamed)\b", re.IGNORECASE)
_AND = re.compile(r",? and |, ")


@dataclass
class Attributed:
    """Who speaks in one attribution. `sure` is the probability that these are the right actors."""

    name: str = ""
    unnamed: str = ""
    speakers: list[ClaimSpeaker] = field(default_factory=list)
    candidates: list[ClaimCandidate] = field(default_factory=list)
    sure: float = 1.0


def attribute(speakers: Sequence[tuple[dict[str, Any] | None, dt.date | None]]) -> list[Attributed]:
    """Resolve the speakers of an article, each with the day of speaking. The rows are not saved and lack their claim.

    A joint statement has several speakers. Whom the text only describes (“two officials”) stays unnamed, unless the
    description is a name that the database knows (“the Iraqi prime minister”).
    """
    mentions = [_mentions(speaker, day) for speaker, day in speakers]
    _split_joint(mentions)
    named = {m for found in mentions for m in found if m.kind != _DESCRIBED}
    described = {m for found in mentions for m in found if m.kind == _DESCRIBED}
    resolved = resolve_or_propose(named) if named else {}
    resolved |= (
        {_as_described(m): r for m, r in resolve([_as_office(m) for m in described]).items()} if described else {}
    )
    return [
        _attributed(speaker, [resolved[m] for m in found], found)
        for (speaker, _), found in zip(speakers, mentions, strict=True)
    ]


_DESCRIBED = "unnamed"


def _mentions(speaker: dict[str, Any] | None, day: dt.date | None) -> list[Mention]:
    if speaker is None:
        return []
    name, kind = speaker.get("name"), speaker.get("kind") or Actor.Kind.PERSON
    if not name:
        name, kind = _TAIL.sub("", speaker.get("description") or "").strip(), _DESCRIBED
        if not name or _INDEFINITE.match(name):
            return []
    others = [Mention(other, kind, day=day) for other in speaker.get("joint_with") or []]
    return [Mention(name, kind, speaker.get("role") or "", speaker.get("on_behalf_of") or "", day), *others]


def _as_office(mention: Mention) -> Mention:
    return Mention(mention.name, Actor.Kind.OFFICE, mention.role, mention.on_behalf_of, mention.day)


def _as_described(mention: Mention) -> Mention:
    return Mention(mention.name, _DESCRIBED, mention.role, mention.on_behalf_of, mention.day)


def _split_joint(mentions: list[list[Mention]]) -> None:
    """“Baghdad and Washington” are two speakers where nobody has that name and each part is known."""
    joint = {m.name for found in mentions for m in found if _AND.search(m.name)}
    if not joint:
        return
    known = look_up({part for name in joint for part in (name, *_AND.split(name))})
    for found in mentions:
        for mention in list(found):
            parts = [part for part in _AND.split(mention.name) if part]
            if mention.name in joint and not known.called(mention.name) and all(map(known.called, parts)):
                found[:] = [Mention(part, Actor.Kind.ORGANIZATION, day=mention.day) for part in parts]


def _attributed(speaker: dict[str, Any] | None, resolutions: list[Resolution], mentions: list[Mention]) -> Attributed:
    if speaker is None:
        return Attributed()
    result = Attributed(name=speaker.get("name") or "")
    role = (speaker.get("role") or "")[:200]
    for mention, resolution in zip(mentions, resolutions, strict=True):
        actor = resolution.actor
        if actor and actor not in [known.actor for known in result.speakers]:
            # An office that nobody is known to have held speaks for itself.
            behalf = resolution.on_behalf_of if resolution.on_behalf_of != actor else None
            result.speakers.append(
                ClaimSpeaker(
                    actor=actor,
                    on_behalf_of=behalf,
                    position=resolution.position,
                    role="" if result.speakers else role,
                    number=len(result.speakers),
                )
            )
        if mention.kind != _DESCRIBED:
            result.candidates += [
                ClaimCandidate(actor=c.actor, score=c.score, reason=c.reason) for c in resolution.candidates
            ]
            result.sure = min(result.sure, resolution.score if actor else 0.3)
    if not result.speakers and not result.name:
        result.unnamed = speaker.get("description") or "somebody"
    return result
