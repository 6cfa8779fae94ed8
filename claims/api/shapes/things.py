"""Actors and their positions, stories and their events, outlets and their articles."""

from __future__ import annotations

import datetime as dt

from ninja import Schema

from claims.api.paging import Page
from claims.api.shapes.claims import ClaimItem
from claims.api.shapes.common import ActorRef, ArticleRef, Counted, Days, OutletRef, StoryRef, told

MINISTRY = {"slug": "ministry-of-defence", "name": "Ministry of Defence", "kind": "organization"}


class ActorItem(ActorRef):
    """An actor, as lists have it."""

    url: str = told("Its page.", "https://onrecord.example/actors/rafe-oduya/")
    description: str = told("In a sentence.", "Spokesman of the ministry.")
    wikidata: str = told("Wikidata id.", "Q796")
    state: str = told("`proposed`, `confirmed` or `rejected`.", "confirmed")
    version: int = told("Counts its changes.", 1)


class ActorPage(Page[ActorItem]):
    """One page of the actors, by name."""


class PositionOut(Schema):
    """Somebody held a role in an organisation or an office (Popolo's Membership)."""

    id: int = told("Key.", 12)
    holder: ActorRef
    organization: ActorRef | None = told("For whom.", MINISTRY)
    office: ActorRef | None = told("Which office.", None)
    role: str = told("The role.", "spokesman")
    since: str = told("EDTF; empty where unknown.", "2023")
    until: str = told("EDTF; empty where still held, or unknown.", "")
    days: Days
    state: str = told("`proposed`, `confirmed` or `rejected`.", "confirmed")


class PositionPage(Page[PositionOut]):
    """One page of positions."""


class ActorDetail(ActorItem):
    """All that is known about an actor."""

    aliases: list[str] = told("Other forms of the name.", ["Oduya", "Col. Rafe Oduya"])
    positions: list[PositionOut] = told("Those that it holds, or that others hold in it; 200 at most.", [])
    claims_by: Counted
    claims_for: Counted
    stories: list[StoryRef] = told("The stories that it is followed in.", [])


class StoryItem(StoryRef):
    """A story, as lists have it."""

    url: str = told("Its page.", "https://onrecord.example/stories/withdrawal-deal/")
    summary: str = told("In a few sentences.", "Two governments agree on an end of the mission.")
    query: str = told("The words that a claim about it contains.", "withdrawal OR “end of the mission”")
    version: int = told("Counts its changes.", 1)
    created_at: dt.datetime = told("When it was made.", "2024-09-01T08:00:00Z")


class StoryPage(Page[StoryItem]):
    """One page of the stories, by title."""


class StoryDetail(StoryItem):
    """A story with those who are followed in it."""

    actors: list[ActorRef] = told("After merges.", [MINISTRY])
    claims: Counted


class EventOut(Schema):
    """Something dated on the timeline of a story."""

    id: int = told("Key.", 7)
    url: str = told("Where it is on its story's page.", "https://onrecord.example/stories/withdrawal-deal/#event-7")
    story: StoryRef
    title: str = told("Title.", "End of the mission")
    description: str = told("In a few sentences.", "")
    edtf: str = told("EDTF.", "../2026-12-31")
    days: Days
    keywords: list[str] = told("Words by which claims are linked to it.", ["mission", "end"])
    actors: list[ActorRef] = told("Who took part.", [MINISTRY])
    state: str = told("`proposed` or `confirmed`.", "confirmed")
    version: int = told("Counts its changes.", 1)


class EventPage(Page[EventOut]):
    """One page of events, the earliest first; rejected and merged ones are not listed."""


class OutletItem(OutletRef):
    """Who publishes."""

    host: str = told("Host of its articles.", "northgate.example")
    timezone: str = told("IANA time zone, in which its days begin.", "Europe/London")
    country: str = told("ISO 3166 code.", "GB")


class OutletPage(Page[OutletItem]):
    """One page of the outlets, by name."""


class ArticleItem(ArticleRef):
    """What is known about an article."""

    url: str = told("Its page.", "https://onrecord.example/articles/204/")
    external_id: str = told("Its key in the file that it came with.", "NH-2024-0919-4")
    byline: str = told("Who wrote it.", "M. Sand")
    published_at: dt.datetime | None = told("When it was published.", "2024-09-19T08:30:00Z")
    copy_of: int | None = told("Key of the article that it is a copy of.", None)
    created_at: dt.datetime = told("When it came in.", "2024-09-19T09:12:00Z")
    updated_at: dt.datetime = told("When it last changed.", "2024-09-19T09:12:00Z")


class ArticlePage(Page[ArticleItem]):
    """One page of the articles, the newest first."""


class SnapshotOut(Schema):
    """One text of an article; it never changes."""

    number: int = told("Counts the texts of an article.", 1)
    created_at: dt.datetime = told("When it came in.", "2024-09-19T09:12:00Z")
    sha256: str = told("Of the text in UTF-8.", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    latest: bool = told("Lists count the claims of this one.", True)


class ArticleDetail(ArticleItem):
    """An article with its texts, its copies and its claims."""

    snapshots: list[SnapshotOut] = told("Its texts, the newest first; 200 at most.", [])
    copies: list[int] = told("Keys of its copies; 200 at most.", [])
    claims: list[ClaimItem] = told("In the order of its newest text; 500 at most.", [])


class TextOut(Schema):
    """A text of an article, to which the offsets of claims refer."""

    article: int = told("Key of the article.", 204)
    snapshot: int = told("Which of its texts.", 1)
    sha256: str = told("Of the text in UTF-8.", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    text: str = told("The text; offsets count its Unicode code points.", "The ministry named a date.")
