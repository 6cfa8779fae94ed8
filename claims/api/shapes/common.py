"""What the API answers with, piece by piece. Each field has a description and an example, from which the document's
examples are put together."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema
from pydantic import Field


def told(description: str, example: Any, **more: Any) -> Any:
    return Field(description=description, examples=[example], **more)


class ActorRef(Schema):
    """An actor, named. `slug` is its key."""

    slug: str = told("Key, as in `/api/v1/actors/{slug}`.", "rafe-oduya")
    name: str = told("Name.", "Rafe Oduya")
    kind: str = told("`person`, `organization`, `office` or `group`.", "person")


class OutletRef(Schema):
    """An outlet, named."""

    slug: str = told("Key.", "northgate-herald")
    name: str = told("Name.", "Northgate Herald")


class Days(Schema):
    """The days that a date may mean, both included; an open end is null."""

    start: dt.date | None = told("First day.", "2024-09-18")
    end: dt.date | None = told("Last day.", "2024-09-18")


class ArticleRef(Schema):
    """An article, named."""

    id: int = told("Key.", 204)
    title: str = told("Headline.", "Ministry names a date")
    outlet: OutletRef
    published_on: dt.date | None = told("Day of publication where the outlet is.", "2024-09-19")
    canonical_url: str = told("The article's own address.", "https://northgate.example/2024/ministry-names-a-date")


class StoryRef(Schema):
    """A story, named."""

    slug: str = told("Key.", "withdrawal-deal")
    title: str = told("Title.", "The withdrawal deal")


class EventRef(Schema):
    """An event, named."""

    id: int = told("Key.", 7)
    title: str = told("Title.", "End of the mission")


class Place(Schema):
    """Where a claim stands on the timeline of a story: at an event, or beside them."""

    story: StoryRef
    event: EventRef | None


class Counted(Schema):
    """How many; counting stops at 10,000."""

    number: int = told("So many, or at least so many.", 214)
    more: bool = told("There are more.", False)


class Entry(Schema):
    """Who asks, and where to go on."""

    version: str = told("OnRecord's version.", "0.1")
    role: str = told("The role of the token's owner.", "analyst")
    scopes: list[str] = told("What the token reads.", ["read"])
    openapi: str = told("The document.", "https://onrecord.example/api/v1/openapi.json")
    docs: str = told("The same for people.", "https://onrecord.example/api/v1/docs")
