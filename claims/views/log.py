"""All decisions, newest first, narrowed and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.access import allow
from claims.asked import word
from claims.blind import questions, without_hidden
from claims.history.asked import KINDS, log_asked, people_who_decided
from claims.history.entries import entries_of, with_what_is_told
from claims.history.files import log_columns, log_documents, log_records
from claims.history.limited import undoable_within
from claims.models import Review, Story
from claims.outputs.tables import jsonl_chunks
from claims.rights import limit_of
from claims.views.numbers import number_of
from claims.views.sending import csv_file, named, refused, site_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

SIZE = 50
MOST_STORIES = 500
JSON_LINES = "application/jsonl; charset=utf-8"


@allow("editor")
@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    asked = log_asked(request.GET)
    before, after = (number_of(word(request.GET, name)) for name in ("before", "after"))
    errors = list(asked.errors)
    if any(word(request.GET, name) and not key for name, key in (("before", before), ("after", after))):
        errors.append("That page of the log does not exist; this is the first.")
        before = after = 0
    reviews = without_hidden(request, asked.reviews)
    if after:
        found = list(with_what_is_told(reviews.filter(pk__gt=after).order_by("id"))[: SIZE + 1])
        newer, older = len(found) > SIZE, True
        found = found[:SIZE][::-1]
    else:
        found = list(with_what_is_told(reviews.filter(pk__lt=before) if before else reviews)[: SIZE + 1])
        newer, older = bool(before), len(found) > SIZE
        found = found[:SIZE]
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    context: dict[str, Any] = {
        "asked": asked,
        "errors": errors,
        "entries": undoable_within(limit_of(request), entries_of(found)),
        "newer": found[0].pk if newer and found else None,
        "older": found[-1].pk if older and found else None,
        "query": query.urlencode(),
        "narrowed": bool(asked.values),
        "people": people_who_decided(),
        "kinds": KINDS,
        "actions": Review.Action.choices,
        "stories": Story.objects.only("title", "slug")[:MOST_STORIES],
        "may_undo": True,
        "back": request.get_full_path(),
        "asked_of_me": questions(request),
    }
    return render(request, "log/log.html", context)


@allow("editor")
@require_safe
def log_file(request: HttpRequest, form: str) -> HttpResponseBase:
    asked = log_asked(request.GET)
    if asked.errors:
        return refused(asked.errors)
    site, records = site_of(request), log_records(without_hidden(request, asked.reviews))
    if form == "csv":
        return csv_file("Log of decisions", log_columns(site), records)
    lines = StreamingHttpResponse(jsonl_chunks(log_documents(site, records)), content_type=JSON_LINES)
    return named(lines, "Log of decisions", "jsonl")
