"""Rows of a file into articles, with an outcome for each, in one transaction together with the job's counts."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Model

from sources.models import ImportAddress, ImportJob, ImportProblem, ImportRow
from sources.readers.records import RAW, excerpt
from sources.services.bells import ring_after_commit
from sources.services.bulk import copy_rows
from sources.services.records import Incoming, RejectedError, address, check
from sources.services.store import Outcome, store
from sources.texts import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sources.readers import Row

ADDRESS_FORMATS = ("feed", "sitemap", "urls")
TABLES = ("csv", "xlsx")
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Batch:
    """Rows that were read, each checked, refused, or known by its address only."""

    rows: list[Row] = field(default_factory=list)
    incoming: list[Incoming] = field(default_factory=list)
    refused: list[tuple[Row, RejectedError]] = field(default_factory=list)
    addresses: list[tuple[Row, str]] = field(default_factory=list)


def import_rows(job: ImportJob, rows: Sequence[Row]) -> Counter[str]:
    """Store rows that are counted as read already, and count what became of them; the page of an address is one.

    Runs in a transaction, the caller's if there is one.
    """
    options = {**job.options, "fetch": False}
    with transaction.atomic():
        held = ImportJob.objects.select_for_update().get(pk=job.pk)  # before the writer's lock, as everybody does
        outcomes = store_batch(held, sort_out(rows, options))
        count(held.pk, outcomes)
    return outcomes


def reject_row(job: ImportJob, row: Row, error: RejectedError) -> None:
    """One more rejected row, counted. Runs in the caller's transaction."""
    problem(job, row, error).save()
    count(job.pk, Counter(rejected=1))


def sort_out(rows: Iterable[Row], options: Mapping[str, Any], format: str = "") -> Batch:
    """Pure: no database."""
    batch = Batch()
    for row in rows:
        batch.rows.append(row)
        if row.problem:
            batch.refused.append((row, RejectedError(row.problem.reason, row.problem.advice)))
            continue
        try:
            if to_fetch(row, options, format):
                batch.addresses.append((row, address(row.record or {}, options)))
            else:
                batch.incoming.append(check(row, options))
        except RejectedError as error:
            batch.refused.append((row, error))
    return batch


def to_fetch(row: Row, options: Mapping[str, Any], format: str) -> bool:
    """The row has an address and no text, and the file is of a kind where the text is to be found there."""
    record = row.record or {}
    if not record.get("url") or (record.get("text") or "").strip():
        return False
    return bool(options.get("fetch")) or format in ADDRESS_FORMATS or (format in TABLES and "text" not in record)


def store_batch(job: ImportJob, batch: Batch, *, rehearsed: bool = False) -> Counter[str]:
    """Articles, and what became of each row. Runs inside the caller's transaction, which counts. `rehearsed`: into
    shadow tables, where nobody else writes; no bell rings."""
    outcomes = stored(batch.incoming, job, alone=not rehearsed) if batch.incoming else []
    refused = [*batch.refused, *((outcome.row.row, outcome.error) for outcome in outcomes if outcome.error)]
    taken = [outcome for outcome in outcomes if not outcome.error]
    write_rows(job, taken)
    write_problems(job, refused)
    write_addresses(job, batch.addresses)
    if not rehearsed:
        ring_bells(job, batch, taken)
    return Counter(rejected=len(refused)) + Counter(outcome.name for outcome in taken)


def ring_bells(job: ImportJob, batch: Batch, taken: Sequence[Outcome]) -> None:
    if any(outcome.name != "unchanged" for outcome in taken):
        ring_after_commit("claims.extract")
    if batch.addresses:
        ring_after_commit("sources.fetch", job.pk)


def stored(rows: Sequence[Incoming], job: ImportJob, *, alone: bool) -> list[Outcome]:
    """What cannot be stored of a set of rows is tried row by row, so that a bad one costs itself only. A database that
    is gone or full is the caller's affair."""
    try:
        with transaction.atomic():
            return store(rows, job, alone=alone)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("rows_failed", job=job.pk, rows=len(rows))
        if len(rows) > 1:
            return [outcome for row in rows for outcome in stored([row], job, alone=alone)]
        reason = f"The row could not be stored: {type(error).__name__}: {error}"[:1000]
        return [Outcome("rejected", rows[0], error=RejectedError(reason, "Report this row."))]


def write_rows(job: ImportJob, outcomes: Sequence[Outcome]) -> None:
    values = ((job.pk, o.row.row.number, o.name, o.draft.article.pk, as_json(o.before)) for o in outcomes if o.draft)
    copy_rows(ImportRow, ("job", "row", "outcome", "article", "before"), values)


def as_json(before: dict[str, Any]) -> str | None:
    """Foreign keys as ids, times in ISO 8601; the key of an address follows from the address."""
    if not before:
        return None
    return json.dumps({name: plain(value) for name, value in before.items() if name != "url_key"})


def plain(value: Any) -> Any:
    match value:
        case Model():
            return value.pk
        case dt.date():
            return value.isoformat()
        case _:
            return value


def write_problems(job: ImportJob, refused: Iterable[tuple[Row, RejectedError]]) -> None:
    ImportProblem.objects.bulk_create(problem(job, row, error) for row, error in refused)


def problem(job: ImportJob, row: Row, error: RejectedError) -> ImportProblem:
    found = ImportProblem(
        job=job,
        row=row.number,
        line=row.line,
        member=normalise(row.member),
        reason=normalise(error.reason),
        advice=error.advice,
    )
    if not error.secret:
        found.excerpt = normalise(row.excerpt or excerpt(row.raw))
        found.raw = normalise(row.raw[:RAW])
        found.cells = row.cells and [normalise(cell[:RAW]) for cell in row.cells]
        found.record = row.record and {name: normalise(value[:RAW]) for name, value in row.record.items()}
    return found


def write_addresses(job: ImportJob, addresses: Iterable[tuple[Row, str]]) -> None:
    ImportAddress.objects.bulk_create(
        ImportAddress(
            job=job,
            row=row.number,
            line=row.line,
            url=url,
            host=urlsplit(url).netloc[:253],
            record={name: normalise(value) for name, value in (row.record or {}).items() if value},
        )
        for row, url in addresses
    )


def count(job_id: int, outcomes: Counter[str]) -> None:
    if outcomes:
        ImportJob.objects.filter(pk=job_id).update(**{name: F(name) + number for name, number in outcomes.items()})
