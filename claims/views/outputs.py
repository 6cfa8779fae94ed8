"""Lists as files, each beside its page and with the page's query string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from actors.models import Actor
from claims.actor_tabs import open_tab, tabs_of
from claims.asked import actors_asked, articles_asked, word
from claims.listing import list_claims
from claims.listing.criteria import listed_by
from claims.listing.sentence import written
from claims.models import Claim, ListedClaim, Story
from claims.outputs.actors import actor_columns, actor_entry, actor_lines
from claims.outputs.articles import article_columns, article_entry, article_lines
from claims.outputs.atom import FEED_LENGTH, FeedEntry, claim_entry
from claims.outputs.citations import citation_lines
from claims.outputs.claims import claim_columns, claim_document
from claims.outputs.records import records_of
from claims.outputs.stories import event_columns, event_entry, events_of, story_columns, story_entry, story_lines
from claims.outputs.xlsx import Sheet
from claims.story_asked import asked_for
from claims.story_list import all_listed
from claims.story_timeline import timeline_of
from claims.views.sending import Output, named, refused, send, site_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from claims.listing import Listing


@require_safe
def claims_file(request: HttpRequest, form: str) -> HttpResponseBase:
    return _listed(request, form, list_claims(request.GET), "Claims", "/claims/")


@require_safe
def actor_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    actor = Actor.objects.at(slug)
    if actor is None:
        raise Http404
    if actor.slug != slug or actor.canonical:
        query = request.META["QUERY_STRING"]
        return redirect(f"/actors/{(actor.canonical or actor).slug}.{form}{f'?{query}' if query else ''}")
    tab = open_tab(tabs_of(actor), request.GET.get("tab", ""))
    return _listed(
        request, form, list_claims(request.GET, **tab.fixed), f"Claims {tab.says} {actor}", actor.get_absolute_url()
    )


@require_safe
def story_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    story = get_object_or_404(Story, slug=slug)
    told = ListedClaim.objects.standing().about_story(story)
    asked = asked_for(story.get_absolute_url(), request.GET, told)
    if asked.errors:
        return refused(asked.errors)
    shown = asked.within(asked.narrow(told))
    claims = all_listed(shown, timeline_of(story, shown, asked.window), request.GET)
    events = Sheet("Events", event_columns(site_of(request)), events_of(story))
    return _claims(request, form, claims.newest_first(), f"Claims about {story}", story.get_absolute_url(), events)


@require_safe
def events_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    story = get_object_or_404(Story, slug=slug)
    events, site = events_of(story), site_of(request)
    output = Output(
        title=f"Events of {story}",
        page=f"{story.get_absolute_url()}#key-dates",
        rows=events,
        columns=event_columns(site),
        records=events,
        entries=lambda: [event_entry(one, site) for one in events.order_by("-created_at", "-pk")[:FEED_LENGTH]],
    )
    return send(request, form, output)


@require_safe
def actors_file(request: HttpRequest, form: str) -> HttpResponseBase:
    actors, errors = actors_asked(request.GET)
    site = site_of(request)
    output = Output(
        title=_title("Actors", word(request.GET, "q")),
        page=_page(request, "/actors/"),
        rows=actors,
        columns=actor_columns(site),
        records=actor_lines(actors),
        entries=lambda: [actor_entry(one, site) for one in actors.order_by("-created_at", "-pk")[:FEED_LENGTH]],
    )
    return refused(errors) if errors else send(request, form, output)


@require_safe
def articles_file(request: HttpRequest, form: str) -> HttpResponseBase:
    articles, errors = articles_asked(request.GET)
    articles, site = articles.newest_first(), site_of(request)
    output = Output(
        title=_title("Articles", word(request.GET, "q")),
        page=_page(request, "/articles/"),
        rows=articles,
        columns=article_columns(site),
        records=article_lines(articles),
        entries=lambda: [article_entry(one, site) for one in articles.select_related("outlet")[:FEED_LENGTH]],
    )
    return refused(errors) if errors else send(request, form, output)


@require_safe
def stories_file(request: HttpRequest, form: str) -> HttpResponseBase:
    stories, site = Story.objects.latest_moved_first(), site_of(request)
    output = Output(
        title="Stories",
        page="/stories/",
        rows=stories,
        columns=story_columns(site),
        records=story_lines(stories),
        entries=lambda: [story_entry(one, site) for one in Story.objects.order_by("-created_at")[:FEED_LENGTH]],
    )
    return send(request, form, output)


def _listed(
    request: HttpRequest, form: str, listing: Listing, start: str, page: str, *sheets: Sheet[Any]
) -> HttpResponseBase:
    """Always the newest first, however the page sorts them: only the best few are ranked there."""
    if listing.errors:
        return refused(listing.errors)
    claims, title = listed_by(listing.values).newest_first(), written(listing.terms, start)
    return _claims(request, form, claims, title, page, *sheets)


def _claims(
    request: HttpRequest, form: str, claims: QuerySet[Any], title: str, page: str, *sheets: Sheet[Any]
) -> HttpResponseBase:
    """`claims` by their keys, the newest first."""
    site = site_of(request)
    if form == "txt":
        lines = StreamingHttpResponse(citation_lines(claims, site), content_type="text/plain; charset=utf-8")
        return named(lines, title, "txt")
    output = Output(
        title=title,
        page=_page(request, page),
        rows=claims,
        columns=claim_columns(site),
        records=records_of(claims),
        documents=(claim_document(one, site) for one in records_of(claims)),
        entries=lambda: _newest(claims, site),
        sheets=sheets,
    )
    return send(request, form, output)


def _newest(claims: QuerySet[Any], site: str) -> list[FeedEntry]:
    keys = list(claims.values_list("pk", flat=True)[:FEED_LENGTH])
    return [claim_entry(one, f"{site}/") for one in Claim.objects.filter(pk__in=keys).newest_first().for_display()]


def _title(start: str, words: str) -> str:
    return f"{start} called {words}" if words else start


def _page(request: HttpRequest, path: str) -> str:
    query = request.GET.urlencode()
    return f"{path}?{query}" if query else path
