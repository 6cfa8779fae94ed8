"""What the recorded states of reviews name by key: looked up for a whole page at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F

from actors.models import Actor, Position
from claims.models import Event, Story
from sources.models import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model

    from claims.models import Review

__all__ = ["Names", "names_in"]


@dataclass(frozen=True, slots=True)
class Names:
    """By key; what is gone meanwhile is missing."""

    actors: dict[int, Actor] = field(default_factory=dict)
    positions: dict[int, Position] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    events: dict[int, Event] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    """Of snapshots: only those in which spans of a source or a cue have changed."""


def names_in(reviews: Sequence[Review]) -> Names:
    """At most one query for each kind of thing, and none where nothing is named."""
    states = [state for review in reviews for state in (review.before, review.after)]
    speakers = [speaker for state in states for speaker in state.get("speakers", [])]
    links = [link for state in states for link in state.get("links", [])]
    people = [speaker.get(part) for speaker in speakers for part in ("actor", "on_behalf_of")]
    people += [state.get(part) for state in states for part in ("holder", "organization", "office")]
    people += [actor for state in states for actor in state.get("actors", [])]
    people += [review.before.get("merged_into") for review in reviews if review.actor_id]
    people += [review.after.get(part) for review in reviews if review.actor_id for part in ("merged_into", "distinct")]
    read = [
        state["snapshot"]
        for review in reviews
        if any(review.before.get(part) != review.after.get(part) for part in ("source", "cue"))
        for state in (review.before, review.after)
        if state.get("snapshot")
    ]
    return Names(
        actors=_found(Actor, people),
        positions=_found(Position, (speaker.get("position") for speaker in speakers)),
        stories=_found(Story, (link["story"] for link in links)),
        events=_found(Event, (link["event"] for link in links)),
        texts=dict(Snapshot.objects.filter(pk__in=set(read)).values_list("pk", F("text"))) if read else {},
    )


def _found[M: Model](model: type[M], keys: Iterable[Any]) -> dict[int, M]:
    wanted = {key for key in keys if isinstance(key, int)}
    found = model._base_manager.filter(pk__in=wanted)
    if model is Event:
        found = found.select_related("story")
    elif model is Position:
        found = found.select_related("holder", "organization", "office")
    return {one.pk: one for one in found} if wanted else {}
