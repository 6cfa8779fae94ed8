"""Lists as files, each beside its page and with the page's query string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import conditional_page, require_safe

from claims.listing import list_claims
from claims.listing.criteria import narrow
from claims.models import Claim
from claims.outputs import csv_chunks, jsonl_chunks, records_of, render_atom
from claims.outputs.atom import ATOM_TYPE, FEED_LENGTH
from claims.outputs.claims import claim_columns, claim_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from claims.listing import Listing
    from claims.models import ClaimQuerySet

NAME_LENGTH = 80


@require_safe
def claims_file(request: HttpRequest, form: str) -> HttpResponseBase:
    listing = list_claims(request.GET)
    if listing.errors:
        return refused(listing.errors)
    return claims_as(form, request, narrow(listing.values), title_of(listing), f"/claims/{listing.first}")


def claims_as(form: str, request: HttpRequest, claims: ClaimQuerySet, title: str, page: str) -> HttpResponseBase:
    """`page` is the path of the list that the file stands beside."""
    return FORMS[form](request, claims.newest_first(), title, page)


def title_of(listing: Listing, start: str = "Claims") -> str:
    return " ".join([start, *(f"{term.before} {term.label}" for term in listing.terms)])


def refused(errors: Iterable[str]) -> HttpResponse:
    return HttpResponse("\n".join([*errors, ""]), status=400, content_type="text/plain; charset=utf-8")


def site_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def streamed(chunks: Iterable[bytes], kind: str, title: str, suffix: str) -> StreamingHttpResponse:
    """An error on the way breaks the connection before the last chunk: no client takes the part for the whole."""
    response = StreamingHttpResponse(chunks, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{file_name(title, suffix)}"'
    response["X-Accel-Buffering"] = "no"
    return response


def file_name(title: str, suffix: str) -> str:
    return f"onrecord-{slugify(title)[:NAME_LENGTH].strip('-') or 'list'}-{timezone.localdate()}.{suffix}"


def _csv(request: HttpRequest, claims: ClaimQuerySet, title: str, page: str) -> HttpResponseBase:
    chunks = csv_chunks(claim_columns(site_of(request)), records_of(claims))
    return streamed(chunks, "text/csv; charset=utf-8", title, "csv")


def _jsonl(request: HttpRequest, claims: ClaimQuerySet, title: str, page: str) -> HttpResponseBase:
    site = site_of(request)
    chunks = jsonl_chunks(claim_document(one, site) for one in records_of(claims))
    return streamed(chunks, "application/jsonl; charset=utf-8", title, "jsonl")


@conditional_page
def _atom(request: HttpRequest, claims: ClaimQuerySet, title: str, page: str) -> HttpResponse:
    newest = list(claims.values_list("pk", flat=True)[:FEED_LENGTH])
    shown = Claim.objects.filter(pk__in=newest).newest_first().for_display()
    feed = render_atom(shown, f"OnRecord: {title}", request.build_absolute_uri(), request.build_absolute_uri(page))
    return HttpResponse(feed, content_type=ATOM_TYPE)


FORMS: dict[str, Callable[[HttpRequest, ClaimQuerySet, str, str], HttpResponseBase]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "atom": _atom,
}
