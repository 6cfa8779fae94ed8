"""Actors and the positions that they hold."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from ninja import Query, Router
from pydantic import Field

from actors.models import Actor, Position, PositionQuerySet
from claims.api.counting import counted
from claims.api.paging import Order, Turn, Words, turn_page
from claims.api.problems import Problem, refuse_parameters
from claims.api.shapes import things
from claims.api.shapes.common import ActorRef, StoryRef
from claims.api.telling import Absolute, actor_ref, days
from claims.asked import actors_asked

router = Router(tags=["Actors"])
BY_NAME = Order("name")
POSITIONS = 200
WHO = ("holder__canonical", "organization__canonical", "office__canonical")


class ActorTurn(Turn):
    q: Annotated[Words, Field(description="Part of a name or of another form of it.", examples=["oduya"])] = ""
    kind: Annotated[
        Literal["person", "organization", "office", "group"] | None,
        Field(description="What it is.", examples=["person"]),
    ] = None
    state: Annotated[
        Literal["proposed", "confirmed"] | None, Field(description="State of review.", examples=["confirmed"])
    ] = None


class PositionTurn(Turn):
    actor: Annotated[
        Words, Field(description="Slug of the holder, the organisation or the office.", examples=["rafe-oduya"])
    ] = ""
    on: Annotated[dt.date | None, Field(description="Held on this day, as far as known.", examples=["2024-09-18"])] = (
        None
    )


@router.get("/actors", response=things.ActorPage)
def list_actors(request: HttpRequest, response: HttpResponse, turn: Query[ActorTurn]) -> things.ActorPage:
    """List actors

    By name. Those that were merged into another, and rejected ones, are not listed.
    """
    actors, faults = actors_asked(request.GET)
    if faults:
        raise Problem(400, " ".join(faults))
    rows, links = turn_page(request, response, actors, BY_NAME, turn)
    return things.ActorPage(items=[_item(row, request.build_absolute_uri) for row in rows], **links)


@router.get("/actors/{slug:slug}", response={200: things.ActorDetail, 307: None})
def get_actor(request: HttpRequest, slug: str) -> things.ActorDetail | HttpResponse:
    """Get an actor

    With names, positions, and how many claims are by it and on its behalf. 307 leads from an actor that was merged to
    the one that survives; it is temporary, since a merge can be undone.
    """
    actor = Actor.objects.at(slug)
    if actor is None:
        raise Problem(404, f"There is no actor “{slug}”.")
    if actor.slug != slug or actor.canonical:
        return HttpResponseRedirect(f"/api/v1/actors/{(actor.canonical or actor).slug}", preserve_request=True)
    return things.ActorDetail(
        **_item(actor, request.build_absolute_uri).model_dump(),
        aliases=[alias.text for alias in actor.aliases.all() if alias.text != actor.name],
        positions=[_position(one) for one in _of(Position.objects.exclude(state="rejected"), actor)[:POSITIONS]],
        claims_by=counted(speaker=actor),
        claims_for=counted(behalf=actor),
        stories=[StoryRef(slug=story.slug, title=story.title) for story in actor.stories.all()],
    )


@router.get("/positions", response=things.PositionPage)
def list_positions(request: HttpRequest, response: HttpResponse, turn: Query[PositionTurn]) -> things.PositionPage:
    """List positions

    Who held which role, the newest entries first. Rejected ones are not listed.
    """
    positions = Position.objects.on(turn.on)
    if turn.actor:
        actor = Actor.objects.select_related("canonical").filter(slug=turn.actor).first()
        if actor is None:
            raise refuse_parameters({"actor": f"There is no actor “{turn.actor}”."})
        positions = _of(positions, actor.canonical or actor).order_by()
    rows, links = turn_page(request, response, positions.select_related(*WHO), Order("pk", descending=True), turn)
    return things.PositionPage(items=[_position(row) for row in rows], **links)


def _of(positions: PositionQuerySet, actor: Actor) -> PositionQuerySet:
    """Held by the actor, or in it; by actors that were merged into it too."""
    same = [actor.pk, *Actor.objects.filter(canonical=actor).values_list("pk", flat=True)]
    mine = Q(holder__in=same) | Q(organization__in=same) | Q(office__in=same)
    return positions.filter(mine).select_related(*WHO)


def _item(actor: Actor, absolute: Absolute) -> things.ActorItem:
    return things.ActorItem(
        **actor_ref(actor).model_dump(),
        url=absolute(actor.get_absolute_url()),
        description=actor.description,
        wikidata=actor.wikidata,
        state=actor.state,
        version=actor.version,
    )


def _position(one: Position) -> things.PositionOut:
    return things.PositionOut(
        id=one.pk,
        holder=actor_ref(one.holder.canonical or one.holder),
        organization=_survivor(one.organization),
        office=_survivor(one.office),
        role=one.role,
        since=one.since,
        until=one.until,
        days=days(one.held),
        state=one.state,
    )


def _survivor(actor: Actor | None) -> ActorRef | None:
    return actor_ref(actor.canonical or actor) if actor else None
