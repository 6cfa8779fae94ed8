"""A claim as a line of a table and as a document. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.outputs.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from claims.outputs.records import Record

__all__ = ["claim_columns", "claim_document"]


def claim_columns(site: str) -> list[Column[Record]]:
    """`site` begins every address: “https://onrecord.example”."""
    return [
        Column("claim", lambda one: one.id),
        Column("address", lambda one: f"{site}/claims/{one.id}/"),
        Column("speakers", lambda one: _list(speaker.name for speaker in one.speakers)),
        Column("unnamed_speaker", lambda one: one.unnamed),
        Column("roles", lambda one: _list(speaker.role for speaker in one.speakers)),
        Column("on_behalf_of", lambda one: _list(speaker.behalf for speaker in one.speakers)),
        Column("kind", lambda one: one.kind),
        Column("cue", lambda one: one.cue),
        Column("cue_class", lambda one: one.cue_class),
        Column("content", lambda one: one.content),
        Column("source", lambda one: one.source),
        Column("said_on", lambda one: one.said_on),
        Column("said_first", lambda one: _day(one.said_first)),
        Column("said_last", lambda one: _day(one.said_last)),
        Column("dates_meant", lambda one: _list(meant.text for meant in one.dates)),
        Column("dates_meant_edtf", lambda one: _list(meant.edtf for meant in one.dates)),
        Column("state", lambda one: one.state),
        Column("confidence", lambda one: one.confidence),
        Column("stories", lambda one: _list(one.stories)),
        Column("events", lambda one: _list(one.events)),
        Column("outlet", lambda one: one.outlet),
        Column("article", lambda one: one.title),
        Column("url", lambda one: one.url),
        Column("published", lambda one: _day(one.published_on)),
        Column("appearances", lambda one: one.appearances),
    ]


def claim_document(one: Record, site: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "address": f"{site}/claims/{one.id}/",
        "speakers": [
            {
                "name": speaker.name,
                "address": f"{site}/actors/{speaker.slug}/",
                "role": speaker.role or None,
                "on_behalf_of": {"name": speaker.behalf, "address": f"{site}/actors/{speaker.behalf_slug}/"}
                if speaker.behalf
                else None,
            }
            for speaker in one.speakers
        ],
        "unnamed_speaker": one.unnamed or None,
        "kind": one.kind,
        "cue": one.cue,
        "cue_class": one.cue_class,
        "content": one.content,
        "source": one.source,
        "said_on": {"edtf": one.said_on, "first": _day(one.said_first), "last": _day(one.said_last)}
        if one.said_on
        else None,
        "dates_meant": [
            {"text": meant.text, "edtf": meant.edtf or None, "first": meant.first, "last": meant.last}
            for meant in one.dates
        ],
        "state": one.state,
        "confidence": one.confidence,
        "stories": one.stories,
        "events": one.events,
        "outlet": one.outlet,
        "article": {
            "title": one.title,
            "url": one.url or None,
            "published": _day(one.published_on),
            "address": f"{site}/articles/{one.article}/",
        },
        "appearances": one.appearances,
    }


def _list(parts: Iterable[str]) -> Cell:
    """“; ” between them; those that are empty keep their place only where one is not."""
    known = list(parts)
    return "; ".join(known) if any(known) else ""


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
