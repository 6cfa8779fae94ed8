"""Outlets, their articles, and the articles' texts."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from claims.api.paging import Order, Turn, Words, turn_page
from claims.api.problems import Problem, refuse_if_removed, refuse_parameters
from claims.api.shapes import things
from claims.api.telling import Absolute, article_ref, claim_item
from claims.asked import articles_asked
from claims.blind import as_found, questions
from claims.models import Claim
from sources.models import Article, Outlet, Snapshot

router = Router(tags=["Articles"])
BY_NAME = Order("name")
NEWEST = Order("published_at", descending=True, nullable=True)
SNAPSHOTS, COPIES, CLAIMS = 200, 200, 500
HIDDEN = (Claim.State.REJECTED, Claim.State.WITHDRAWN)


class ArticleTurn(Turn):
    q: Annotated[Words, Field(description="Part of the headline.", examples=["withdrawal"])] = ""
    outlet: Annotated[Words, Field(description="An outlet's slug.", examples=["northgate-herald"])] = ""
    since: Annotated[dt.date | None, Field(description="Published then or later.", examples=["2024-07-01"])] = None
    until: Annotated[dt.date | None, Field(description="Published then or earlier.", examples=["2024-12-31"])] = None


@router.get("/outlets", response=things.OutletPage)
def list_outlets(request: HttpRequest, response: HttpResponse, turn: Query[Turn]) -> things.OutletPage:
    """List outlets

    By name.
    """
    rows, links = turn_page(request, response, Outlet.objects.all(), BY_NAME, turn)
    return things.OutletPage(items=[_outlet(row) for row in rows], **links)


@router.get("/articles", response=things.ArticlePage)
def list_articles(request: HttpRequest, response: HttpResponse, turn: Query[ArticleTurn]) -> things.ArticlePage:
    """List articles

    The newest first, those without a date last. Copies are listed too; what was taken down is not.
    """
    if turn.since and turn.until and turn.since > turn.until:
        raise refuse_parameters({"until": f"{turn.until} lies before {turn.since}."})
    articles, faults = articles_asked(request.GET)
    if faults:
        raise refuse_parameters({"outlet": " ".join(faults)})
    if turn.since:
        articles = articles.filter(published_on__gte=turn.since)
    if turn.until:
        articles = articles.filter(published_on__lte=turn.until)
    rows, links = turn_page(request, response, articles.select_related("outlet"), NEWEST, turn)
    return things.ArticlePage(items=[_item(row, request.build_absolute_uri) for row in rows], **links)


@router.get("/articles/{int:id}", response=things.ArticleDetail, openapi_extra={"x-gone": True})
def get_article(request: HttpRequest, id: int) -> things.ArticleDetail:
    """Get an article

    What is known about it, without its text: its snapshots, its copies, and the claims of its newest text.
    """
    article = _article(id)
    asked = questions(request)
    claims = Claim.objects.filter(snapshot=article.latest_id or 0).exclude(state__in=HIDDEN)
    snapshots = article.snapshots.defer("text").filter(erased_at__isnull=True).order_by("-number")[:SNAPSHOTS]
    return things.ArticleDetail(
        **_item(article, request.build_absolute_uri).model_dump(),
        snapshots=[
            things.SnapshotOut(
                number=one.number,
                created_at=one.created_at,
                sha256=bytes(one.sha256).hex(),
                latest=one.pk == article.latest_id,
            )
            for one in snapshots
        ],
        copies=list(article.copies.visible().order_by("pk").values_list("pk", flat=True)[:COPIES]),
        claims=[
            claim_item(as_found(claim, asked.get(claim.pk)), request.build_absolute_uri)
            for claim in claims.in_text_order().for_display()[:CLAIMS]
        ],
    )


@router.get("/articles/{int:id}/text", response=things.TextOut, openapi_extra={"x-gone": True, "x-scope": "texts"})
def get_text(
    request: HttpRequest,
    id: int,
    snapshot: Annotated[
        int | None, Query(None, ge=1, description="Which of its texts; without it, the newest.", examples=[1])
    ] = None,
) -> things.TextOut:
    """Get the text of an article

    Exactly as it is stored: the offsets of claims refer to it. Needs the scope `texts`.
    """
    article = _article(id)
    texts = Snapshot.objects.filter(article=article, erased_at__isnull=True)
    found = texts.filter(number=snapshot) if snapshot else texts.filter(pk=article.latest_id or 0)
    text = found.first()
    if text is None:
        raise Problem(404, f"Article {id} has no such text.")
    return things.TextOut(article=article.pk, snapshot=text.number, sha256=bytes(text.sha256).hex(), text=text.text)


def _article(pk: int) -> Article:
    article = Article.objects.select_related("outlet").filter(pk=pk).first()
    if article is None:
        raise Problem(404, f"There is no article {pk}.")
    refuse_if_removed(article)
    return article


def _outlet(outlet: Outlet) -> things.OutletItem:
    return things.OutletItem(
        slug=outlet.slug, name=outlet.name, host=outlet.host, timezone=outlet.timezone, country=outlet.country
    )


def _item(article: Article, absolute: Absolute) -> things.ArticleItem:
    return things.ArticleItem(
        **article_ref(article).model_dump(),
        url=absolute(article.get_absolute_url()),
        external_id=article.external_id,
        byline=article.byline,
        published_at=article.published_at,
        copy_of=article.copy_of_id,
        created_at=article.created_at,
        updated_at=article.updated_at,
    )
