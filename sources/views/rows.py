"""What became of the rows of an import, outcome by outcome, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, F, Func, Value
from django.http import Http404

from sources.models import ImportJob
from sources.views.numbers import number

if TYPE_CHECKING:
    from django.http import HttpRequest

    from sources.models import ImportProblem

ROWS = 100
REASONS = 12
FIELDS = {
    "title": "title",
    "byline": "byline",
    "url": "address",
    "external_id": "id",
    "outlet": "outlet",
    "published_at": "date",
    "snapshot": "text",
}


def context(request: HttpRequest, job: ImportJob) -> dict[str, Any]:
    """The rows of the outcome that is asked for; rejected ones unless another is."""
    outcome = request.GET.get("outcome") or ("rejected" if has_problems(job) else first_outcome(job))
    if outcome and outcome not in ImportJob.OUTCOMES:
        raise Http404
    found = {"outcome": outcome, "counted": getattr(job, outcome) if outcome else 0}
    if outcome == "rejected":
        return found | rejected(request, job)
    return found | taken(request, job, outcome)


def has_problems(job: ImportJob) -> bool:
    return job.problems.exists()


def first_outcome(job: ImportJob) -> str:
    return next((name for name in ImportJob.OUTCOMES if getattr(job, name)), "")


def taken(request: HttpRequest, job: ImportJob, outcome: str) -> dict[str, Any]:
    rows = job.rows.filter(outcome=outcome, row__gt=number(request, "after")).order_by("row")
    page = list(rows.select_related("article__outlet", "article__copy_of")[: ROWS + 1]) if outcome else []
    changed = {row.pk: changes(row.before) for row in page if row.before}
    return {
        "rows": [(row, changed.get(row.pk, "")) for row in page[:ROWS]],
        "following": page[ROWS - 1].row if len(page) > ROWS else None,
    }


def changes(before: dict[str, Any]) -> str:
    return ", ".join(told for name, told in FIELDS.items() if name in before)


def rejected(request: HttpRequest, job: ImportJob) -> dict[str, Any]:
    kind = request.GET.get("reason", "")
    problems = job.problems.annotate(kind=kind_of_reason())
    groups = list(
        problems.order_by().values("kind").annotate(rows=Count("pk")).order_by("-rows", "kind")[: REASONS + 1]
    )
    if kind:
        problems = problems.filter(kind=kind)
    page: list[ImportProblem] = list(problems.filter(row__gt=number(request, "after")).order_by("row")[: ROWS + 1])
    return {
        "problems": page[:ROWS],
        "following": page[ROWS - 1].row if len(page) > ROWS else None,
        "reasons": groups[:REASONS],
        "more_reasons": len(groups) > REASONS,
        "reason": kind,
        "has_lines": any(problem.line for problem in page),
        "has_members": any(problem.member for problem in page),
    }


def kind_of_reason() -> Func:
    """The reason without what it quotes, so that “13/13/2024” and “soon” are refused for one reason."""
    return Func(
        F("reason"),
        Value("“[^”]*”"),
        Value("“…”"),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
