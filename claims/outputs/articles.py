"""Articles as lines of a table, read in batches, without their texts."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, NamedTuple

from claims.citing import web_address
from claims.counts import claims_in
from claims.outputs.atom import FeedEntry
from claims.outputs.tables import Column, iso
from sources.models import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.models.publications import ArticleQuerySet

__all__ = ["ArticleLine", "article_columns", "article_entry", "article_lines"]

BATCH = 1_000


class ArticleLine(NamedTuple):
    article: Article
    claims: int


def article_lines(articles: ArticleQuerySet) -> Iterator[ArticleLine]:
    for keys in batched(articles.values_list("pk", flat=True).iterator(chunk_size=BATCH), BATCH):
        found = Article.objects.visible().select_related("outlet").in_bulk(keys)
        counts = claims_in(found.values())
        yield from (ArticleLine(found[key], counts.get(key, 0)) for key in keys if key in found)


def article_columns(site: str) -> list[Column[ArticleLine]]:
    return [
        Column("article", lambda line: line.article.pk),
        Column("address", lambda line: f"{site}{line.article.get_absolute_url()}"),
        Column("title", lambda line: line.article.title),
        Column("url", lambda line: line.article.url),
        Column("outlet", lambda line: line.article.outlet.name),
        Column("byline", lambda line: line.article.byline),
        Column("published", lambda line: iso(line.article.published_on)),
        Column("published_at", lambda line: _moment(line.article)),
        Column("copy_of", lambda line: line.article.copy_of_id),
        Column("claims", lambda line: line.claims),
    ]


def article_entry(article: Article, site: str) -> FeedEntry:
    return FeedEntry(
        address=f"{site}{article.get_absolute_url()}",
        title=str(article),
        published=article.published_at or article.created_at,
        updated=article.updated_at,
        authors=[article.byline or article.outlet.name],
        lines=[article.outlet.name],
        via=web_address(article.url),
    )


def _moment(article: Article) -> str | None:
    """Only where more than the day is known."""
    known = article.published_at and article.published_precision != Article.DatePrecision.DAY
    return article.published_at.isoformat() if known and article.published_at else None
