"""One list in the form that was asked for: streamed where it can be long, and never a part that looks whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.text import slugify
from django.views.decorators.http import conditional_page

from claims.outputs.atom import ATOM_TYPE, render_feed
from claims.outputs.tables import csv_chunks, documents, jsonl_chunks
from claims.outputs.xlsx import ROWS, Sheet, xlsx_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from claims.outputs.atom import FeedEntry
    from claims.outputs.tables import Column

__all__ = ["Output", "csv_file", "named", "refused", "send", "site_of"]

NAME_LENGTH = 80
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output[R]:
    title: str
    page: str
    """The path of the list that the file stands beside."""
    rows: QuerySet[Any]
    columns: Sequence[Column[R]]
    records: Iterable[R]
    """Read as they are sent."""
    documents: Iterable[dict[str, Any]] | None = None
    """For JSON Lines, where they hold more than the columns."""
    entries: Callable[[], Sequence[FeedEntry]]
    sheets: Sequence[Sheet[Any]] = field(default_factory=list)
    """What a workbook holds beside it."""


def send(request: HttpRequest, form: str, output: Output[Any]) -> HttpResponseBase:
    """An error on the way breaks the connection before the last chunk: no client takes the part for the whole."""
    match form:
        case "csv":
            return csv_file(output.title, output.columns, output.records)
        case "jsonl":
            told = documents(output.columns, output.records) if output.documents is None else output.documents
            lines = StreamingHttpResponse(jsonl_chunks(told), content_type="application/jsonl; charset=utf-8")
            return named(lines, output.title, "jsonl")
        case "xlsx":
            return _workbook(output)
    return _feed(request, output)


def csv_file[R](title: str, columns: Sequence[Column[R]], records: Iterable[R]) -> HttpResponseBase:
    chunks = csv_chunks(columns, records)
    return named(StreamingHttpResponse(chunks, content_type="text/csv; charset=utf-8"), title, "csv")


def refused(errors: Iterable[str]) -> HttpResponse:
    return HttpResponse("\n".join([*errors, ""]), status=400, content_type="text/plain; charset=utf-8")


def site_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def named[H: HttpResponseBase](response: H, title: str, suffix: str) -> H:
    """With a file name that says what it is and of which day."""
    name = f"onrecord-{slugify(title)[:NAME_LENGTH].strip('-') or 'list'}-{timezone.localdate()}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Accel-Buffering"] = "no"
    return response


def _workbook(output: Output[Any]) -> HttpResponseBase:
    if output.rows.order_by()[: ROWS + 1].count() > ROWS:
        return refused([f"A worksheet holds {ROWS:,} lines and this list has more: narrow it, or take CSV."])
    file = xlsx_file(Sheet(output.title.partition(" ")[0], output.columns, output.records), *output.sheets)
    return named(FileResponse(file, content_type=XLSX_TYPE), output.title, "xlsx")


@conditional_page
def _feed(request: HttpRequest, output: Output[Any]) -> HttpResponse:
    here, page = request.build_absolute_uri(), request.build_absolute_uri(output.page)
    entries = output.entries()
    feed = render_feed(entries, f"OnRecord: {output.title}", here, page)
    headers = {"Last-Modified": http_date(max(one.updated for one in entries).timestamp())} if entries else {}
    return HttpResponse(feed, content_type=ATOM_TYPE, headers=headers)
