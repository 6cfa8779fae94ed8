"""Saved searches as they are read: what each asks for, and what is new in it. As many queries for forty as for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Value
from django.http import QueryDict

from actors.models import Actor
from claims.listing import Listing
from claims.listing.criteria import ActorField, ClaimForm, listed_by
from claims.models import ListedClaim, SavedSearch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from claims.models import ListedClaimQuerySet

__all__ = ["MOST_NEW", "Entry", "canonical", "entries_of", "followed_keys", "with_news"]

MOST_NEW = 99
"""Counting what is new stops here."""


@dataclass(slots=True)
class Entry:
    search: SavedSearch
    listing: Listing
    """With its sentence, and `errors` where something that it names is gone."""
    new: int = 0
    """Claims since it was last opened, MOST_NEW + 1 at most."""

    @property
    def claims(self) -> ListedClaimQuerySet:
        return listed_by(self.listing.values) if not self.listing.errors else ListedClaim.objects.none()


def canonical(form: ClaimForm) -> str:
    """The one query string for what a valid form asks: names in the form's order, actors by their slugs."""
    query = QueryDict(mutable=True)
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if value and (name, value) != ("sort", "newest"):
            query[name] = str(getattr(value, "slug", None) or getattr(value, "pk", value))
    return query.urlencode()


def entries_of(searches: Sequence[SavedSearch]) -> list[Entry]:
    queries = [QueryDict(search.query) for search in searches]
    known = {name: _known(field, {query.get(name, "") for query in queries}) for name, field in _fields_of_rows()}
    return [Entry(search, _listing(query, known)) for search, query in zip(searches, queries, strict=True)]


def with_news(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The same entries, what is new in them counted."""
    by_key = {entry.search.pk: entry for entry in entries}
    later = {
        entry.search.pk: entry.claims.filter(pk__gt=entry.search.seen).order_by()
        for entry in entries
        if not entry.listing.errors
    }
    for key, _, _ in _together(later, MOST_NEW + 1):
        by_key[key].new += 1
    return entries


def followed_keys(person: AbstractBaseUser | AnonymousUser, most: int) -> list[int] | None:
    """The newest claims of the actors and stories that the person follows, each once; None who follows nothing."""
    searches = list(SavedSearch.objects.of(person).followed())
    if not searches:
        return None
    newest = {
        entry.search.pk: entry.claims.newest_first() for entry in entries_of(searches) if not entry.listing.errors
    }
    found = {(day, claim) for _, claim, day in _together(newest, most)}
    return [claim for _, claim in sorted(found, reverse=True)[:most]]


def _together(lists: dict[int, ListedClaimQuerySet], most: int) -> Iterable[tuple[int, int, date]]:
    """Up to `most` claims of each list: the list's key, the claim's and its day, in one query."""
    parts: list[Any] = [
        claims.annotate(list_key=Value(key)).values_list("list_key", "pk", "day")[:most]
        for key, claims in lists.items()
    ]
    if not parts:
        return []
    rows: Iterable[tuple[int, int, date]] = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return rows


def _fields_of_rows() -> Iterable[tuple[str, forms.Field]]:
    """Fields whose values are rows of the database, each of which would ask for its own."""
    return [
        (name, field)
        for name, field in ClaimForm.base_fields.items()
        if isinstance(field, ActorField | forms.ModelChoiceField)
    ]


def _known(field: forms.Field, values: set[str]) -> dict[str, Model]:
    wanted = values - {""}
    if not wanted:
        return {}
    if isinstance(field, forms.ModelChoiceField):
        name = field.to_field_name or "pk"
        if name == "pk":
            wanted = {value for value in wanted if value.isdecimal() and len(value) < 19}
        rows = field.queryset.filter(**{f"{name}__in": wanted})  # type: ignore[union-attr]
        return {str(getattr(row, name)): row for row in rows}
    return {**Actor.objects.by_slugs(wanted)}


class _KnownField(forms.Field):
    """One of rows that were fetched before."""

    def __init__(self, name: str, rows: dict[str, Model]) -> None:
        super().__init__(required=False)
        self.name, self.rows = name, rows

    def clean(self, value: Any) -> Model | None:
        if value and value not in self.rows:
            raise ValidationError(f"The {self.name} “{value}” is not there any more.")
        return self.rows.get(value)


def _listing(query: QueryDict, known: dict[str, dict[str, Model]]) -> Listing:
    form = ClaimForm(query)
    for name, rows in known.items():
        form.fields[name] = _KnownField("actor" if isinstance(form.fields[name], ActorField) else name, rows)
    form.fields["q"] = forms.CharField(required=False)  # its words were tried when it was saved
    listing = Listing(form, query, {})
    listing.errors = [f"There is no filter “{name}” any more." for name in query if name not in form.fields]
    if not form.is_valid():
        listing.errors += [str(error) for errors in form.errors.values() for error in errors]
    return listing
