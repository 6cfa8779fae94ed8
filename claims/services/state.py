"""A claim as reviews record it, before and after: complete enough to restore it, and to know its words again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Claim, ClaimSpeaker, Event, Link
from claims.services.hold_stories import demand_standing, hold_stories
from claims.services.spans import Marked, write_dates, write_spans
from claims.services.values import days_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Rows", "first_day", "state_of", "states_of", "write_field", "write_links"]

Field = Claim.Field
LINK_FIELDS = ("score", "reason", "state")
PRECEDENCE = (Link.State.CONFIRMED, Link.State.REJECTED, Link.State.PROPOSED)


@dataclass
class Rows:
    """The speakers and links that decisions give to claims, by the claims' keys; written for all claims at once."""

    speakers: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    links: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    stories: set[int] = field(default_factory=set)
    """Those on which a person places claims."""

    def write(self) -> None:
        """Raises Refused where one of the `stories` was taken back."""
        if self.stories:
            demand_standing(self.stories)
        if self.speakers:
            _write_speakers(self.speakers)
        if self.links:
            write_links(self.links)


def state_of(claim: Claim) -> dict[str, Any]:
    """JSON; spans are offsets into the claim's snapshot."""
    return states_of([claim])[0]


def states_of(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Their speakers and links are read from the database, all in two queries; their other fields are not."""
    speakers, links = defaultdict[int, list[ClaimSpeaker]](list), defaultdict[int, list[Link]](list)
    for speaker in ClaimSpeaker.objects.filter(claim__in=claims).select_related("actor", "on_behalf_of"):
        speakers[speaker.claim_id].append(speaker)
    for link in Link.objects.filter(claim__in=claims).order_by("id"):
        links[link.claim_id].append(link)
    return [_state(claim, speakers[claim.pk], links[claim.pk]) for claim in claims]


def _state(claim: Claim, speakers: list[ClaimSpeaker], links: list[Link]) -> dict[str, Any]:
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
            for speaker in sorted(speakers, key=lambda one: one.number)
        ],
        "said_on": _days(claim.said_on),
        "said_on_text": claim.said_on_text,
        "said_on_edtf": claim.said_on_edtf,
        "links": [
            {"story": k.story_id, "event": k.event_id, **{name: getattr(k, name) for name in LINK_FIELDS}}
            for k in links
        ],
    }


def write_field(claim: Claim, field: str, state: dict[str, Any], rows: Rows) -> None:
    """Give the claim one field's values of a recorded state. Its dates are saved, nothing else is."""
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
            rows.speakers[claim.pk] = state["speakers"]
        case Field.DATE:
            claim.said_on = _range(state["said_on"])
            claim.said_on_text, claim.said_on_edtf = state["said_on_text"], state["said_on_edtf"]
            claim.day = first_day(claim)
        case Field.EVENT if "links" in state:
            rows.links[claim.pk] = state["links"]


def write_links(wanted: Mapping[int, Sequence[dict[str, Any]]]) -> None:
    """By the claims' keys. Stories and events that are gone meanwhile are left out; an event that was merged is the one
    that survived, where a place that a person gave counts for more than one that a person took."""
    stories = hold_stories(link["story"] for links in wanted.values() for link in links)
    into = dict(Event.objects.filter(story__in=stories).values_list("pk", "merged_into"))
    Link.objects.filter(claim__in=wanted).delete()
    Link.objects.bulk_create(
        Link(claim_id=key, story_id=story, event_id=event, **{name: link[name] for name in LINK_FIELDS})
        for key, links in wanted.items()
        for (story, event), link in _placed(links, stories, into).items()
    )


def _placed(
    links: Sequence[dict[str, Any]], stories: set[int], into: dict[int, int | None]
) -> dict[tuple[int, int | None], dict[str, Any]]:
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
    return placed


def _write_speakers(wanted: Mapping[int, Sequence[dict[str, Any]]]) -> None:
    ClaimSpeaker.objects.filter(claim__in=wanted).delete()
    ClaimSpeaker.objects.bulk_create(
        ClaimSpeaker(
            claim_id=key,
            actor_id=speaker["actor"],
            on_behalf_of_id=speaker.get("on_behalf_of"),
            position_id=speaker.get("position"),
            role=speaker.get("role", ""),
            number=number,
        )
        for key, speakers in wanted.items()
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
