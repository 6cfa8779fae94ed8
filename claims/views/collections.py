"""Collections: listed, made, read, changed. Whose they are decides `_held`; another's private one is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from claims.collected import collected
from claims.models import Collection, CollectionItem
from claims.services.collect import (
    MOST,
    StaleForm,
    TooMany,
    add_claims,
    begin,
    change,
    latest_of,
    move,
    put_back,
    take_out,
    write_note,
)
from claims.views.numbers import number_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 60
ITEMS_PER_PAGE = 50
LONGEST_TITLE, LONGEST_NOTE = 200, 10_000


class CollectionForm(forms.ModelForm[Collection]):
    class Meta:
        model = Collection
        fields = ("title", "description", "access")
        widgets = {"description": forms.Textarea({"rows": 3})}


@require_http_methods(["GET", "HEAD", "POST"])
def collection_list(request: HttpRequest) -> HttpResponse:
    """What the person may read; a POST begins one more."""
    form = CollectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.instance.owner = cast("User", request.user)
        return redirect(form.save())
    readable = Collection.objects.readable_by(request.user).select_related("owner").latest_first()
    counted = readable.annotate(number=Count("items", filter=Q(items__removed_at__isnull=True)))
    context = {"page": Paginator(counted, PER_PAGE).get_page(request.GET.get("page")), "form": form}
    return render(request, "claims/collections.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def collection_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST changes title, description and, where it is the owner's, who may read and change it."""
    collection = _held(request, pk, to_change=request.method == "POST")
    if request.method != "POST":
        return _show(request, collection)
    form = CollectionForm(request.POST)
    if collection.owner_id != request.user.pk:
        del form.fields["access"]
    if not form.is_valid():
        return _show(request, collection, form=form, status=422)
    try:
        change(collection, number_of(request.POST.get("version", "")), **form.cleaned_data)
    except StaleForm:
        collection.refresh_from_db()
        return _show(request, collection, form=form, stale=True, status=409)
    messages.success(request, "Saved.")
    return redirect(collection)


@require_http_methods(["GET", "HEAD", "POST"])
def delete_collection(request: HttpRequest, pk: int) -> HttpResponse:
    collection = get_object_or_404(Collection, pk=pk, owner=request.user.pk)
    if request.method == "POST":
        collection.delete()
        messages.success(request, f"“{collection}” was deleted. Its claims are where they were.")
        return redirect("collections")
    context = {"collection": collection, "count": collection.items.standing().count()}
    return render(request, "claims/collection_delete.html", context)


@require_POST
def add_to_collection(request: HttpRequest) -> HttpResponse:
    """Claims (`claim`, as often as there are) into a `collection`, or into a new one of that `title`."""
    keys = [number_of(value) for value in request.POST.getlist("claim")[: MOST + 1]]
    back = request.POST.get("next", "")
    back = back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("claims")
    title = " ".join(request.POST.get("title", "").replace("\0", "").split())
    if fault := _fault(request, keys, title):
        messages.error(request, fault)
        return redirect(back)
    user = cast("User", request.user)
    try:
        if title:
            collection, number = begin(user, title, keys)
        else:
            collection = _held(request, number_of(request.POST["collection"]), to_change=True)
            number = add_claims(collection, keys, user)
    except TooMany as too_many:
        messages.error(request, str(too_many))
        return redirect(back)
    there = len(latest_of(keys)) - number
    said = f"{number} claim{'' if number == 1 else 's'} added to"
    more = f" {there} {'was' if there == 1 else 'were'} there already." if there else ""
    link = format_html("<a href='{}'>{}</a>", collection.get_absolute_url(), collection)
    messages.success(request, format_html("{} {}.{}", said, link, more))
    return redirect(back)


def _fault(request: HttpRequest, keys: list[int], title: str) -> str:
    if not latest_of(keys):
        return "No claim was chosen: tick those that you want to add."
    if len(title) > LONGEST_TITLE:
        return f"A title has {LONGEST_TITLE} characters at most; nothing was added."
    return "" if title or "collection" in request.POST else "Choose a collection, or write the title of a new one."


@require_POST
def change_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    collection = _held(request, pk, to_change=True)
    held = get_object_or_404(CollectionItem.objects.select_related("collection"), pk=item, collection=collection)
    back = f"{collection.get_absolute_url()}{_page_of(request)}#item-{held.pk}"
    match request.POST.get("action"):
        case "up":
            move(held, -1)
        case "down":
            move(held, 1)
        case "take-out":
            take_out(held)
            return redirect(f"{collection.get_absolute_url()}?removed={held.pk}")
        case "put-back":
            try:
                put_back(held)
            except TooMany as too_many:
                messages.error(request, str(too_many))
        case "note":
            note = request.POST.get("note", "").replace("\0", "").replace("\r\n", "\n").strip()
            if len(note) > LONGEST_NOTE:
                fault = f"A note has {LONGEST_NOTE:,} characters at most, this one {len(note):,}: it was not saved."
                return _show(request, collection, mine={held.pk: note}, fault=fault, status=422)
            try:
                write_note(held, number_of(request.POST.get("version", "")), note)
            except StaleForm:
                return _show(request, collection, mine={held.pk: note}, status=409)
        case _:
            raise BadRequest("No such action.")
    return redirect(back)


def _held(request: HttpRequest, pk: int, *, to_change: bool = False) -> Collection:
    """The one gate."""
    known = Collection.objects.select_related("owner")
    allowed = known.editable_by(request.user) if to_change else known.readable_by(request.user)
    return get_object_or_404(allowed, pk=pk)


def _show(
    request: HttpRequest,
    collection: Collection,
    *,
    form: CollectionForm | None = None,
    stale: bool = False,
    mine: dict[int, str] | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    """`mine`: a note that was not saved, by its item, for the `fault` or because somebody else saved first."""
    items = collection.items.standing().select_related("added_by")
    page = Paginator(items, ITEMS_PER_PAGE).get_page(_number_of_page(items, mine) or request.GET.get("page"))
    removed = number_of(request.GET.get("removed", ""))
    context: dict[str, Any] = {
        "collection": collection,
        "mine": collection.owner_id == request.user.pk,
        "changeable": collection.owner_id == request.user.pk or collection.access == Collection.Access.EDIT,
        "form": form or CollectionForm(instance=collection),
        "stale": stale,
        "fault": fault,
        "page": page,
        "entries": [(entry, (mine or {}).get(entry.item.pk)) for entry in collected(list(page))],
        "removed": removed and collection.items.filter(pk=removed, removed_at__isnull=False).first(),
    }
    return render(request, "claims/collection.html", context, status=status)


def _number_of_page(items: Any, mine: dict[int, str] | None) -> int:
    """Where the item stands that a note was written for; 0 without one."""
    keys = list(items.values_list("pk", flat=True)) if mine else []
    return next((keys.index(pk) // ITEMS_PER_PAGE + 1 for pk in mine or {} if pk in keys), 0)


def _page_of(request: HttpRequest) -> str:
    number = number_of(request.POST.get("page", ""))
    return f"?page={number}" if number > 1 else ""
