"""What people decide about one actor: each decision is one review, each can be undone by one more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from actors.models import Actor
from actors.names import fold
from actors.services.propose import free_slug, lock_names
from claims.models import Claim, Review
from claims.services.actors.state import lock_actors, point_at, rename, state_of, write_aliases
from claims.services.in_force import history_without, value_of
from claims.services.refusals import Refused, Stale

if TYPE_CHECKING:
    import uuid

    from django.contrib.auth.models import User

__all__ = ["Details", "add_actor", "decide_actor", "record", "undo_actor"]

Action, State = Review.Action, Actor.State
LONGEST_NAME = 300
MOST_ALIASES = 200


@dataclass(frozen=True)
class Details:
    """What an actor is; None leaves it as it is."""

    name: str | None = None
    kind: str | None = None
    description: str | None = None
    wikidata: str | None = None
    """For example Q796; "" for none."""
    aliases: Sequence[str] | None = None
    """All of them; the name is always one."""


def add_actor(
    by: User, name: str, kind: str, details: Details | None = None, *, note: str = "", together: uuid.UUID | None = None
) -> Actor:
    """An actor that a person makes, confirmed. Raises Refused where a surviving actor of that kind has the name."""
    details = details or Details()
    with transaction.atomic():
        name = _name(name)
        if kind not in Actor.Kind.values:
            raise Refused("Say whether it is a person, an organisation, an office or a group.")
        lock_names({name})
        if known := Actor.objects.known_as(fold(name)).filter(kind=kind).first():
            raise Refused(f"“{known}” is known as “{name}” already.")
        actor = Actor.objects.create(name=name, slug=free_slug(name), kind=kind, state=State.REJECTED)
        before = state_of(actor)
        actor.state = State.CONFIRMED
        rest = Details(aliases=details.aliases or [], description=details.description, wikidata=details.wikidata)
        fields = ["state", *_change(actor, rest)]
        actor.save()
        record(actor, by, Action.ADD, fields, before, note=note, together=together)
        return actor


def decide_actor(
    actor: Actor,
    by: User,
    action: str,
    version: int | None,
    details: Details | None = None,
    *,
    note: str = "",
    together: uuid.UUID | None = None,
) -> Review:
    """Confirm, reject, correct or note one actor; `details` are part of the decision, whichever it is, and a correction
    of nothing with a note is a note. Raises Stale where `version` is no longer the actor's, Refused where
    there is nothing to decide, or claims are attributed to what is rejected."""
    with transaction.atomic():
        if details and details.name:
            lock_names({details.name})
        (actor,) = lock_actors(actor)
        if version is not None and actor.version != version:
            raise Stale(actor, version, {"action": action, "details": details, "note": note}, state_of(actor))
        before, fields = state_of(actor), _change(actor, details) if details else []
        match action:
            case Action.CONFIRM:
                actor.state, fields = State.CONFIRMED, [*fields, "state"]
            case Action.REJECT:
                _refuse_speaker(actor)
                actor.state, fields = State.REJECTED, [*fields, "state"]
            case Action.CORRECT if fields:
                pass
            case Action.CORRECT | Action.NOTE if note.strip() and not fields:
                action = Action.NOTE
            case Action.CORRECT:
                raise Refused("Nothing was changed.")
            case _:
                raise Refused("Write a note." if action == Action.NOTE else f"Nobody decides by “{action}”.")
        actor.save()
        return record(actor, by, action, fields, before, note=note, together=together)


def undo_actor(
    review: Review, by: User, *, version: int | None = None, note: str = "", together: uuid.UUID | None = None
) -> Review:
    """Take a decision about an actor back, a merge included. Each field gets the value of the decision in force then;
    of the aliases, those that it added go and those that it took away return."""
    with transaction.atomic():
        if review.actor is None or review.action in (Action.UNDO, Action.NOTE):
            raise Refused("Only a decision about an actor can be undone.")
        (actor,) = lock_actors(review.actor)
        if version is not None and actor.version != version:
            raise Stale(actor, version, {"undo": review.pk, "note": note}, state_of(actor))
        history = history_without(review, actor)
        if review.action == Action.ADD:
            _refuse_speaker(actor)
        before = state_of(actor)
        for field in review.fields:
            if field == "aliases":
                added, gone = _apart(review)
                write_aliases(actor, [text for text in before["aliases"] if text not in added] + sorted(gone))
            elif state := value_of(history, field):
                _restore(actor, field, state)
        actor.save()
        return record(actor, by, Action.UNDO, review.fields, before, note=note, together=together, undoes=review)


def record(actor: Actor, by: User, action: str, fields: list[str], before: dict[str, Any], **more: Any) -> Review:
    """The review, under a new version of the actor."""
    actor.version += 1
    actor.save(update_fields=["version"])
    more["note"] = more.get("note", "").strip()
    after = state_of(actor)
    return Review.objects.create(actor=actor, by=by, action=action, fields=fields, before=before, after=after, **more)


def _change(actor: Actor, details: Details) -> list[str]:
    fields = []
    if details.name is not None and (name := _name(details.name)) != actor.name:
        rename(actor, name, free_slug(name))
        fields.append("name")
    if details.kind is not None and details.kind != actor.kind:
        if details.kind not in Actor.Kind.values:
            raise Refused(f"“{details.kind}” is no kind of actor.")
        actor.kind = details.kind
        fields.append("kind")
    if details.description is not None and details.description.strip() != actor.description:
        actor.description = details.description.strip()
        fields.append("description")
    if details.wikidata is not None and (wikidata := details.wikidata.strip().upper()) != actor.wikidata:
        _check_wikidata(actor, wikidata)
        actor.wikidata = wikidata
        fields.append("wikidata")
    if details.aliases is not None or "name" in fields:
        texts = set(details.aliases if details.aliases is not None else actor.aliases.values_list("text", flat=True))
        before = set(actor.aliases.values_list("text", flat=True))
        write_aliases(actor, _aliases([actor.name, *sorted(texts)]))
        if set(actor.aliases.values_list("text", flat=True)) != before:
            fields.append("aliases")
    return fields


def _restore(actor: Actor, field: str, state: dict[str, Any]) -> None:
    match field:
        case "name":
            if Actor.objects.filter(slug=state["slug"]).exclude(pk=actor.pk).exists():
                raise Refused(f"Another actor has the address “{state['slug']}” now.")
            rename(actor, state["name"], state["slug"])
        case "wikidata":
            _check_wikidata(actor, state["wikidata"])
            actor.wikidata = state["wikidata"]
        case "merged_into":
            point_at(actor, Actor.objects.filter(pk=state["merged_into"]).first())
        case "kind" | "description" | "state":
            setattr(actor, field, state[field])


def _apart(review: Review) -> tuple[set[str], set[str]]:
    """The aliases that a decision added, and those that it took away."""
    before, after = set(review.before["aliases"]), set(review.after["aliases"])
    return after - before, before - after


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or not fold(name) or len(name) > LONGEST_NAME:
        raise Refused(f"Write a name of at most {LONGEST_NAME} characters.")
    return name


def _aliases(texts: Sequence[str]) -> list[str]:
    found = {fold(text): _name(text) for text in reversed(texts) if text.strip()}
    if len(found) > MOST_ALIASES:
        raise Refused(f"An actor has at most {MOST_ALIASES} aliases.")
    return list(found.values())


def _check_wikidata(actor: Actor, wikidata: str) -> None:
    if wikidata and not re.fullmatch(r"Q[1-9][0-9]{0,14}", wikidata):
        raise Refused(f"“{wikidata}” is no Wikidata id; one looks like Q796.")
    if wikidata and (other := Actor.objects.filter(wikidata=wikidata).exclude(pk=actor.pk).first()):
        raise Refused(f"“{other}” has the Wikidata id {wikidata} already; if both are one, merge them.")


def _refuse_speaker(actor: Actor) -> None:
    number = Claim.objects.standing().involving(actor)[:1000].count()
    if number:
        raise Refused(
            f"{number} claim{'s are' if number > 1 else ' is'} attributed to “{actor}”: give them to somebody else,"
            " or merge the actor."
        )
