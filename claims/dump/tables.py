"""What a dump holds: a file for each kind of thing, a document for each row. People appear by user name alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from actors.models import Actor, Alias, Position
from claims.models import Claim, ClaimDate, ClaimSpeaker, Event, Link, Review, Story
from claims.outputs.records import days_of
from sources.models import Article, Outlet, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

__all__ = ["VERSION", "Table", "plain", "tables"]

VERSION = 1
"""Of the documents' shape: raised where a field changes its name or meaning."""
BATCH = 2_000


class Table(NamedTuple):
    name: str
    rows: QuerySet[Any, dict[str, Any]]

    def documents(self) -> Iterator[dict[str, Any]]:
        """Read by a cursor of the server; the caller's transaction keeps them of one moment."""
        for row in self.rows.iterator(chunk_size=BATCH):
            yield {_name(name): plain(value) for name, value in row.items()}


def tables(since: datetime | None, *, texts: bool) -> list[Table]:
    """With `since`, those articles, texts, claims, links and reviews that came or changed from then on; the rest whole.

    What was taken down is left out, with its claims.
    """
    articles = Article.objects.visible()
    snapshots = Snapshot.objects.filter(article__removed_at__isnull=True)
    claims = Claim.objects.filter(snapshot__article__removed_at__isnull=True)
    links = Link.objects.filter(claim__snapshot__article__removed_at__isnull=True)
    reviews = Review.objects.filter(Q(claim__isnull=True) | Q(claim__snapshot__article__removed_at__isnull=True))
    if since:
        articles, snapshots = articles.filter(updated_at__gte=since), snapshots.filter(created_at__gte=since)
        claims, links = claims.filter(updated_at__gte=since), links.filter(claim__updated_at__gte=since)
        reviews = reviews.filter(at__gte=since)
    return [
        _table("outlets", Outlet.objects.all(), "name slug host timezone country"),
        _table(
            "articles",
            articles,
            "outlet_id url external_id title byline published_at published_on published_precision published_from "
            "latest_id copy_of_id created_at updated_at",
        ),
        _table("snapshots", snapshots, f"article_id number sha256 created_at{' text' if texts else ''}"),
        _table(
            "actors",
            Actor.objects.all(),
            "slug name kind description wikidata state merged_into_id canonical_id created_at",
            aliases_=ArraySubquery(Alias.objects.filter(actor=OuterRef("pk")).order_by("text").values("text")),
        ),
        _table("positions", Position.objects.all(), "holder_id organization_id office_id role since until held state"),
        _table(
            "stories",
            Story.objects.all(),
            "slug title summary query created_at",
            actors_=_keys(Story.actors.through, "story"),
        ),
        _table(
            "events",
            Event.objects.all(),
            "story_id title description edtf days keywords state merged_into_id shared created_at",
            actors_=_keys(Event.actors.through, "event"),
        ),
        _table(
            "claims",
            claims,
            "snapshot_id kind source cue content content_text source_text cue_text cue_class speaker_name unnamed "
            "said_on said_on_text said_on_edtf day confidence state held group_id leads continues_id created_at "
            "updated_at",
            speakers_=ArraySubquery(_speakers()),
            dates_=ArraySubquery(_dates()),
        ),
        _table("links", links, "claim_id story_id event_id score reason state"),
        _table(
            "reviews",
            reviews,
            "claim_id actor_id event_id position_id at action fields before after note undoes_id",
            by_=F("by__username"),
        ),
    ]


def _name(column: str) -> str:
    return column if column == "external_id" else column.removesuffix("_id").removesuffix("_")


def plain(value: Any) -> Any:
    """As JSON holds it. Days of a range are both included; null is an open end."""
    if isinstance(value, DateRange):
        first, last = days_of(value)
        return {"first": plain(first), "last": plain(last)}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    return value


def _table(name: str, rows: QuerySet[Any], fields: str, **more: Any) -> Table:
    """By key. An underscore at the end keeps a computed column from a model's own name; it does not leave, nor does
    “_id”, except of the `external_id`, which is no key."""
    return Table(name, rows.order_by("pk").values("id", *fields.split(), **more))


def _keys(through: Any, side: str) -> ArraySubquery:
    return ArraySubquery(through.objects.filter(**{side: OuterRef("pk")}).order_by("actor").values("actor"))


def _speakers() -> Any:
    told = JSONObject(actor="actor_id", on_behalf_of="on_behalf_of_id", position="position_id", role="role")
    return ClaimSpeaker.objects.filter(claim=OuterRef("pk")).order_by("number").values(data=told)


def _dates() -> Any:
    told = JSONObject(start="start", end="end", type="type", value="value", text="text", edtf="edtf")
    return ClaimDate.objects.filter(claim=OuterRef("pk")).order_by("start").values(data=told)
