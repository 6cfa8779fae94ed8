"""What people decide about positions: who held which role, for whom, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from actors.models import Actor, Position
from claims.models import Review
from claims.services.in_force import history_without, value_of
from claims.services.refusals import Refused, Stale
from claims.services.values import days_of_edtf

if TYPE_CHECKING:
    import uuid

    from django.contrib.auth.models import User

__all__ = ["Post", "add_position", "decide_position", "undo_position"]

Action, State = Review.Action, Position.State
FIELDS = ("holder", "organization", "office", "role", "since", "until", "state")
LONGEST_ROLE = 200


@dataclass(frozen=True)
class Post:
    """A position as a person writes it. `since` and `until` are EDTF; "" is not known, or still held."""

    role: str
    organization: Actor | None = None
    office: Actor | None = None
    since: str = ""
    until: str = ""


def add_position(holder: Actor, by: User, post: Post, *, note: str = "", together: uuid.UUID | None = None) -> Position:
    """Confirmed. Raises Refused where it makes no sense or is known already."""
    with transaction.atomic():
        position = Position(holder=holder, state=State.REJECTED)
        _write(position, post)
        _refuse_twin(position)
        position.save()
        before = _state_of(position)
        position.state = State.CONFIRMED
        position.save()
        _record(position, by, Action.ADD, [*FIELDS], before, note=note, together=together)
        return position


def decide_position(
    position: Position,
    by: User,
    action: str,
    version: int | None,
    post: Post | None = None,
    *,
    note: str = "",
    together: uuid.UUID | None = None,
) -> Review:
    """Confirm, reject or correct (which confirms) a position. Raises Stale and Refused as other decisions do."""
    with transaction.atomic():
        position = Position.objects.select_for_update(of=("self",)).get(pk=position.pk)
        if version is not None and position.version != version:
            submitted = {"action": action, "post": post, "note": note}
            raise Stale(position, version, submitted, _state_of(position))
        before, fields = _state_of(position), ["state"]
        match action:
            case Action.CONFIRM:
                position.state = State.CONFIRMED
            case Action.REJECT:
                position.state = State.REJECTED
            case Action.CORRECT if post:
                _write(position, post)
                _refuse_twin(position)
                position.state = State.CONFIRMED
                now = _state_of(position)
                fields = [name for name in FIELDS if now[name] != before[name]]
                if not fields:
                    raise Refused("Nothing was changed.")
            case _:
                raise Refused(f"A position cannot be decided by “{action}”.")
        position.save()
        return _record(position, by, action, fields, before, note=note, together=together)


def undo_position(
    review: Review, by: User, *, version: int | None = None, note: str = "", together: uuid.UUID | None = None
) -> Review:
    """Each field gets the value of the decision in force then, else what the machine had proposed."""
    with transaction.atomic():
        if review.position is None or review.action == Action.UNDO:
            raise Refused("Only a decision about a position can be undone.")
        position = Position.objects.select_for_update(of=("self",)).get(pk=review.position.pk)
        if version is not None and position.version != version:
            raise Stale(position, version, {"undo": review.pk, "note": note}, _state_of(position))
        history = history_without(review, position)
        before = _state_of(position)
        for field in review.fields:
            if state := value_of(history, field):
                name = f"{field}_id" if field in ("holder", "organization", "office") else field
                setattr(position, name, state[field])
        position.held = _held(position.since, position.until)
        _refuse_twin(position)
        position.save()
        return _record(position, by, Action.UNDO, review.fields, before, note=note, together=together, undoes=review)


def _write(position: Position, post: Post) -> None:
    role = " ".join(post.role.split())
    if not role or len(role) > LONGEST_ROLE:
        raise Refused(f"Write a role of at most {LONGEST_ROLE} characters: “spokesman”.")
    if not (post.organization or post.office):
        raise Refused("Say for which organisation, or in which office.")
    if position.holder in (post.organization, post.office):
        raise Refused(f"“{position.holder}” holds no position in itself.")
    if post.office and post.office.kind != Actor.Kind.OFFICE:
        raise Refused(f"“{post.office}” is no office.")
    position.role, position.organization, position.office = role, post.organization, post.office
    position.since, position.until = post.since.strip(), post.until.strip()
    position.held = _held(position.since, position.until)


def _held(since: str, until: str) -> DateRange:
    try:
        first, last = (days_of_edtf(day) if day else None for day in (since, until))
    except ValueError as error:
        raise Refused(str(error)) from None
    lower, upper = first and first.lower, last and last.upper
    if lower and upper and lower >= upper:
        raise Refused(f"The position ends ({until}) before it begins ({since}).")
    return DateRange(lower, upper)


def _refuse_twin(position: Position) -> None:
    same = Position.objects.filter(holder=position.holder, role=position.role, since=position.since)
    same = same.filter(organization=position.organization, office=position.office)
    if twin := same.exclude(pk=position.pk).first():
        raise Refused(f"That position is known already ({twin.get_state_display()}): {twin}.")


def _state_of(position: Position) -> dict[str, Any]:
    people = {name: getattr(position, f"{name}_id") for name in ("holder", "organization", "office")}
    return {**people, **{name: getattr(position, name) for name in FIELDS[3:]}, "told": str(position)}


def _record(
    position: Position, by: User, action: str, fields: list[str], before: dict[str, Any], **more: Any
) -> Review:
    position.version += 1
    position.save(update_fields=["version"])
    more["note"] = more["note"].strip()
    told = {"fields": fields, "before": before, "after": _state_of(position)}
    return Review.objects.create(position=position, by=by, action=action, **told, **more)
