"""Stories and their events as lines of a table."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, NamedTuple

from claims.counts import claims_about
from claims.headings import NOTHING, Summary
from claims.models import Event, Story
from claims.outputs.actors import EVERY
from claims.outputs.atom import FeedEntry
from claims.outputs.records import days_of
from claims.outputs.tables import Column, iso
from claims.written_dates import write_days, write_edtf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from claims.models.stories import StoryQuerySet

__all__ = ["StoryLine", "event_columns", "event_entry", "events_of", "story_columns", "story_entry", "story_lines"]

BATCH = 200


class StoryLine(NamedTuple):
    story: Story
    counts: Summary


def story_lines(stories: StoryQuerySet) -> Iterator[StoryLine]:
    for keys in batched(stories.values_list("pk", flat=True).iterator(chunk_size=BATCH), BATCH):
        found = Story.objects.in_bulk(keys)
        counts = claims_about(found.values(), most=EVERY)
        yield from (StoryLine(found[key], counts.get(key, NOTHING)) for key in keys if key in found)


def story_columns(site: str) -> list[Column[StoryLine]]:
    return [
        Column("story", lambda line: line.story.slug),
        Column("address", lambda line: f"{site}{line.story.get_absolute_url()}"),
        Column("title", lambda line: line.story.title),
        Column("summary", lambda line: line.story.summary),
        Column("claims", lambda line: line.counts.number),
        Column("first_said", lambda line: iso(line.counts.first)),
        Column("last_said", lambda line: iso(line.counts.last)),
    ]


def story_entry(story: Story, site: str) -> FeedEntry:
    return FeedEntry(
        address=f"{site}{story.get_absolute_url()}",
        title=story.title,
        published=story.created_at,
        updated=story.created_at,
        lines=[story.summary] if story.summary else [],
    )


def events_of(story: Story) -> QuerySet[Event]:
    return story.events.standing().select_related("story")


def event_entry(event: Event, site: str) -> FeedEntry:
    when = write_edtf(event.edtf) if event.edtf else write_days(*days_of(event.days))
    return FeedEntry(
        address=f"{site}{event.get_absolute_url()}",
        title=f"{event.title}, {when}",
        published=event.created_at,
        updated=event.created_at,
        lines=[event.description] if event.description else [],
        categories=[event.state],
    )


def event_columns(site: str) -> list[Column[Event]]:
    return [
        Column("event", lambda event: event.pk),
        Column("address", lambda event: f"{site}{event.get_absolute_url()}"),
        Column("title", lambda event: event.title),
        Column("date", lambda event: event.edtf),
        Column("first_day", lambda event: iso(days_of(event.days)[0])),
        Column("last_day", lambda event: iso(days_of(event.days)[1])),
        Column("state", lambda event: event.state),
        Column("description", lambda event: event.description),
    ]
