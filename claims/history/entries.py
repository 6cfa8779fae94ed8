"""Decisions as a history shows them, each with what it changed and whether it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from actors.models import Actor, Position
from claims.history.changes import changes_of
from claims.history.names import names_in
from claims.models import Claim, Event, Review, Story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

    from claims.history.changes import Change
    from claims.models.reviews import ReviewQuerySet

__all__ = ["Entry", "address_of", "can_be_undone", "entries_of", "name_of", "reviews_about", "with_what_is_told"]

Action = Review.Action
FIELDS = {
    "spans": "the words",
    "speaker": "who speaks",
    "date": "the day",
    "event": "what it is about",
    "edtf": "the date",
    "wikidata": "the Wikidata id",
    "merged_into": "the merger",
}
ASIDE = ("claim", "actor", "event__story", "position__holder", "position__organization", "position__office", "story")


@dataclass(frozen=True, slots=True)
class Entry:
    review: Review
    who: str
    did: str
    """“corrected who speaks”."""
    changes: list[Change]
    others: int
    """So many other decisions in force were made together with it, and are undone with it."""
    undone_by: str
    """A name; empty where the decision stands."""
    undoable: bool


def reviews_about(thing: Claim | Actor | Event | Position | Story) -> ReviewQuerySet:
    """Those about it and about what is part of it: an actor's positions and what was merged into it, a story's events,
    the claims that a claim continues."""
    match thing:
        case Claim():
            chain = [thing.pk]
            while thing.continues:
                thing = thing.continues
                chain.append(thing.pk)
            found = Q(claim__in=chain)
        case Actor():
            mine = Actor.objects.filter(Q(pk=thing.pk) | Q(canonical=thing)).values("pk")
            found = Q(actor__in=mine) | Q(position__holder__in=mine)
        case Story():
            found = Q(story=thing) | Q(event__story=thing)
        case Event():
            found = Q(event=thing)
        case Position():
            found = Q(position=thing)
    return Review.objects.filter(found).newest_first()


def with_what_is_told(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """By queries for what is there: fifteen tables joined took the database longer to plan than to read."""
    return reviews.select_related("by").prefetch_related("undoes__by", "undone_by__by", *ASIDE)


def entries_of(reviews: Iterable[Review]) -> list[Entry]:
    """In their order; of reviews read `with_what_is_told` with a number of queries that does not depend on theirs."""
    found = list(reviews)
    names, together = names_in(found), _together(found)
    return [
        Entry(
            review,
            name_of(review.by),
            _did(review),
            changes_of(review, names),
            max(0, together.get(review.together, 0) - 1) if review.together else 0,
            name_of(undo.by) if (undo := getattr(review, "undone_by", None)) else "",
            can_be_undone(review),
        )
        for review in found
    ]


def can_be_undone(review: Review) -> bool:
    """As far as the decision itself tells; a claim, or another decision, can still stand against it."""
    return review.action not in (Action.UNDO, Action.NOTE) and not getattr(review, "undone_by", None)


def address_of(review: Review) -> str:
    """The page of what it is about; of a position its holder's."""
    thing = review.position.holder if review.position else review.thing
    assert not isinstance(thing, Position)  # noqa: S101 - for the type checker
    return thing.get_absolute_url()


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _did(review: Review) -> str:
    match review.action:
        case Action.CORRECT if review.fields == ["distinct"]:
            return "told it apart"
        case Action.CORRECT if review.fields:
            return f"corrected {_enumerated([FIELDS.get(field, f'the {field}') for field in review.fields])}"
        case Action.UNDO if review.undoes:
            what = review.undoes.get_action_display()
            return f"undid what {name_of(review.undoes.by)} {what}"
    return str(review.get_action_display())


def _enumerated(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def _together(reviews: list[Review]) -> dict[object, int]:
    """How many decisions in force each set has."""
    sets = {review.together for review in reviews if review.together}
    if not sets:
        return {}
    counted = Review.objects.in_force().filter(together__in=sets).order_by().values_list("together")
    return dict(counted.annotate(number=Count("pk")))
