"""What an undo of an import would do with each article: remove it, turn it back, or leave it, and why.

One definition for the preview and for the undo itself: expressions over the job's rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from claims.models import Claim, Link, Report, Review, WholeReading
from sources.models import ImportRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from sources.models import Article, ImportJob

__all__ = ["CREATED", "TAKEN", "Preview", "judged", "preview", "rows_to_undo"]

CREATED = ("created", "copies")
CHANGED = (*CREATED, "updated")
TAKEN_DOWN = "taken down meanwhile"
REVIEWED = "a person decided about one of its claims"
WHOLE = "a person said that no claim of it is missing"
REPORTED = "a person reported one of its claims"
PLACED = "a person decided about a claim’s place on a timeline"
ADDED = "a person added one of its claims"
LATER = "changed by a later import"
TAKEN = "its earlier address or id is another article’s now"
SHOWN = 20


@dataclass
class Preview:
    removed: int = 0
    reverted: int = 0
    left: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    articles: Sequence[tuple[Article, str]] = ()
    """Some of those that would be left, each with its reason."""


def preview(job: ImportJob) -> Preview:
    rows = judged(job, rows_to_undo(job))
    counted: Counter[tuple[bool, str]] = Counter()
    for outcome, reason, number in rows.order_by().values_list("outcome", "reason").annotate(number=Count("pk")):
        counted[outcome in CREATED, reason] += number
    reasons: Counter[str] = Counter()
    for (_, reason), number in counted.items():
        if reason:
            reasons[reason] += number
    left = rows.exclude(reason="").select_related("article__outlet").order_by("row")[:SHOWN] if reasons else ()
    return Preview(
        removed=counted[True, ""],
        reverted=counted[False, ""],
        left=reasons.total(),
        reasons=dict(reasons.most_common()),
        articles=[(row.article, row.reason) for row in left],
    )


def rows_to_undo(job: ImportJob) -> QuerySet[ImportRow]:
    """For each article that the job made or changed its first row, unless it was undone before."""
    earlier = ImportRow.objects.filter(
        job=job, article=OuterRef("article"), outcome__in=CHANGED, row__lt=OuterRef("row")
    )
    rows = job.rows.filter(outcome__in=CHANGED, article__isnull=False).exclude(before__has_key="undone")
    return rows.exclude(Exists(earlier))


def judged(job: ImportJob, rows: QuerySet[ImportRow]) -> QuerySet[Any]:
    """With `reason`: why the article is left; empty where the row can be undone."""
    made = Q(outcome__in=CREATED)
    came = _came(job)
    later = ImportRow.objects.filter(article=OuterRef("article"), outcome="updated").exclude(before__has_key="undone")
    later = later.exclude(job=job)
    stands_on_it = Q(Exists(came(1))) & ~Q(article__latest__in=Subquery(came(1)))

    def has(found: QuerySet[Any], snapshot: str) -> Q:
        """Something on any text of an article that was made; of one that was changed, on the texts that came."""
        anywhere = found.filter(**{f"{snapshot}__article": OuterRef("article")})
        on_these = found.filter(**{f"{snapshot}__in": Subquery(came(2))})
        return (made & Q(Exists(anywhere))) | (~made & Q(Exists(on_these)))

    return rows.annotate(
        reason=Case(
            When(article__removed_at__isnull=False, then=Value(TAKEN_DOWN)),
            When(has(Review.objects.all(), "claim__snapshot"), then=Value(REVIEWED)),
            When(has(WholeReading.objects.in_force(), "snapshot"), then=Value(WHOLE)),
            When(has(Report.objects.all(), "claim__snapshot"), then=Value(REPORTED)),
            When(has(Link.objects.exclude(state=Link.State.PROPOSED), "claim__snapshot"), then=Value(PLACED)),
            When(
                has(Claim.objects.filter(extraction__isnull=True, continues__isnull=True), "snapshot"),
                then=Value(ADDED),
            ),
            When(
                (made & Q(Exists(later))) | (~made & (Q(Exists(later.filter(pk__gt=OuterRef("pk")))) | stands_on_it)),
                then=Value(LATER),
            ),
            default=Value(""),
        )
    )


def _came(job: ImportJob) -> Any:
    """The texts that the job brought for the row's article; `depth`: in how many queries the subquery stands."""

    def came(depth: int) -> QuerySet[Any]:
        article: Any = OuterRef("article")
        for _ in range(depth - 1):
            article = OuterRef(article)
        rows = job.rows.filter(article=article, outcome="updated", before__has_key="snapshot")
        return rows.annotate(came=Cast(KT("before__snapshot"), BigIntegerField())).values("came")

    return came
