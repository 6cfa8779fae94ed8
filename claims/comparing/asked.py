"""Whom a comparison compares, on what: the query string, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from claims.listing.criteria import ActorField, ClaimForm
from claims.written_dates import write_day, write_days

if TYPE_CHECKING:
    from actors.models import Actor

__all__ = ["Asked", "Side", "asked_of"]

MOST = 4
SUBJECTS = ("story", "event", "q")
FIRST, SECOND = ("since", "until"), ("since2", "until2")


@dataclass(frozen=True, slots=True)
class Side:
    """One column: an actor, in a period where one was asked for."""

    actor: Actor
    values: dict[str, Any]
    """Criteria for `claims.listing.criteria.listed_by`."""
    period: str = ""

    def address(self, **more: object) -> str:
        """The list of exactly the column's claims, or of some of them."""
        values = {**self.values, **more}
        query = QueryDict(mutable=True)
        for name, value in values.items():
            if value:
                query[name] = str(getattr(value, "slug", None) or getattr(value, "pk", value))
        return f"/claims/?{query.urlencode()}"


@dataclass(slots=True)
class Asked:
    typed: list[str] = field(default_factory=list)
    """The actors as they were written."""
    sides: list[Side] = field(default_factory=list)
    subject: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    text: dict[str, str] = field(default_factory=dict)
    """What the form's other fields hold."""


def asked_of(query: QueryDict) -> Asked:
    """Wrong parameters compare nothing and stand in `errors`, each as a sentence."""
    names = (*SUBJECTS, *FIRST, *SECOND)
    asked = Asked(
        [text.strip() for text in query.getlist("who") if text.strip()],
        text={name: query.get(name, "").strip() for name in names},
    )
    actors = _actors(asked)
    first = _checked(asked, FIRST)
    second = _checked(asked, SECOND) if asked.text["since2"] or asked.text["until2"] else {}
    if second and len(actors) > 1:
        asked.errors.append("Two periods are for one actor: leave the second period, or all actors but one, empty.")
    if asked.errors:
        return asked
    asked.subject = {name: first[name] for name in SUBJECTS if first.get(name)}
    periods = [first, second] if second else [first]
    asked.sides = [_side(actor, period, asked.subject) for actor in actors for period in periods]
    return asked


def _actors(asked: Asked) -> list[Actor]:
    if len(asked.typed) > MOST:
        asked.errors.append(f"A comparison has room for {MOST} actors; you named {len(asked.typed)}.")
        return []
    found: dict[int, Actor] = {}
    for text in asked.typed:
        try:
            actor = ActorField(max_length=300).clean(text)
        except ValidationError as error:
            asked.errors.extend(error.messages)
        else:
            if actor and actor.pk in found:
                asked.errors.append(f"{actor} is named twice.")
            elif actor:
                found[actor.pk] = actor
    return list(found.values())


def _checked(asked: Asked, period: tuple[str, str]) -> dict[str, Any]:
    """The subject and one period, by the same rules as lists of claims."""
    data = {name: asked.text[name] for name in SUBJECTS if asked.text[name]}
    data |= {name: asked.text[part] for name, part in zip(FIRST, period, strict=True) if asked.text[part]}
    form = ClaimForm(data)
    if form.is_valid():
        return form.cleaned_data
    faults = [str(fault) for faults in form.errors.values() for fault in faults]
    asked.errors.extend(fault for fault in faults if fault not in asked.errors)
    return {}


def _side(actor: Actor, period: dict[str, Any], subject: dict[str, Any]) -> Side:
    since, until = period.get("since"), period.get("until")
    values = {"who": actor, **subject, "since": since, "until": until}
    written = write_days(since, until) if since else f"until {write_day(until)}" if until else ""
    return Side(actor, values, written)
