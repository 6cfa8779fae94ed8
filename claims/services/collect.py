"""What people do with collections. Each is one transaction; what two do at once, both keep or are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from claims.models import Claim, Collection, CollectionItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

__all__ = [
    "MOST",
    "StaleForm",
    "TooMany",
    "add_claims",
    "begin",
    "change",
    "latest_of",
    "move",
    "put_back",
    "take_out",
    "write_note",
]

MOST = 500
"""Claims in one collection: what a person can still read through."""


class StaleForm(Exception):
    """Somebody saved after the form was shown. Nothing was written; the form is shown again beside what stands."""


class TooMany(ValueError):
    """Says how many a collection holds, as a sentence."""


def change(collection: Collection, version: int, **values: Any) -> None:
    """Title, description, access. Raises StaleForm where `version` is no longer the collection's."""
    known = Collection.objects.filter(pk=collection.pk, version=version)
    if not known.update(**values, version=F("version") + 1, updated_at=timezone.now()):
        raise StaleForm


@transaction.atomic
def begin(owner: User, title: str, claims: Iterable[int]) -> tuple[Collection, int]:
    """A private collection with these claims, and how many they are. Raises TooMany."""
    collection = Collection.objects.create(owner=owner, title=title)
    return collection, add_claims(collection, claims, owner)


@transaction.atomic
def add_claims(collection: Collection, claims: Iterable[int], by: User) -> int:
    """At the end, in the order given, those that are there already aside; how many came. Raises TooMany.

    What was taken out before comes back with its note; for a claim that was continued on a newer text, that one comes.
    """
    held = _locked(collection)
    wanted = list(dict.fromkeys(latest_of(claims).values()))
    known = {item.claim_id: item for item in held.items.filter(claim__in=wanted)}
    coming = [pk for pk in wanted if pk not in known or known[pk].removed_at]
    if held.items.standing().count() + len(coming) > MOST:
        raise TooMany(f"A collection holds {MOST} claims at most: begin another one.")
    last = held.items.aggregate(last=Max("number"))["last"] or 0
    for number, pk in enumerate(coming, last + 1):
        if pk in known:
            held.items.filter(pk=known[pk].pk).update(number=number, added_by=by, removed_at=None)
        else:
            held.items.create(claim_id=pk, number=number, added_by=by)
    return len(coming)


def latest_of(claims: Iterable[int]) -> dict[int, int]:
    """For each claim that exists the one that continues it on the newest text, or itself."""
    found = {pk: pk for pk in Claim.objects.filter(pk__in=list(claims)).values_list("pk", flat=True)}
    found = {pk: pk for pk in claims if pk in found}
    while True:
        older = Claim.objects.filter(continues__in=found.values()).values_list("continues", "pk")
        following: dict[int | None, int] = dict(older)
        if not following:
            return found
        found = {pk: following.get(last, last) for pk, last in found.items()}


def write_note(item: CollectionItem, version: int, note: str) -> None:
    """Raises StaleForm where `version` is no longer the note's."""
    with transaction.atomic():
        known = CollectionItem.objects.filter(pk=item.pk, version=version)
        if not known.update(note=note, version=F("version") + 1):
            raise StaleForm
        _touch(item.collection_id)


@transaction.atomic
def move(item: CollectionItem, by: int) -> None:
    """Up (-1) or down (1) by one place; at either end nothing happens."""
    held = _locked(item.collection)
    items = list(held.items.standing())
    place = next((number for number, one in enumerate(items) if one.pk == item.pk), None)
    if place is None or not 0 <= place + by < len(items):
        return
    items[place], items[place + by] = items[place + by], items[place]
    for number, one in enumerate(items, 1):
        one.number = number
    CollectionItem.objects.bulk_update(items, ["number"])


@transaction.atomic
def take_out(item: CollectionItem) -> None:
    _locked(item.collection)
    CollectionItem.objects.filter(pk=item.pk, removed_at__isnull=True).update(removed_at=timezone.now())


@transaction.atomic
def put_back(item: CollectionItem) -> None:
    """Where it stood. Raises TooMany."""
    held = _locked(item.collection)
    if held.items.standing().count() >= MOST:
        raise TooMany(f"A collection holds {MOST} claims at most: take another one out first.")
    CollectionItem.objects.filter(pk=item.pk).update(removed_at=None)


def _locked(collection: Collection) -> Collection:
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    _touch(held.pk)
    return held


def _touch(collection: int) -> None:
    Collection.objects.filter(pk=collection).update(updated_at=timezone.now())
