"""From a speaker as an article names it to an actor: one with a score and a reason, or candidates and no guess."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from actors import directory as known
from actors.models import Actor, Position
from actors.names import fold
from actors.ranking import same_surname, similarity
from actors.roles import DEMONYMS, roles_agree, splits, terms

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from actors.directory import Directory

__all__ = ["Candidate", "Mention", "Resolution", "doubt", "resolve"]

SAME_NAME = 0.95
"""From this similarity on, two spellings are one name."""
WORTH_SHOWING = 0.7


@dataclass(frozen=True)
class Mention:
    """A named speaker as the extraction gives it, and the day of speaking."""

    name: str
    kind: str = Actor.Kind.PERSON.value
    role: str = ""
    on_behalf_of: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class Candidate:
    actor: Actor
    score: float
    reason: str


@dataclass(frozen=True)
class Resolution:
    """`actor` is None where nobody, or nobody alone, fits; `new` where no actor bears the name or a spelling of it."""

    actor: Actor | None = None
    score: float = 0.0
    reason: str = ""
    candidates: list[Candidate] = field(default_factory=list)
    new: bool = False
    position: Position | None = None
    on_behalf_of: Actor | None = None


def resolve(mentions: Collection[Mention]) -> dict[Mention, Resolution]:
    """Resolve an article's speakers together: a bare surname may be that of a person named elsewhere in it."""
    names = {name for m in mentions for name in (m.name, m.on_behalf_of, *_parts(m)) if name}
    directory = known.look_up(names)
    found = {mention: _by_alias(mention, directory) or _by_position(mention, directory) for mention in mentions}
    for mention in mentions:
        found[mention] = found[mention] or _by_surname(mention, [r.actor for r in found.values() if r and r.actor])
    unknown = [mention for mention in mentions if not found[mention]]
    proposed = {m: r for m, r in found.items() if r and r.actor and r.actor.state == Actor.State.PROPOSED}
    near = known.similar({key for m in [*unknown, *proposed] if (key := fold(m.name))})
    for mention in unknown:
        found[mention] = _by_similarity(mention, near.get(fold(mention.name), []))
    for mention, resolution in proposed.items():
        found[mention] = _doubted(resolution, _alike(mention, near.get(fold(mention.name), [])))
    missing = {r.actor.pk for r in found.values() if r and r.actor} - {p.holder_id for p in directory.positions}
    directory.positions += known.positions_of(missing) if missing else []
    return {m: _speaking_for(m, resolution, directory) for m, resolution in found.items() if resolution}


def _parts(mention: Mention) -> list[str]:
    """Runs of words in the name of an office that may name its country or its organisation."""
    if mention.kind != Actor.Kind.OFFICE:
        return []
    words = fold(mention.name).split()
    runs = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + 5) + 1)}
    return [*runs, *(DEMONYMS[run] for run in runs if run in DEMONYMS), DEMONYMS.get(fold(mention.on_behalf_of), "")]


def _by_alias(mention: Mention, directory: Directory) -> Resolution | None:
    bearers = directory.called(mention.name)
    # Whoever was only proposed for a name gives way to those whom people know by it.
    bearers = [actor for actor in bearers if actor.state == Actor.State.CONFIRMED] or bearers
    if not bearers:
        return None
    if len(bearers) == 1:
        return _spoken(bearers[0], mention, directory, 1.0, f"is known as “{mention.name}”")
    fits = {actor: _fit(actor, mention, directory) for actor in bearers}
    best = max(score for score, _ in fits.values())
    ahead = [actor for actor in bearers if fits[actor][0] == best]
    if len(ahead) == 1:
        return _spoken(ahead[0], mention, directory, 0.9, f"is known as “{mention.name}” and {fits[ahead[0]][1]}")
    shared = f"is one of {len(bearers)} known as “{mention.name}”"
    candidates = [
        Candidate(actor, round(1 / len(ahead) if actor in ahead else 0.1, 2), shared + (why and f" and {why}"))
        for actor, (_, why) in fits.items()
    ]
    return Resolution(reason=f"{len(bearers)} actors are known as “{mention.name}”", candidates=candidates)


def _fit(actor: Actor, mention: Mention, directory: Directory) -> tuple[int, str]:
    """What beside the name speaks for this actor: the position that day, before the kind."""
    position = _position(actor, mention, directory, default=False)
    if position:
        return 2, f"was {position.role}, {position.spoken_for}, on that day"
    if _family(actor.kind) == _family(mention.kind):
        return 1, f"is of the kind {actor.get_kind_display()}"
    return 0, ""


def _family(kind: str) -> str:
    return kind if kind in (Actor.Kind.PERSON, Actor.Kind.OFFICE) else "body"


def _spoken(actor: Actor, mention: Mention, directory: Directory, score: float, reason: str) -> Resolution:
    """An office speaks through its holder, where exactly one is known to have held it on that day."""
    if actor.kind != Actor.Kind.OFFICE or mention.day is None:
        return Resolution(actor, score, reason)
    holding = directory.held_with(actor, mention.day)
    holders = {known.holder(p): p for p in holding if p.state == Position.State.CONFIRMED}
    if len(holders) != 1:
        return Resolution(actor, score, reason)
    person, position = holders.popitem()
    return Resolution(person, min(score, 0.95), f"was {actor} on {mention.day}", position=position, on_behalf_of=actor)


