"""A form that came too late: all that it sent, in words, and what was decided meanwhile. For any kind of thing."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from claims.history.entries import FIELDS, entries_of, with_what_is_told
from claims.models import Claim, Review
from claims.written_dates import write_edtf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.history.entries import Entry

__all__ = ["decided_since", "sent_in"]

LABELS = {**FIELDS, "said_on": "the day", "edtf": "the date", "speakers": "who speaks", "unnamed": "who speaks"}
NEWEST = 5


def sent_in(submitted: dict[str, Any], thing: Any) -> list[tuple[str, str]]:
    """Label and text of each thing that was typed or chosen; nothing that the form left as it is."""
    return [(label, text) for label, text in _told(submitted.items(), thing) if text]


def decided_since(reviews: list[Review]) -> list[Entry]:
    keys = [review.pk for review in reviews[:NEWEST]]
    return entries_of(with_what_is_told(Review.objects.filter(pk__in=keys).newest_first()))


def _told(items: Any, thing: Any) -> Iterator[tuple[str, str]]:
    for name, value in items:
        if value is None:
            continue
        if name == "undo":
            yield "undo", f"decision {value}"
        elif is_dataclass(value) and name not in ("speakers", "places", "spans"):
            yield from _told(((field.name, getattr(value, field.name)) for field in fields(value)), thing)
        else:
            yield LABELS.get(name, name.replace("_", " ")), _text(name, value, thing)


def _text(name: str, value: Any, thing: Any) -> str:
    if name in ("said_on", "date", "since", "until") and isinstance(value, str):
        return write_edtf(value) if value else "not known"
    if name == "spans" and isinstance(thing, Claim):
        text = thing.snapshot.text
        return " … ".join(text[start:end] for start, end in value.content)
    if isinstance(value, (list, tuple, set, frozenset)):
        return "; ".join(_one(one) for one in value) or "none"
    return _one(value)


def _one(value: Any) -> str:
    """A speaker with whom they speak for, a place as its event or story, else as it is."""
    if hasattr(value, "on_behalf_of"):
        return f"{value.actor}, for {value.on_behalf_of}" if value.on_behalf_of else str(value.actor)
    if hasattr(value, "event"):
        return str(value.event or value.story)
    return str(value)
