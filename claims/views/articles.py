from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from claims.access import may
from claims.asked import articles_asked, word
from claims.blind import as_found, questions
from claims.citing import web_address
from claims.counts import claims_in
from claims.extraction_state import state_of
from claims.models import Claim, Review, Story, WholeReading
from claims.reader import read
from claims.rights import limit_of, may_decide
from claims.services.group import family_of
from claims.texts_apart import parts_of
from claims.views.claims import without_blanks
from claims.views.marking_form import MarkingForm
from claims.views.numbers import number_of
from sources.models import Article, Outlet, Snapshot

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50
SHOWN_COPIES = 20
NOT_SHOWN = (Claim.State.REJECTED, Claim.State.WITHDRAWN)


@require_safe
def article_page(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.select_related("outlet", "latest", "copy_of__outlet"), pk=pk)
    if article.removed_at:
        return render(request, "claims/removed.html", {"article": article}, status=410)
    snapshot = _asked_for(article, request.GET.get("snapshot", ""))
    claims: list[Claim] = []
    if snapshot:
        asked = questions(request)
        shown = Claim.objects.filter(~Q(state__in=NOT_SHOWN) | Q(pk__in=list(asked)), snapshot=snapshot)
        claims = [as_found(claim, asked.get(claim.pk)) for claim in shown.in_text_order().for_display()]
    voice, awaiting = request.GET.get("speaker", ""), request.GET.get("state") == Claim.State.PROPOSED
    zone = article.outlet.timezone
    elsewhere = _elsewhere(article)
    counts = claims_in(elsewhere[:SHOWN_COPIES])
    context: dict[str, Any] = {
        "article": article,
        "published": article.published_at and article.published_at.astimezone(ZoneInfo(zone)),
        "place": zone.rpartition("/")[2].replace("_", " "),
        "web_address": web_address(article.url),
        "snapshot": snapshot,
        "snapshots": article.snapshots.defer("text").filter(erased_at__isnull=True).order_by("-number")[:PER_PAGE],
        "elsewhere": [(other, counts.get(other.pk, 0)) for other in elsewhere[:SHOWN_COPIES]],
        "more_elsewhere": len(elsewhere) > SHOWN_COPIES,
        "reading": read(snapshot.text if snapshot else "", claims, voice, awaiting=awaiting, url=article.url),
        "count": len(claims),
        "voice": voice,
        "narrowed": bool(voice or awaiting),
        "whole": snapshot and WholeReading.objects.in_force().filter(snapshot=snapshot).select_related("by").first(),
        "may_call_whole": may_decide(request),
        "may_add": snapshot and snapshot.pk == article.latest_id and _may_add(request),
        "decided": _decided(request, article),
        "stories": limit_of(request) and Story.objects.filter(pk__in=limit_of(request) or []),
        "form": MarkingForm(),
        "next": request.get_full_path(),
        "extraction": snapshot and state_of(snapshot, len(claims)),
    }
    return render(request, "claims/article.html", context)


def _may_add(request: HttpRequest) -> bool:
    """Also an editor of some stories, who puts the claim on one of them."""
    return may(request, "editor") and (limit_of(request) is None or bool(limit_of(request)))


def _decided(request: HttpRequest, article: Article) -> Review | None:
    """The person's own decision that led here, as long as it stands."""
    reviews = Review.objects.in_force().filter(by=request.user.pk, claim__snapshot__article=article)
    return reviews.filter(pk=number_of(request.GET.get("decided", ""))).select_related("claim").first()


def _elsewhere(article: Article) -> list[Article]:
    """An original and its other copies, the earliest first: as many as are shown, and one more."""
    family = family_of(article.copy_of_id or article.pk).visible().exclude(pk=article.pk)
    return list(family.select_related("outlet").order_by("published_at", "pk")[: SHOWN_COPIES + 1])


@require_safe
def texts_apart(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Where the latest texts of two articles of one family differ."""
    known = Article.objects.visible().select_related("outlet", "latest")
    here, there = (get_object_or_404(known, pk=key) for key in (pk, other))
    if not here.latest or not there.latest or not family_of(here.copy_of_id or pk).filter(pk=other).exists():
        raise Http404
    parts = parts_of(here.latest.text, there.latest.text)
    return render(request, "claims/texts_apart.html", {"here": here, "there": there, "parts": parts})


def _asked_for(article: Article, number: str) -> Snapshot | None:
    """The snapshot of that number (404 where there is none), else the latest."""
    if not number:
        return article.latest
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    return get_object_or_404(Snapshot, article=article, number=wanted)


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    if clean := without_blanks(request):
        return redirect(clean)
    articles, errors = articles_asked(request.GET)
    after = request.GET.get("after", "")
    rows = list(_after(articles, after).select_related("outlet").newest_first()[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    counts = claims_in(shown)
    kept = request.GET.copy()
    kept.pop("after", None)
    more = len(rows) > PER_PAGE
    if more:
        kept["after"] = f"{shown[-1].published_at.isoformat() if shown[-1].published_at else ''}_{shown[-1].pk}"
    context = {
        "articles": [(article, counts.get(article.pk, 0)) for article in shown],
        "following": f"?{kept.urlencode()}" if more else "",
        "first": not after,
        "words": word(request.GET, "q"),
        "outlet": word(request.GET, "outlet"),
        "errors": errors,
        "outlets": Outlet.objects.all()[:200],
    }
    return render(request, "claims/articles.html", context)


def _after(articles: Any, cursor: str) -> Any:
    """Those behind the cursor, “time_key”; a cursor that is none begins at the first page."""
    time, _, key = cursor.rpartition("_")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return articles
    if not time:
        return articles.filter(published_at__isnull=True, pk__lt=int(key))
    last = _time(time)
    if last is None:
        return articles
    behind = Q(published_at__lt=last) | Q(published_at=last, pk__lt=int(key)) | Q(published_at__isnull=True)
    return articles.filter(behind)


def _time(text: str) -> datetime | None:
    try:
        time = parse_datetime(text)
    except ValueError:
        return None
    return time if time is None or time.tzinfo else time.replace(tzinfo=UTC)
