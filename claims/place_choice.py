"""A story or an event as a person names it: typed, or chosen from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.models import Event, Story
from claims.services.correction import Place
from claims.services.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.models import Link

__all__ = ["key_of", "name_of", "place_called", "places_like", "places_of_links"]

BETWEEN = " · "
"""Stands between an event and its story."""
OFFERED = 50
LONGEST = 700


def key_of(place: Place) -> str:
    """As forms send a place that was not typed."""
    return f"event:{place.event.pk}" if place.event else f"story:{place.story.pk}"


def name_of(place: Place) -> str:
    return f"{place.event}{BETWEEN}{place.story}" if place.event else str(place.story)


def place_called(written: str) -> Place:
    """By its key, or its name: an event alone, with its story, or a story. Raises Refused where none or several are."""
    if not written or len(written) > LONGEST:
        raise Refused("Write the event or the story.")
    kind, _, key = written.partition(":")
    if kind in ("event", "story") and key.isascii() and key.isdigit() and len(key) < 19:
        found = _by_key(kind, int(key))
    else:
        found = _by_name(written)
    if not found:
        raise Refused(f"No event and no story is called “{written}”.")
    if len(found) > 1:
        names = " or ".join(f"“{name_of(place)}”" for place in found[:5])
        raise Refused(f"Several are called “{written}”: write {names}.")
    return found[0]


def places_like(words: str) -> list[Place]:
    """To choose from: stories and events whose names hold the words, stories first, the last made first."""
    stories, events = Story.objects.all(), Event.objects.standing().select_related("story")
    for word in words.replace(BETWEEN, " ").split()[:8]:
        events = events.filter(title__icontains=word) | events.filter(story__title__icontains=word)
        stories = stories.filter(title__icontains=word)
    found = [Place(story) for story in stories.order_by("-pk")[: OFFERED // 2]]
    return found + [Place(event.story, event) for event in events.order_by("-pk")[: OFFERED - len(found)]]


def places_of_links(links: Iterable[Link]) -> list[tuple[Place, int]]:
    """Where claims stand by these links, each with the number of the claims."""
    counted: dict[Place, int] = {}
    for link in links:
        place = Place(link.story, link.event)
        counted[place] = counted.get(place, 0) + 1
    return sorted(counted.items(), key=lambda one: -one[1])


def _by_key(kind: str, key: int) -> list[Place]:
    if kind == "story":
        return [Place(story) for story in Story.objects.filter(pk=key)]
    return [Place(event.story, event) for event in Event.objects.standing().select_related("story").filter(pk=key)]


def _by_name(written: str) -> list[Place]:
    events = Event.objects.standing().select_related("story")
    parts = written.split(BETWEEN)
    for cut in range(1, len(parts)):
        title, story = BETWEEN.join(parts[:cut]), BETWEEN.join(parts[cut:])
        if found := events.filter(title__iexact=title, story__title__iexact=story)[:2]:
            return [Place(event.story, event) for event in found]
    told = [Place(story) for story in Story.objects.filter(title__iexact=written)[:6]]
    return told or [Place(event.story, event) for event in events.filter(title__iexact=written)[:6]]
