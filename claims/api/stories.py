"""Stories and the events on their timelines."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from claims.api.counting import counted
from claims.api.paging import Order, Turn, Words, turn_page
from claims.api.problems import Problem, refuse_parameters
from claims.api.shapes import things
from claims.api.shapes.common import StoryRef
from claims.api.telling import Absolute, actor_ref, days
from claims.models import Event, Story

router = Router(tags=["Stories"])
BY_TITLE = Order("title")
BY_DAY = Order("begin", nullable=True)


class EventTurn(Turn):
    state: Annotated[
        Literal["proposed", "confirmed"] | None, Field(description="State of review.", examples=["confirmed"])
    ] = None
    since: Annotated[dt.date | None, Field(description="It may be on this day or later.", examples=["2025-09-01"])] = (
        None
    )
    until: Annotated[
        dt.date | None, Field(description="It may be on this day or earlier.", examples=["2026-12-31"])
    ] = None


class AllEventsTurn(EventTurn):
    story: Annotated[Words, Field(description="A story's slug.", examples=["withdrawal-deal"])] = ""


@router.get("/stories", response=things.StoryPage)
def list_stories(request: HttpRequest, response: HttpResponse, turn: Query[Turn]) -> things.StoryPage:
    """List stories

    By title.
    """
    rows, links = turn_page(request, response, Story.objects.all(), BY_TITLE, turn)
    return things.StoryPage(items=[_item(row, request.build_absolute_uri) for row in rows], **links)


@router.get("/stories/{slug:slug}", response=things.StoryDetail)
def get_story(request: HttpRequest, slug: str) -> things.StoryDetail:
    """Get a story

    With the actors that are followed in it, and how many claims it has. The claims: `/api/v1/claims?story=…`.
    """
    story = _story(slug)
    actors = {actor.canonical or actor for actor in story.actors.select_related("canonical")}
    return things.StoryDetail(
        **_item(story, request.build_absolute_uri).model_dump(),
        actors=[actor_ref(actor) for actor in sorted(actors, key=str)],
        claims=counted(story=story),
    )


@router.get("/stories/{slug:slug}/events", response=things.EventPage)
def list_events_of_story(
    request: HttpRequest, response: HttpResponse, slug: str, turn: Query[EventTurn]
) -> things.EventPage:
    """List the events of a story

    The earliest first, those without a first day last.
    """
    return _events(request, response, Event.objects.filter(story=_story(slug)), turn)


@router.get("/events", response=things.EventPage)
def list_events(request: HttpRequest, response: HttpResponse, turn: Query[AllEventsTurn]) -> things.EventPage:
    """List events

    Of all stories, the earliest first, those without a first day last.
    """
    events = Event.objects.all()
    if turn.story:
        story = Story.objects.filter(slug=turn.story).first()
        if story is None:
            raise refuse_parameters({"story": f"There is no story “{turn.story}”."})
        events = events.filter(story=story)
    return _events(request, response, events, turn)


def _story(slug: str) -> Story:
    story = Story.objects.filter(slug=slug).first()
    if story is None:
        raise Problem(404, f"There is no story “{slug}”.")
    return story


def _events(request: HttpRequest, response: HttpResponse, events: Any, turn: EventTurn) -> things.EventPage:
    if turn.since and turn.until and turn.since > turn.until:
        raise refuse_parameters({"until": f"{turn.until} lies before {turn.since}."})
    events = events.standing().select_related("story").prefetch_related("actors__canonical")
    if turn.state:
        events = events.filter(state=turn.state)
    if turn.since or turn.until:
        events = events.filter(days__overlap=_range(turn.since, turn.until))
    rows, links = turn_page(request, response, events.annotate(begin=F("days__startswith")), BY_DAY, turn)
    return things.EventPage(items=[_event(row, request.build_absolute_uri) for row in rows], **links)


def _range(since: dt.date | None, until: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    return since, until and min(until, dt.date.max - dt.timedelta(1)) + dt.timedelta(1)


def _item(story: Story, absolute: Absolute) -> things.StoryItem:
    return things.StoryItem(
        slug=story.slug,
        title=story.title,
        url=absolute(story.get_absolute_url()),
        summary=story.summary,
        query=story.query,
        version=story.version,
        created_at=story.created_at,
    )


def _event(event: Event, absolute: Absolute) -> things.EventOut:
    return things.EventOut(
        id=event.pk,
        url=absolute(event.get_absolute_url()),
        story=StoryRef(slug=event.story.slug, title=event.story.title),
        title=event.title,
        description=event.description,
        edtf=event.edtf,
        days=days(event.days),
        keywords=event.keywords,
        actors=[actor_ref(actor.canonical or actor) for actor in event.actors.all()],
        state=event.state,
        version=event.version,
    )
