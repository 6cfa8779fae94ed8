"""Collections: listed, made, read, changed. Whose they are decides `_held`; another's private one is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from claims.collected import collected
from claims.models import Collection, CollectionItem
from claims.services.collect import MOST, StaleForm, TooMany, add_claims, change, move, put_back, take_out, write_note
from claims.views.numbers import number_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 60
ITEMS_PER_PAGE = 50


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
    title = " ".join(request.POST.get("title", "").replace("\0", "").split())[:200]
    user = cast("User", request.user)
    back = request.POST.get("next", "")
    back = back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("claims")
    if not keys:
        messages.error(request, "No claim was chosen: tick those that you want to add.")
        return redirect(back)
    if title:
        collection = Collection.objects.create(owner=user, title=title)
    elif key := request.POST.get("collection", ""):
        collection = _held(request, number_of(key), to_change=True)
    else:
        messages.error(request, "Choose a collection, or write the title of a new one.")
        return redirect(back)
    try:
        number = add_claims(collection, keys, user)
    except TooMany as fault:
        messages.error(request, str(fault))
        return redirect(back)
    there = len(set(keys)) - number
    more = f" {there} {'was' if there == 1 else 'were'} there already." if there else ""
    said = format_html(
        "{} claim{} added to <a href='{}'>{}</a>.{}",
        number,
        "" if number == 1 else "s",
        collection.get_absolute_url(),
        collection,
        more,
    )
    messages.success(request, said)
    return redirect(back)


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
            except TooMany as fault:
                messages.error(request, str(fault))
        case "note":
            note = request.POST.get("note", "").replace("\0", "").replace("\r\n", "\n").strip()[:10_000]
            try:
                write_note(held, number_of(request.POST.get("version", "")), note)
            except StaleForm:
                return _show(request, collection, mine={held.pk: note}, status=409)
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
    status: int = 200,
) -> HttpResponse:
    """`mine`: notes that were not saved because somebody else saved first, by item."""
    items = collection.items.standing().select_related("added_by")
    page = Paginator(items, ITEMS_PER_PAGE).get_page(_number_of_page(items, mine) or request.GET.get("page"))
    removed = number_of(request.GET.get("removed", ""))
    context: dict[str, Any] = {
        "collection": collection,
        "mine": collection.owner_id == request.user.pk,
        "changeable": collection.owner_id == request.user.pk or collection.access == Collection.Access.EDIT,
        "form": form or CollectionForm(instance=collection),
        "stale": stale,
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
