"""What people decide about events: each decision is one review, and each can be undone by one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery
from django.db import transaction
from django.db.models import Q

from actors.models import Actor
from claims.models import Claim, Event, Link, Review, Story
from claims.services.hold_stories import demand_standing
from claims.services.in_force import history_without, value_of
from claims.services.link import link_claims
from claims.services.move_links import move_links, place_as_decided, return_links
from claims.services.refusals import Refused, Stale
from claims.services.try_again import try_again
from claims.services.understood import understand
from claims.services.values import days_of_edtf

if TYPE_CHECKING:
    import uuid

    from django.contrib.auth.models import User

__all__ = ["EventDetails", "add_event", "decide_event", "merge_events", "undo_event"]

Action, State = Review.Action, Event.State
LONGEST_TITLE = 300
MOST_KEYWORDS = 50
RELINKED = 2_000
"""So many claims are read again at once after a decision; the next extraction reads the others."""


@dataclass(frozen=True)
class EventDetails:
    """What an event is; None leaves it as it is."""

    title: str | None = None
    date: str | None = None
    """As people write it, see `understand`."""
    description: str | None = None
    keywords: Sequence[str] | None = None
    actors: Sequence[Actor] | None = None


@try_again
def add_event(
    story: Story, by: User, details: EventDetails, *, note: str = "", together: uuid.UUID | None = None
) -> Event:
    """An event that a person makes, confirmed. Raises Refused where it has no title or date, or its title is taken."""
    with transaction.atomic():
        demand_standing([story.pk])
        event = Event(story=story, state=State.REJECTED)
        fields = _change(event, EventDetails(title=details.title or "", date=details.date or ""))
        event.save()
        before = _state_of(event)
        event.state = State.CONFIRMED
        rest = EventDetails(description=details.description, keywords=details.keywords, actors=details.actors)
        fields += [*_change(event, rest), "state"]
        _save(event, by, Action.ADD, fields, before, note, together=together)
        return event


@try_again
def decide_event(
    event: Event,
    by: User,
    action: str,
    version: int | None,
    details: EventDetails | None = None,
    *,
    note: str = "",
    together: uuid.UUID | None = None,
) -> Review:
    """Confirm, with or without a correction, reject, or correct (which keeps the state) one event, in one transaction.

    Raises Stale where `version` is no longer the event's, Refused where there is nothing to decide.
    """
    with transaction.atomic():
        event = _locked(event, version, {"action": action, "details": details, "note": note})
        before = _state_of(event)
        match action:
            case Action.CONFIRM:
                fields = [*_change(event, details or EventDetails()), "state"]
                event.state = State.CONFIRMED
            case Action.REJECT:
                event.state, fields = State.REJECTED, ["state"]
            case Action.CORRECT:
                fields = _change(event, details or EventDetails())
                if not fields:
                    raise Refused("Nothing was changed.")
            case _:
                raise Refused(f"An event cannot be decided by “{action}”.")
        return _save(event, by, action, fields, before, note, together=together)


def merge_events(
    event: Event,
    into: Event,
    by: User,
    version: int | None = None,
    *,
    note: str = "",
    together: uuid.UUID | None = None,
) -> Review:
    """The event's claims, words and actors count for the other one. One review about the event that goes, which knows
    what moved. Both are locked by key, so that of two who merge in opposite directions the second is refused."""
    with transaction.atomic():
        list(Event.objects.select_for_update(of=("self",)).filter(pk__in=[event.pk, into.pk]).order_by("pk"))
        event = _locked(event, version, {"action": Action.MERGE, "into": into, "note": note})
        into = Event.objects.select_related("story").get(pk=into.pk)
        if event == into:
            raise Refused(f"“{event}” cannot be merged into itself.")
        if event.story_id != into.story_id:
            raise Refused("Events of two stories are not merged; move the claims instead.")
        if event.merged_into_id or into.merged_into_id:
            gone = event if event.merged_into_id else into
            raise Refused(f"“{gone}” was merged already, into “{gone.merged_into}”; undo that first.")
        if into.state == State.REJECTED:
            raise Refused(f"“{into}” is rejected; confirm it first.")
        before = _state_of(event)
        event.merged_into = into
        moved = move_links(event, into)
        review = _save(event, by, Action.MERGE, ["merged_into"], before, note, together=together, told={"moved": moved})
        place_as_decided(event, into.pk)
        return review


@try_again
def undo_event(
    review: Review, by: User, *, version: int | None = None, note: str = "", together: uuid.UUID | None = None
) -> Review:
    """Take a decision back: each of its fields gets the value of the decision in force then, else what the machine had
    proposed. Raises as `decide_event`."""
    with transaction.atomic():
        if review.event is None or review.action in (Action.UNDO, Action.NOTE):
            raise Refused("Only a decision about an event can be undone.")
        event = _locked(review.event, version, {"undo": review.pk, "note": note})
        history = history_without(review, event)
        before = _state_of(event)
        for field in review.fields:
            if state := value_of(history, field):
                _restore(event, field, state)
        if review.action == Action.MERGE:
            return_links(event, review)
        made = _save(event, by, Action.UNDO, review.fields, before, note, undoes=review, together=together)
        if review.action == Action.MERGE:
            place_as_decided(event, review.after["merged_into"])
        return made


def _locked(event: Event, version: int | None, submitted: dict[str, Any]) -> Event:
    event = Event.objects.select_for_update(of=("self",)).select_related("story").get(pk=event.pk)
    demand_standing([event.story_id])
    if version is not None and event.version != version:
        raise Stale(event, version, submitted, _state_of(event))
    return event


def _change(event: Event, details: EventDetails) -> list[str]:
    fields = []
    if (details.title is not None and (title := " ".join(details.title.split())) != event.title) or details.title == "":
        _retitle(event, title)
        fields.append("title")
    if details.date is not None and (edtf := understand(details.date)) != event.edtf:
        _redate(event, edtf)
        fields.append("edtf")
    if details.description is not None and details.description.strip() != event.description:
        event.description = details.description.strip()
        fields.append("description")
    if details.keywords is not None and (keywords := _keywords(details.keywords)) != event.keywords:
        event.keywords = keywords
        fields.append("keywords")
    if details.actors is not None and {a.pk for a in details.actors} != {a.pk for a in event.actors.all()}:
        event.actors.set(details.actors)
        fields.append("actors")
    return fields


def _retitle(event: Event, title: str) -> None:
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(f"Write a title of at most {LONGEST_TITLE} characters.")
    if other := event.story.events.select_related("story").filter(title=title).exclude(pk=event.pk).first():
        raise Refused("Another event of the story has that title.", other)
    event.title = title


def _redate(event: Event, edtf: str) -> None:
    event.edtf, event.days = edtf, days_of_edtf(edtf)
    others = event.story.events.proposals().filter(days=event.days).exclude(pk=event.pk)
    if event.shared and (other := others.first()):
        raise Refused(f"“{other}” was proposed for the same days; merge one into the other instead.")


def _keywords(words: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if len(found) > MOST_KEYWORDS or any(len(word) > 100 for word in found):
        raise Refused(f"At most {MOST_KEYWORDS} keywords of at most 100 characters.")
    return found


def _restore(event: Event, field: str, state: dict[str, Any]) -> None:
    match field:
        case "title":
            _retitle(event, state["title"])
        case "edtf":
            _redate(event, state["edtf"])
        case "actors":
            event.actors.set(Actor.objects.filter(pk__in=state["actors"]))
        case "merged_into":
            event.merged_into_id = state["merged_into"]
        case "state" | "description" | "keywords":
            setattr(event, field, state[field])


def _state_of(event: Event) -> dict[str, Any]:
    plain = {name: getattr(event, name) for name in ("title", "state", "edtf", "description", "keywords")}
    actors = sorted(event.actors.values_list("pk", flat=True)) if event.pk else []
    return {**plain, "actors": actors, "merged_into": event.merged_into_id, "into": str(event.merged_into or "")}


def _save(
    event: Event,
    by: User,
    action: str,
    fields: list[str],
    before: dict[str, Any],
    note: str,
    *,
    told: dict[str, Any] | None = None,
    **more: Any,
) -> Review:
    event.version += 1
    event.save()
    review = Review.objects.create(
        event=event,
        by=by,
        action=action,
        fields=fields,
        before=before,
        after={**_state_of(event), **(told or {})},
        note=note.strip(),
        **more,
    )
    was, now = before["state"] != State.REJECTED, event.state != State.REJECTED
    if was != now or (now and set(fields) - {"state"}):
        _relink(event)
    return review


def _relink(event: Event) -> None:
    """The claims that the event loses, or may get: those linked to it, and those on its story's timeline that share its
    days or its words."""
    linked = Link.objects.filter(event__in=[event.pk, event.merged_into_id]).values("claim")
    of_story = Link.objects.filter(story=event.story).values("claim")
    shares = Q(dates__days__overlap=event.days) | Q(said_on__overlap=event.days)
    shares |= Q(search=SearchQuery(event.title, config="onrecord"))
    claims = Claim.objects.filter(Q(pk__in=linked) | (Q(pk__in=of_story) & shares))
    link_claims(Claim.objects.filter(pk__in=claims.values("pk")).order_by("-pk")[:RELINKED], event.story)
