from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.citing import citation
from claims.collected import collected
from claims.models import Collection
from claims.outputs.atom import claim_entry
from claims.outputs.collection import GONE, CollectionLine, collection_columns, docx_file, markdown
from claims.outputs.records import records_by_key
from claims.views.sending import Output, named, send, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from claims.collected import Collected

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def collection_file(request: HttpRequest, pk: str, form: str) -> HttpResponseBase:
    collection = get_object_or_404(Collection.objects.readable_by(request.user), pk=int(pk))
    items, site = collection.items.standing(), site_of(request)
    entries = collected(list(items))
    if form == "md":
        text = markdown(collection.title, collection.description, entries, site)
        return named(HttpResponse(text, content_type="text/markdown; charset=utf-8"), collection.title, "md")
    if form == "docx":
        file = docx_file(collection.title, collection.description, entries, site)
        return named(FileResponse(file, content_type=DOCX_TYPE), collection.title, "docx")
    output = Output(
        title=collection.title,
        page=collection.get_absolute_url(),
        rows=items,
        columns=collection_columns(site),
        records=_lines(entries, site),
        entries=lambda: [claim_entry(entry.claim, f"{site}/") for entry in entries if entry.claim],
    )
    return send(request, form, output)


def _lines(entries: Sequence[Collected], site: str) -> Iterator[CollectionLine]:
    records = {one.id: one for one in records_by_key([entry.claim.pk for entry in entries if entry.claim])}
    for number, entry in enumerate(entries, 1):
        claim = entry.claim
        cite = citation(claim, f"{site}{claim.get_absolute_url()}") if claim else GONE
        yield CollectionLine(number, records.get(claim.pk) if claim else None, entry.item.note, cite)
