"""Fetch the pages of rows that carry an address and no text, and import each as the row that it is."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from config.leases import MAX_ATTEMPTS, WorkState, heartbeat
from sources import pages
from sources.fetching import FetchError
from sources.models import Host, ImportAddress, ImportJob
from sources.readers import Row, UnreadableError, read
from sources.services.import_rows import import_rows, reject_row
from sources.services.phases import Phase, advance
from sources.services.records import RejectedError
from sources.services.web import polite_get, take_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.leases import WorkQuerySet
    from sources.fetching import Answer

LARGEST = pages.LARGEST
SOON = timedelta(seconds=1)
AT_ONCE = 8  # hosts that one worker asks at the same time
PAUSES = (timedelta(minutes=1), timedelta(minutes=10))  # after the first failure that may pass, and the second
FETCHED_IN = (Phase.IMPORTING, Phase.RETRYING, Phase.FETCHING)
TEXTS = {"text/plain": "page.txt", "text/markdown": "page.md"}
log = structlog.get_logger(__name__)


def fetch_due(seconds: float, at_once: int = AT_ONCE) -> bool:
    """Work off due addresses of all jobs, each host's one after the other, for about so many seconds. Whether more
    are due now; those that wait longer than a second are the sweep's."""
    until = time.monotonic() + seconds
    if at_once == 1:
        fetch_until(until)
    else:
        with ThreadPoolExecutor(at_once) as pool:
            for done in [pool.submit(in_thread, until) for _ in range(at_once)]:
                done.result()
    return ready(SOON).exists()


def in_thread(until: float) -> None:
    with closing(connection):
        fetch_until(until)


def fetch_until(until: float) -> None:
    while time.monotonic() < until:
        if address := take():
            with heartbeat([address]):
                fetch_one(address)
        elif ready(SOON).exists():
            time.sleep(0.1)  # the hosts have their pause
        else:
            return


def waiting() -> WorkQuerySet[ImportAddress]:
    """All that are to be fetched, some day, unless a person says otherwise."""
    jobs = ImportJob.objects.filter(paused=False, phase__in=FETCHED_IN)
    return ImportAddress.objects.due().filter(job__in=jobs)


def ready(within: timedelta = timedelta(0)) -> WorkQuerySet[ImportAddress]:
    """Those that may be asked for by then, as far as their hosts and earlier failures go."""
    then = timezone.now() + within
    resting = Host.objects.filter(name=OuterRef("host"), not_before__gt=then)
    return waiting().filter(Q(not_before__isnull=True) | Q(not_before__lte=then)).exclude(Exists(resting))


def take() -> ImportAddress | None:
    """An address whose turn at its host is ours. One that was tried too often is rejected."""
    taken = ready().take(1)
    reject_set_aside()
    if not taken:
        return None
    (address,) = taken
    later = take_turn(address.host)
    if later is None:
        return address
    # Somebody else was quicker; this was no attempt.
    ImportAddress.objects.filter(pk=address.pk, state=WorkState.RUNNING, attempts=address.attempts).update(
        state=WorkState.WAITING, attempts=address.attempts - 1, lease_until=None, not_before=later
    )
    return None


def fetch_one(address: ImportAddress) -> None:
    try:
        row = fetched(address)
    except FetchError as error:
        if error.passing and address.attempts < MAX_ATTEMPTS:
            try_later(address, error)
        else:
            settle(address, RejectedError(error.reason, error.advice))
    except (pages.PageError, UnreadableError) as error:
        settle(address, RejectedError(error.reason, error.advice))
    except Exception as error:
        log.exception("fetch_failed", address=address.pk)
        ImportAddress.objects.fail(address, error)
        reject_set_aside()
    else:
        settle(address, row)


def fetched(address: ImportAddress) -> Row:
    """The row with the page's text, and with what the page says where the file says nothing. Raises FetchError,
    PageError, UnreadableError."""
    with closing_body(polite_get(address.url, LARGEST)) as answer:
        record = page_record(answer, address.url)
    known = {name: value for name, value in address.record.items() if value and name != "url"}
    if "published" in known:
        record.pop("published_from", None)
    return Row(address.row, address.line, record={**record, **known}, excerpt=address.url, raw=address.url)


def page_record(answer: Answer, url: str) -> dict[str, str]:
    kind = answer.content_type
    if kind in TEXTS:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / TEXTS[kind]
            file.write_bytes(answer.body.read())
            with read(file, file.name) as reading:
                row = next(reading.rows)
        if row.problem:
            raise UnreadableError(row.problem.reason, row.problem.advice)
        return {"url": url, **{name: value for name, value in (row.record or {}).items() if value}}
    page = pages.extract(answer.body.read(), answer.url, answer.headers.get("content-type", ""))
    given = {name: getattr(page, name) for name in ("text", "title", "byline", "outlet", "published", "published_from")}
    return {"url": page.url or url, **{name: value for name, value in given.items() if value}}


def try_later(address: ImportAddress, error: FetchError) -> None:
    pause = timedelta(seconds=error.wait) if error.wait else PAUSES[min(address.attempts, len(PAUSES)) - 1]
    ImportAddress.objects.filter(pk=address.pk, state=WorkState.RUNNING, attempts=address.attempts).update(
        state=WorkState.WAITING, lease_until=None, error=error.reason, not_before=timezone.now() + pause
    )


def settle(address: ImportAddress, result: Row | RejectedError) -> None:
    """The row's outcome and the end of the address in one transaction, unless somebody else has it by now."""
    job = address.job
    with transaction.atomic():
        ImportJob.objects.select_for_update().get(pk=job.pk)  # before the address, as whoever cancels the job
        held = ImportAddress.objects.lock(address)
        if held is None:
            return
        if isinstance(result, RejectedError):
            row = Row(address.row, address.line, record=address.record, excerpt=address.url, raw=address.url)
            reject_row(job, row, result)
        else:
            import_rows(job, [result])
        held.finish()
    advance_if_done(job.pk)


def reject_set_aside() -> None:
    """An address at which workers died, or that failed in a way that nobody foresaw."""
    for address in ImportAddress.objects.set_aside().select_related("job")[:100]:
        with transaction.atomic():
            ImportJob.objects.select_for_update().get(pk=address.job_id)
            if not ImportAddress.objects.set_aside().filter(pk=address.pk).update(state=WorkState.DONE):
                continue
            row = Row(address.row, address.line, record=address.record, excerpt=address.url, raw=address.url)
            error = RejectedError(f"The page could not be imported: {address.error}", "Report this row.")
            reject_row(address.job, row, error)
        advance_if_done(address.job_id)


def advance_if_done(job_id: int) -> None:
    if not ImportAddress.objects.unfinished().filter(job=job_id).exists():
        advance(job_id, after=Phase.FETCHING)


@contextmanager
def closing_body(answer: Answer) -> Iterator[Answer]:
    with answer.body:
        yield answer