def _by_position(mention: Mention, directory: Directory) -> Resolution | None:
    """“the Iraqi prime minister” is whoever held that role, for whom the other words name, on the day."""
    if mention.kind != Actor.Kind.OFFICE or mention.day is None:
        return None
    phrase = f"{mention.name} {mention.on_behalf_of}"
    held: dict[Actor, Position] = {}
    for position in directory.positions:
        whose = splits(phrase, position.role)
        fits = known.on(position, mention.day) and position.state == Position.State.CONFIRMED
        if fits and whose and whose in known.body_terms(position):
            held.setdefault(known.holder(position), position)
    if len(held) == 1:
        person, position = held.popitem()
        reason = f"was {position.role}, {position.spoken_for}, on {mention.day}"
        return Resolution(person, 0.9, reason, position=position, on_behalf_of=known.survivor(position.spoken_for))
    if held:
        why = [Candidate(p, round(1 / len(held), 2), f"held that position on {mention.day}") for p in held]
        return Resolution(reason=f"{len(held)} people held that position", candidates=why)
    return None


def _by_surname(mention: Mention, present: list[Actor]) -> Resolution | None:
    people = {a for a in present if a.kind == Actor.Kind.PERSON and same_surname(fold(mention.name), fold(a.name))}
    if mention.kind != Actor.Kind.PERSON or len(people) != 1:
        return None
    return Resolution(people.pop(), 0.9, "is the only speaker of this surname in the article")


def _by_similarity(mention: Mention, near: list[tuple[str, Actor]]) -> Resolution:
    candidates = _alike(mention, near)
    same = [candidate for candidate in candidates if candidate.score >= SAME_NAME]
    if len(same) == 1:
        return Resolution(same[0].actor, same[0].score, f"“{mention.name}” is a spelling of the name")
    if same:
        return Resolution(reason=f"{len(same)} actors have names spelt like this", candidates=candidates)
    return Resolution(reason="nobody is known by this name", candidates=candidates, new=True)


def _doubted(resolution: Resolution, candidates: list[Candidate]) -> Resolution:
    """An actor that nobody confirmed yet may be one of those with similar names."""
    others = [candidate for candidate in candidates if candidate.actor != resolution.actor]
    return replace(resolution, score=min(resolution.score, doubt(others)), candidates=others)


def doubt(candidates: list[Candidate]) -> float:
    """How far to trust an actor that was proposed for a name, given the actors with similar names."""
    return 0.6 if candidates else 0.9


def _alike(mention: Mention, near: list[tuple[str, Actor]]) -> list[Candidate]:
    scores: dict[Actor, float] = {}
    for key, actor in near:
        if _family(actor.kind) == _family(mention.kind):
            scores[actor] = max(scores.get(actor, 0.0), similarity(fold(mention.name), key))
    ranked = sorted(((s, a) for a, s in scores.items() if s >= WORTH_SHOWING), key=lambda pair: (-pair[0], pair[1].pk))
    return [Candidate(a, round(s, 2), f"has a name that is {s:.0%} like “{mention.name}”") for s, a in ranked]


def _speaking_for(mention: Mention, resolution: Resolution, directory: Directory) -> Resolution:
    actor = resolution.actor
    if resolution.position or (actor and actor.kind != Actor.Kind.PERSON):
        return resolution
    if actor:
        position = _position(actor, mention, directory, default=True)
        if position:
            return replace(resolution, position=position, on_behalf_of=known.survivor(position.spoken_for))
    spoken_for = directory.called(mention.on_behalf_of) if mention.kind == Actor.Kind.PERSON else []
    if len(spoken_for) != 1 or spoken_for[0] == actor:
        return resolution
    if actor and any(spoken_for[0] in known.bodies(p) for p in directory.held_by(actor, None)):
        return resolution  # a position of another time: a former spokesman speaks for himself
    return replace(resolution, on_behalf_of=spoken_for[0])


def _position(actor: Actor, mention: Mention, directory: Directory, default: bool) -> Position | None:
    """The position of that day that fits role and organisation in the text, else, by default, the only one."""
    held = directory.held_by(actor, mention.day)
    confirmed = [p for p in held if p.state == Position.State.CONFIRMED]
    if mention.on_behalf_of:
        named = directory.called(mention.on_behalf_of)
        wanted = terms(mention.on_behalf_of)
        fitting = [p for p in held if any(body in named for body in known.bodies(p)) or wanted in known.body_terms(p)]
        if not fitting and named:
            return None
        held = fitting or held
        if fitting and not mention.role:
            return _first(fitting)
    if mention.role:
        agreeing = [p for p in held if roles_agree(mention.role, p.role)]
        if agreeing:
            return _first(agreeing)
    if mention.on_behalf_of and held != directory.held_by(actor, mention.day):
        return _first(held)
    return confirmed[0] if default and len(confirmed) == 1 else None


def _first(positions: list[Position]) -> Position:
    """Confirmed ones first, then with an office, which says more than its organisation."""
    return min(positions, key=lambda p: (p.state != Position.State.CONFIRMED, p.office_id is None, p.pk))
