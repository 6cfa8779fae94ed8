"""A list of claims as a page shows it: what it is narrowed by, in words; its choices, its count, its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from claims.in_sentences import in_sentences
from claims.listing.criteria import ClaimForm
from claims.listing.facets import CEILING, Choice, Tally, tally
from claims.listing.paging import BadCursor, Cursors, Page, page_of
from claims.listing.places import read_places
from claims.listing.sentence import Term, terms_of, written

if TYPE_CHECKING:
    from django.http import QueryDict

    from claims.listing.paging import Place

__all__ = ["Facet", "Listing", "Option", "Term", "list_claims"]

FACETS = {
    "speaker": "Speaker",
    "behalf": "On behalf of",
    "position": "Position",
    "story": "Story",
    "event": "Event",
    "outlet": "Outlet",
    "kind": "Kind",
    "cue": "Cue",
    "state": "State",
}
TAB = "tab"
"""A page's own parameter, which its links keep."""
TYPED = ("q", "speaker", "behalf", "since", "until", "meant_since", "meant_until", "confidence", "doubtful")


@dataclass(frozen=True, slots=True)
class Option:
    choice: Choice
    query: str
    """The list with this choice, or without it where it is chosen."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> bool:
        return any(option.chosen for option in self.options)


@dataclass
class Listing:
    """What is listed is read when it is asked for."""

    form: ClaimForm
    asked: QueryDict
    """The query string without blanks and cursor."""
    fixed: dict[str, Any]
    """Criteria that the page itself sets: the actor of an actor's page."""
    errors: list[str] = field(default_factory=list)
    cursors: Cursors = field(default_factory=Cursors)

    @cached_property
    def values(self) -> dict[str, Any]:
        return {**self.form.cleaned_data, **self.fixed}

    @cached_property
    def tally(self) -> Tally:
        if self.errors:
            return Tally(0)
        names = [name for name in FACETS if name not in self.fixed]
        return tally(self.values, names, self.cursors)

    @property
    def count(self) -> int:
        """At most `ceiling` + 1."""
        return self.tally.total

    @cached_property
    def page(self) -> Page:
        if self.errors:
            return Page([])
        page = page_of(self._places, self.cursors, self.values.get("q", ""))
        in_sentences(page.claims)
        return page

    @property
    def capped(self) -> bool:
        return self.count > CEILING

    @property
    def ceiling(self) -> int:
        return CEILING

    @property
    def narrowed(self) -> bool:
        return bool(self.terms)

    @property
    def by_rank(self) -> bool:
        return self.values.get("sort") == "relevance"

    @cached_property
    def terms(self) -> list[Term]:
        """In the order in which a sentence has them."""
        return terms_of(self.form, lambda name: self.with_(**{name: ""}))

    @property
    def leading(self) -> list[Term]:
        """Those that stand before the noun: “proposed claims”."""
        return [term for term in self.terms if not term.before]

    @property
    def trailing(self) -> list[Term]:
        return [term for term in self.terms if term.before]

    @property
    def sentence(self) -> str:
        return written(self.terms)

    @property
    def facets(self) -> list[Facet]:
        return [
            Facet(name, FACETS[name], [self._option(name, choice) for choice in choices])
            for name, choices in self.tally.choices.items()
        ]

    @property
    def following(self) -> str:
        return self.with_(after=self.page.following) if self.page.following else ""

    @property
    def preceding(self) -> str:
        return self.with_(before=self.page.preceding) if self.page.preceding else ""

    @property
    def first(self) -> str:
        return self.with_()

    @property
    def newest(self) -> str:
        return self.with_(sort="")

    @property
    def best(self) -> str:
        return self.with_(sort="relevance")

    @property
    def proposed(self) -> str:
        return self.with_(state="proposed")

    @property
    def doubtful(self) -> str:
        return self.with_(doubtful="1")

    @property
    def reported(self) -> str:
        return self.with_(reported="1")

    @property
    def always(self) -> str:
        """Whatever the day."""
        return self.with_(since="", until="")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of typed filters sends along: the choices that are links."""
        return [(name, str(self.asked[name])) for name in self.asked if name not in TYPED]

    def with_(self, **changes: str) -> str:
        """The query string with some parameters changed, at its first page; “?” where nothing is left."""
        kept = [pair for pair in self.asked.items() if pair[0] not in changes]
        return f"?{urlencode([*kept, *((name, value) for name, value in changes.items() if value)])}"

    def _places(self, cursors: Cursors) -> list[Place]:
        if cursors == self.cursors and self.tally.places is not None:
            return self.tally.places
        return read_places(self.values, cursors, few=not self.capped)

    def _option(self, name: str, choice: Choice) -> Option:
        chosen = self.values.get(name)
        is_chosen = bool(chosen) and _written(chosen) == choice.value
        return Option(choice, self.with_(**{name: "" if is_chosen else choice.value}), is_chosen)


def list_claims(query: QueryDict, **fixed: Any) -> Listing:
    """What the query string asks for. Wrong parameters list nothing and stand in `errors`, each as a sentence."""
    asked = query.copy()
    for name in list(asked):
        if name not in (*ClaimForm.base_fields, TAB) or name in fixed or not str(asked[name]).strip():
            del asked[name]
    form = ClaimForm(asked)
    listing = Listing(form, asked, fixed)
    if not form.is_valid():
        listing.errors = [str(error) for errors in form.errors.values() for error in errors]
        return listing
    try:
        listing.cursors = Cursors.read(query.get("after", ""), query.get("before", ""), by_rank=listing.by_rank)
    except BadCursor:
        listing.errors = ["This address does not name a page of the list; start at its first page."]
    return listing


def _written(value: Any) -> str:
    """As the query string holds it."""
    return str(getattr(value, "slug", None) or getattr(value, "pk", value))
