"""What a person saves and follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from actors.models import Actor
from claims.models import Claim, SavedSearch

if TYPE_CHECKING:
    from claims.models import Story

__all__ = [
    "LONGEST_NAME",
    "LONGEST_QUERY",
    "MOST",
    "TooMuch",
    "change_search",
    "follow",
    "follow_query",
    "open_search",
    "save_search",
]

MOST = 100
"""Searches that one person may keep."""
LONGEST_NAME = 100
LONGEST_QUERY = 2000


class TooMuch(ValueError):
    """Says what is too much, as a sentence."""


@transaction.atomic
def save_search(owner: User, name: str, query: str) -> tuple[SavedSearch, bool]:
    """The search, and whether it is new: the same one is saved once. Raises TooMuch."""
    if len(query) > LONGEST_QUERY:
        raise TooMuch(f"This search is too long to be saved: {LONGEST_QUERY:,} characters are the most.")
    User.objects.select_for_update().get(pk=owner.pk)  # two tabs at once
    mine = SavedSearch.objects.of(owner)
    if known := mine.filter(query=query).first():
        return known, False
    if mine.count() >= MOST:
        raise TooMuch(f"You have saved {MOST} searches, which is the most: delete one first.")
    newest = newest_key()
    return mine.create(owner=owner, name=name[:LONGEST_NAME], query=query, seen=newest, told=newest), True


def follow(owner: User, what: Actor | Story) -> tuple[SavedSearch, bool]:
    """New claims of the actor or the story stand on the home page from now on. Raises TooMuch."""
    return save_search(owner, str(what), follow_query(what))


def follow_query(what: Actor | Story) -> str:
    return f"{'who' if isinstance(what, Actor) else 'story'}={what.slug}"


def change_search(search: SavedSearch, name: str, alert: str) -> None:
    """Digests begin with what comes after this."""
    if search.alert == SavedSearch.Alert.NONE != alert:
        search.told = newest_key()
    search.name, search.alert = name, alert
    search.save(update_fields=["name", "alert", "told"])


def open_search(search: SavedSearch) -> None:
    """What is there now is not new the next time."""
    SavedSearch.objects.filter(pk=search.pk).update(seen=newest_key(), opened_at=timezone.now())


def newest_key() -> int:
    newest: int | None = Claim.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0
