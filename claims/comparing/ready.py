"""Comparisons to begin with: of the newest stories, those who are quoted most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict

from actors.models import Actor
from claims.models import ClaimSpeaker, Heading, Story

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ready", "ready_comparisons"]

STORIES = 6
ACTORS = 4
NEWEST = 1_000
"""Claims of a story by which its actors are counted."""
BODIES = (Actor.Kind.ORGANIZATION, Actor.Kind.GROUP)


@dataclass(frozen=True, slots=True)
class Ready:
    story: Story
    actors: Sequence[Actor]
    query: str


def ready_comparisons(slug: str = "") -> list[Ready]:
    """Of one story, or of the newest; who speaks for an organisation counts for it, as on the story's timeline."""
    found = []
    stories = Story.objects.filter(slug=slug) if slug else Story.objects.order_by("-pk")
    counts = {story: _quoted(story) for story in stories[:STORIES]}
    for story, counted in sorted(counts.items(), key=lambda item: -sum(item[1].values())):
        actors = Actor.objects.in_bulk(counted)
        chosen = [actors[key] for key in counted if key in actors]
        if len(chosen) > 1:
            query = QueryDict(mutable=True)
            query.setlist("who", [actor.slug for actor in chosen])
            query["story"] = story.slug
            found.append(Ready(story, chosen, query.urlencode()))
    return found


def _quoted(story: Story) -> dict[int, int]:
    told = Heading.objects.filter(under=Heading.Under.STORY, key=story.pk)
    newest = told.order_by("-day", "-claim").values("claim")[:NEWEST]
    spoken = ClaimSpeaker.objects.filter(claim__in=newest).values_list(
        "actor", "actor__canonical", "on_behalf_of", "on_behalf_of__canonical", "on_behalf_of__kind"
    )
    counts: Counter[int] = Counter()
    for actor, canonical, body, body_canonical, kind in spoken:
        counts[(body_canonical or body) if kind in BODIES else (canonical or actor)] += 1
    return dict(counts.most_common(ACTORS))
