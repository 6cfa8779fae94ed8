from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims.comparing.asked import MOST, asked_of
from claims.comparing.columns import LONGEST, columns_of
from claims.comparing.months import months_of
from claims.comparing.pairs import between, turned
from claims.comparing.ready import ready_comparisons
from claims.models import Story
from claims.outputs.comparison import comparison_columns, comparison_lines
from claims.sayings import name_articles, name_speakers
from claims.views.sending import csv_file, refused, site_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from claims.comparing.asked import Asked

STORIES = 100
EVENTS = 60


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    if clean := _without_blanks(request):
        return redirect(clean)
    asked = asked_of(request.GET)
    context: dict[str, Any] = {
        "asked": asked,
        "boxes": [*asked.typed, *[""] * MOST][: max(MOST, len(asked.typed))],
        "stories": Story.objects.only("slug", "title").order_by("title")[:STORIES],
        "longest": LONGEST,
    }
    if asked.sides:
        context |= _compared(asked)
    elif not asked.errors:
        context["ready"] = ready_comparisons(asked.text["story"])
    return render(request, "claims/compare.html", context)


@require_safe
def comparison_file(request: HttpRequest) -> HttpResponseBase:
    """The claims that the page compares, those that it leaves out of a long month among them."""
    asked = asked_of(request.GET)
    if asked.errors or not asked.sides:
        return refused(asked.errors or ["Name the actors to compare: /compare.csv?who=…&who=…"])
    columns = columns_of(asked.sides)
    name_articles(claim for column in columns for claim in column.claims)
    lines = comparison_lines(columns, turned(columns), between(columns))
    title = " and ".join(dict.fromkeys(side.actor.name for side in asked.sides))
    return csv_file(f"Comparison of {title}", comparison_columns(site_of(request)), lines)


def _without_blanks(request: HttpRequest) -> str:
    """The address without the fields that were left empty; one name may stand several times."""
    lists = {name: [value for value in values if value.strip()] for name, values in request.GET.lists()}
    if lists == dict(request.GET.lists()):
        return ""
    query = request.GET.copy()
    query.clear()
    for name, values in lists.items():
        if values:
            query.setlist(name, values)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _compared(asked: Asked) -> dict[str, Any]:
    columns = columns_of(asked.sides)
    story = asked.subject.get("story") or getattr(asked.subject.get("event"), "story", None)
    events = list(story.events.standing().in_order()[:EVENTS]) if story else []
    changed, clashing = turned(columns), between(columns)
    joined = [claim for pair in (*changed, *clashing) for claim in (pair.earlier, pair.later)]
    name_speakers(joined)
    name_articles(joined)
    return {
        "columns": columns,
        "story": story,
        "events": events,
        "changed": changed,
        "clashing": clashing,
        "months": months_of(columns, changed, clashing, events),
        "number": sum(len(column.claims) for column in columns),
    }
