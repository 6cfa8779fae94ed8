"""What a person corrects about one claim, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actors.models import Actor, Position
from claims.models import Claim, Event, Link, Story
from claims.services.refusals import Refused
from claims.services.spans import Marked, check, kind_of, refuse_twin, write_dates, write_spans
from claims.services.state import first_day
from claims.services.values import days_of_edtf

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from claims.services.state import Rows

__all__ = ["Correction", "Place", "SpeakerChoice", "correct"]

Field = Claim.Field


@dataclass(frozen=True)
class SpeakerChoice:
    """Who speaks, as a person corrects it; without `on_behalf_of` it is what the position speaks for."""

    actor: Actor
    on_behalf_of: Actor | None = None
    position: Position | None = None
    role: str = ""


@dataclass(frozen=True)
class Place:
    """A story's timeline, or one event on it."""

    story: Story
    event: Event | None = None


@dataclass(frozen=True)
class Correction:
    """None leaves a field as it is."""

    spans: Marked | None = None
    kind: str | None = None
    """With `spans` alone, the kind follows the quotation marks."""
    speakers: Sequence[SpeakerChoice] | None = None
    unnamed: str | None = None
    """How the text describes somebody whom it does not name; with no speakers."""
    said_on: str | None = None
    """EDTF; "" for not known."""
    places: Sequence[Place] | None = None
    """All timelines and events that the claim belongs to."""
    rest: bool = False
    """All else is right as it stands."""


def correct(claim: Claim, correction: Correction, by: User, rows: Rows) -> list[str]:
    """Write the correction to the claim and to `rows`, neither of which is saved. Returns the fields that it decides.

    Raises Refused for what makes no sense.
    """
    fields: list[str] = []
    if correction.spans is not None:
        _mark(claim, correction.spans)
        fields.append(Field.SPANS)
    if correction.kind is not None or correction.spans is not None:
        _name_kind(claim, correction.kind)
        fields.append(Field.KIND)
    if correction.speakers is not None or correction.unnamed is not None:
        _attribute(claim, correction.speakers or [], correction.unnamed or "", rows)
        fields.append(Field.SPEAKER)
    if correction.said_on is not None:
        _date(claim, correction.said_on.strip())
        fields.append(Field.DATE)
    if correction.places is not None:
        _place(claim, correction.places, by, rows)
        fields.append(Field.EVENT)
    if not fields:
        raise Refused("Nothing was changed.")
    return fields


def _mark(claim: Claim, spans: Marked) -> None:
    if claim.snapshot.article.latest_id != claim.snapshot_id:
        raise Refused("The article has a newer text; mark the claim there.")
    write_spans(claim, check(spans, claim.snapshot.text))
    refuse_twin(claim)
    if claim.pk:
        write_dates(claim)


def _name_kind(claim: Claim, kind: str | None) -> None:
    if kind is None:
        kind = kind_of(Marked(claim.content, claim.source, claim.cue), claim.snapshot.text)
    if kind not in Claim.Kind.values:
        raise Refused(f"“{kind}” is no kind of claim: it is direct, indirect or mixed.")
    claim.kind = kind


def _attribute(claim: Claim, speakers: Sequence[SpeakerChoice], unnamed: str, rows: Rows) -> None:
    if not speakers and not unnamed:
        raise Refused("Say who speaks, or how the text describes the speaker.")
    if len({choice.actor for choice in speakers}) < len(speakers):
        raise Refused("One actor cannot be two of the speakers.")
    claim.unnamed = "" if speakers else unnamed
    rows.speakers[claim.pk] = [_speaker(choice) for choice in speakers]


def _speaker(choice: SpeakerChoice) -> dict[str, Any]:
    behalf = choice.on_behalf_of or (choice.position and choice.position.spoken_for)
    if behalf == choice.actor:
        raise Refused(f"{choice.actor} cannot speak on behalf of itself.")
    return {
        "actor": choice.actor.pk,
        "on_behalf_of": behalf.pk if behalf else None,
        "position": choice.position.pk if choice.position else None,
        "role": choice.role,
    }


def _date(claim: Claim, said_on: str) -> None:
    try:
        claim.said_on = days_of_edtf(said_on) if said_on else None
    except ValueError as error:
        raise Refused(str(error)) from None
    claim.said_on_edtf = said_on
    claim.day = first_day(claim)


def _place(claim: Claim, places: Sequence[Place], by: User, rows: Rows) -> None:
    """A person's places are confirmed; what the machine had proposed beside them stands rejected."""
    rows.stories.update(place.story.pk for place in places)
    wanted = {(place.story.pk, place.event.pk if place.event else None) for place in places}
    for place in places:
        if place.event and place.event.story_id != place.story.pk:
            raise Refused(f"“{place.event}” is no event of “{place.story}”.")
    kept = [
        _link(k.story_id, k.event_id, k.score, k.reason, Link.State.REJECTED)
        for k in claim.links.all()
        if (k.story_id, k.event_id) not in wanted
    ]
    known = {(k.story_id, k.event_id): k for k in claim.links.all()}
    for story, event in sorted(wanted, key=lambda key: (key[0], key[1] or 0)):
        link = known.get((story, event))
        score, reason = (link.score, link.reason) if link else (1.0, f"placed here by {by}")
        kept.append(_link(story, event, score, reason, Link.State.CONFIRMED))
    rows.links[claim.pk] = kept


def _link(story: int, event: int | None, score: float, reason: str, state: str) -> dict[str, Any]:
    return {"story": story, "event": event, "score": score, "reason": reason, "state": state}
