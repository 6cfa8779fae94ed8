"""What people decide about events: each decision is one review, and the last one in force can be undone by one more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from claims.models import Claim, Event, Link, Review
from claims.services.link import link_claims
from claims.services.refusals import Refused, Stale

if TYPE_CHECKING:
    import uuid

    from django.contrib.auth.models import User

__all__ = ["LONGEST_TITLE", "decide_event", "undo_event"]

Action, State = Review.Action, Event.State
LONGEST_TITLE = 300


def decide_event(event: Event, by: User, action: str, version: int, *, title: str = "", note: str = "") -> Review:
    """Confirm, reject, or retitle (`correct`, which keeps the state) one event, in one transaction.

    Raises Stale where `version` is no longer the event's, Refused where there is nothing to decide.
    """
    title = " ".join(title.split())
    with transaction.atomic():
        event = _locked(event, version, {"action": action, "title": title, "note": note})
        before = _state_of(event)
        match action:
            case Action.CONFIRM:
                event.state, fields = State.CONFIRMED, ["state"]
            case Action.REJECT:
                event.state, fields = State.REJECTED, ["state"]
            case Action.CORRECT:
                _retitle(event, title)
                fields = ["title"]
            case _:
                raise Refused(f"An event cannot be decided by “{action}”.")
        return _save(event, by, action, fields, before, note)


def undo_event(
    review: Review, by: User, *, version: int | None = None, note: str = "", together: uuid.UUID | None = None
) -> Review:
    """Take the last decision about an event back. Raises as `decide_event`."""
    with transaction.atomic():
        if review.event is None or review.action == Action.UNDO:
            raise Refused("Only a decision about an event can be undone.")
        event = _locked(review.event, version, {"undo": review.pk})
        if event.reviews.in_force().newest_first().first() != review:
            raise Refused("Only the last decision can be undone; undo the later one first.")
        before = _state_of(event)
        event.title, event.state = review.before["title"], review.before["state"]
        if event.story.events.filter(title=event.title).exclude(pk=event.pk).exists():
            raise Refused("Another event of the story has that title now.")
        return _save(event, by, Action.UNDO, review.fields, before, note, undoes=review, together=together)


def _locked(event: Event, version: int | None, submitted: dict[str, Any]) -> Event:
    event = Event.objects.select_for_update(of=("self",)).select_related("story").get(pk=event.pk)
    if version is not None and event.version != version:
        raise Stale(event, version, submitted, _state_of(event))
    return event


def _retitle(event: Event, title: str) -> None:
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(f"Write a title of at most {LONGEST_TITLE} characters.")
    if title == event.title:
        raise Refused("Nothing was changed.")
    if event.story.events.filter(title=title).exclude(pk=event.pk).exists():
        raise Refused("Another event of the story has that title.")
    event.title = title


def _state_of(event: Event) -> dict[str, Any]:
    return {"title": event.title, "state": event.state, "edtf": event.edtf}


def _save(
    event: Event,
    by: User,
    action: str,
    fields: list[str],
    before: dict[str, Any],
    note: str,
    **more: Any,
) -> Review:
    event.version += 1
    event.save(update_fields=["title", "state", "version"])
    review = Review.objects.create(
        event=event,
        by=by,
        action=action,
        fields=fields,
        before=before,
        after=_state_of(event),
        note=note.strip(),
        **more,
    )
    if before["state"] != event.state and State.REJECTED in (before["state"], event.state):
        _relink(event)
    return review


def _relink(event: Event) -> None:
    """The claims that the event loses, or may get back: those linked to it, and those that share its date."""
    shares = Q(dates__days=event.days) | Q(said_on=event.days)
    linked = Link.objects.filter(event=event).values("claim")
    of_story = Link.objects.filter(story=event.story).values("claim")
    claims = Claim.objects.filter(Q(pk__in=linked) | (Q(pk__in=of_story) & shares)).distinct()
    link_claims(claims, event.story)
