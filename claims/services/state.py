"""A claim as reviews record it, before and after: complete enough to restore it, and to know its words again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Claim, ClaimSpeaker, Event, Link
from claims.services.hold_stories import hold_stories
from claims.services.spans import Marked, write_dates, write_spans
from claims.services.values import days_of

__all__ = ["first_day", "state_of", "write_field", "write_links", "write_speakers"]

Field = Claim.Field
LINK_FIELDS = ("score", "reason", "state")
PRECEDENCE = (Link.State.CONFIRMED, Link.State.REJECTED, Link.State.PROPOSED)


def state_of(claim: Claim) -> dict[str, Any]:
    """JSON; spans are offsets into the claim's snapshot."""
    return {
        "snapshot": claim.snapshot_id,
        "state": claim.state,
        "kind": claim.kind,
        "content": claim.content,
        "source": claim.source,
        "cue": claim.cue,
        "content_text": claim.content_text,
        "speaker_name": claim.speaker_name,
        "unnamed": claim.unnamed,
        "speakers": [
            {
                "actor": speaker.actor_id,
                "name": speaker.actor.name,
                "on_behalf_of": speaker.on_behalf_of_id,
                "for": speaker.on_behalf_of.name if speaker.on_behalf_of else "",
                "position": speaker.position_id,
                "role": speaker.role,
            }
            for speaker in claim.speakers.select_related("actor", "on_behalf_of").order_by("number")
        ],
        "said_on": _days(claim.said_on),
        "said_on_text": claim.said_on_text,
        "said_on_edtf": claim.said_on_edtf,
        "links": [
            {"story": k.story_id, "event": k.event_id, **{name: getattr(k, name) for name in LINK_FIELDS}}
            for k in claim.links.order_by("id")
        ],
    }


def write_field(claim: Claim, field: str, state: dict[str, Any]) -> None:
    """Give the claim one field's values of a recorded state. The claim itself is not saved, its rows are."""
    match field:
        case Field.SPANS:
            recorded = Marked(state["content"], state["source"], state["cue"])
            if state["snapshot"] == claim.snapshot_id and recorded != Marked(claim.content, claim.source, claim.cue):
                write_spans(claim, recorded)
                write_dates(claim)
        case Field.KIND:
            claim.kind = state["kind"]
        case Field.SPEAKER:
            claim.speaker_name, claim.unnamed = state["speaker_name"], state["unnamed"]
            write_speakers(claim, state["speakers"])
        case Field.DATE:
            claim.said_on = _range(state["said_on"])
            claim.said_on_text, claim.said_on_edtf = state["said_on_text"], state["said_on_edtf"]
            claim.day = first_day(claim)
        case Field.EVENT if "links" in state:
            write_links(claim, state["links"])


def write_links(claim: Claim, links: list[dict[str, Any]]) -> None:
    """Stories and events that are gone meanwhile are left out; an event that was merged is the one that survived, where
    a place that a person gave counts for more than one that a person took."""
    stories = hold_stories(link["story"] for link in links)
    into = dict(Event.objects.filter(story__in=stories).values_list("pk", "merged_into"))
    placed: dict[tuple[int, int | None], dict[str, Any]] = {}
    for link in links:
        event = link["event"]
        while into.get(event):
            event = into[event]
        place = link["story"], event
        if link["story"] not in stories or not (event is None or event in into):
            continue
        if place not in placed or PRECEDENCE.index(link["state"]) < PRECEDENCE.index(placed[place]["state"]):
            placed[place] = link
    claim.links.all().delete()
    Link.objects.bulk_create(
        Link(claim=claim, story_id=story, event_id=event, **{name: link[name] for name in LINK_FIELDS})
        for (story, event), link in placed.items()
    )


def write_speakers(claim: Claim, speakers: list[dict[str, Any]]) -> None:
    claim.speakers.all().delete()
    ClaimSpeaker.objects.bulk_create(
        ClaimSpeaker(
            claim=claim,
            actor_id=speaker["actor"],
            on_behalf_of_id=speaker.get("on_behalf_of"),
            position_id=speaker.get("position"),
            role=speaker.get("role", ""),
            number=number,
        )
        for number, speaker in enumerate(speakers)
    )


def first_day(claim: Claim) -> dt.date | None:
    """What lists sort by: the first day of said_on, else the day of publication."""
    said_on = claim.said_on
    known = said_on and (said_on.lower or (said_on.upper and said_on.upper - dt.timedelta(1)))
    return known or claim.snapshot.article.published_on


def _days(days: DateRange | None) -> dict[str, str | None] | None:
    """Both ends included."""
    if days is None:
        return None
    last = days.upper - dt.timedelta(1) if days.upper else None
    return {"start": days.lower and days.lower.isoformat(), "end": last and last.isoformat()}


def _range(days: dict[str, str | None] | None) -> DateRange | None:
    if days is None:
        return None
    first, last = (dt.date.fromisoformat(day) if day else None for day in (days["start"], days["end"]))
    return days_of((first, last))
