"""The log as lines of a table; as JSON with the recorded states too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.models.reviews import TARGETS
from claims.outputs.tables import Column, documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.models import Review
    from claims.models.reviews import ReviewQuerySet

__all__ = ["log_columns", "log_documents", "log_records"]

BATCH = 2_000


def log_records(reviews: ReviewQuerySet) -> Iterator[Review]:
    return reviews.select_related("by", "undone_by").iterator(chunk_size=BATCH)


def log_columns(site: str) -> list[Column[Review]]:
    return [
        Column("decision", lambda review: review.pk),
        Column("address", lambda review: f"{site}/log/{review.pk}/"),
        Column("at", lambda review: review.at.isoformat(timespec="seconds")),
        Column("by", lambda review: review.by.get_username()),
        Column("action", lambda review: review.action),
        Column("about", _kind),
        Column("key", lambda review: getattr(review, f"{_kind(review)}_id")),
        Column("fields", lambda review: review.fields),
        Column("note", lambda review: review.note),
        Column("undoes", lambda review: review.undoes_id),
        Column("undone_by", lambda review: undo.pk if (undo := getattr(review, "undone_by", None)) else None),
        Column("together", lambda review: str(review.together or "")),
    ]


def log_documents(site: str, reviews: Iterable[Review]) -> Iterator[dict[str, Any]]:
    columns = log_columns(site)
    for review in reviews:
        yield {**next(documents(columns, [review])), "before": review.before, "after": review.after}


def _kind(review: Review) -> str:
    return next(target for target in TARGETS if getattr(review, f"{target}_id"))
