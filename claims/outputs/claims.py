"""A claim as a line of a table and as a document. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.outputs.tables import Column, iso

if TYPE_CHECKING:
    from claims.outputs.records import Record

__all__ = ["claim_columns", "claim_document"]


def claim_columns(site: str) -> list[Column[Record]]:
    """`site` begins every address: “https://onrecord.example”."""
    return [
        Column("claim", lambda one: one.id),
        Column("address", lambda one: f"{site}/claims/{one.id}/"),
        Column("speakers", lambda one: [speaker.name for speaker in one.speakers]),
        Column("unnamed_speaker", lambda one: one.unnamed),
        Column("roles", lambda one: [speaker.role for speaker in one.speakers]),
        Column("on_behalf_of", lambda one: [speaker.behalf for speaker in one.speakers]),
        Column("kind", lambda one: one.kind),
        Column("cue", lambda one: one.cue),
        Column("cue_class", lambda one: one.cue_class),
        Column("content", lambda one: one.content),
        Column("source", lambda one: one.source),
        Column("said_on", lambda one: one.said_on),
        Column("said_first", lambda one: iso(one.said_first)),
        Column("said_last", lambda one: iso(one.said_last)),
        Column("dates_meant", lambda one: [meant.text for meant in one.dates]),
        Column("dates_meant_edtf", lambda one: [meant.edtf for meant in one.dates]),
        Column("state", lambda one: one.state),
        Column("confidence", lambda one: one.confidence),
        Column("stories", lambda one: one.stories),
        Column("events", lambda one: one.events),
        Column("outlet", lambda one: one.outlet),
        Column("article", lambda one: one.title),
        Column("url", lambda one: one.url),
        Column("published", lambda one: iso(one.published_on)),
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
        "said_on": {"edtf": one.said_on, "first": iso(one.said_first), "last": iso(one.said_last)}
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
            "published": iso(one.published_on),
            "address": f"{site}/articles/{one.article}/",
        },
        "appearances": one.appearances,
    }
