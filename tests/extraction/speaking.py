"""Speakers of marked texts: each [source] says what follows it up to the end of its sentence."""

from __future__ import annotations

import re

from claims.extraction.actors import find_actors
from claims.extraction.attribution import Places
from claims.extraction.entities import Entity
from claims.extraction.layout import layout
from claims.extraction.resolved import Resolved
from claims.extraction.speakers import Resolver

MARK = re.compile(r"[\[\]]")


def resolved(marked: str, names: dict[str, str]) -> list[Resolved]:
    """`names` are surfaces with their entity labels; every occurrence is an entity."""
    text = MARK.sub("", marked)
    spans: list[tuple[int, int]] = []
    for number, mark in enumerate(MARK.finditer(marked)):
        at = mark.start() - number
        if mark.group() == "[":
            spans.append((at, at))
        else:
            spans[-1] = (spans[-1][0], at)
    entities = sorted(
        (
            Entity(match.start(), match.end(), label)
            for name, label in names.items()
            for match in re.finditer(rf"\b{re.escape(name)}\b", text)
        ),
        key=lambda item: (item.start, -item.end),
    )
    kept: list[Entity] = []
    for item in entities:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    paragraphs = layout(text)
    places = Places(paragraphs)
    attributions = []
    for start, end in spans:
        stop = re.search(r"[.\n]", text[end:])
        last = end + stop.start() if stop else len(text)
        cue = re.match(r",?\s*\w+", text[end:])
        after = end + cue.end() if cue else end
        attributions.append(places.attribution([(start, end)], [(end, after)], [(after, last)]))
    actors = find_actors(text, kept, spans)
    return Resolver(text, actors, paragraphs).resolve(attributions)


def names(marked: str, known: dict[str, str]) -> list[str | None]:
    return [item.speaker["name"] if item.speaker else None for item in resolved(marked, known)]
