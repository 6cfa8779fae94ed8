"""A dry run: the import and the search for copies on shadow tables. What it finds is kept with the job: the outcomes,
some rows of each, and every rejected row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from config.leases import WorkState
from sources.models import Article, ImportJob, ImportRow
from sources.services.batches import batches
from sources.services.comparing import fingerprints, link_copies, note_copies, with_new_words
from sources.services.import_rows import store_batch
from sources.services.phases import Phase, enter
from sources.services.progress import Clock, StoppedError, begin, step
from sources.services.shadows import FIRST_KEY, lend_articles, lend_like, shadows

if TYPE_CHECKING:
    from sources.services.batches import Part
    from sources.services.progress import Said

SAMPLES = 5  # rows of each outcome
TOLD = {"title": "title", "byline": "byline", "url": "address", "external_id": "id", "outlet": "outlet"}
TOLD |= {"published_at": "date", "snapshot": "text"}


def rehearse_file(job: ImportJob, until: float, said: Said) -> bool:
    """From the beginning to the end of the file; one that was cut off begins anew. `until` is not for it, since the
    shadow tables live as long as the connection."""
    start_anew(job)
    figures: Counter[str] = Counter()
    with shadows(), batches(job, wanted=lambda row: True) as (reading, ready):
        begin(job, reading)
        clock = Clock()
        for part in ready:
            rows = part.batch.rows
            with step(job, len(rows), clock, pass_rows=rows[-1].number, read_bytes=part.position):
                figures.update(rehearse(job, part))
                ImportJob.objects.filter(pk=job.pk).update(rehearsal=report(figures, complete=False))
            said(job)
        with transaction.atomic():
            held = ImportJob.objects.select_for_update().get(pk=job.pk)
            if held.phase != Phase.REHEARSING:
                raise StoppedError
            held.rehearsal = report(figures, complete=True) | {"samples": samples(job)}
            enter(held, Phase.READY, state=WorkState.DONE)
    return False


def start_anew(job: ImportJob) -> None:
    with transaction.atomic():
        job.problems.all().delete()
        ImportJob.objects.filter(pk=job.pk).update(pass_rows=0)
    job.pass_rows = 0


def rehearse(job: ImportJob, part: Part) -> Counter[str]:
    lend_articles(part.batch.incoming)
    outcomes = store_batch(job, part.batch, rehearsed=True)
    rows = part.batch.rows
    prints = fingerprints(with_new_words(job, rows[0].number - 1, len(rows))[1])
    lend_like(list(prints.values()))
    outcomes.update(note_copies(job, link_copies(prints)))
    outcomes["addresses"] = len(part.batch.addresses)
    return outcomes


def report(figures: Counter[str], *, complete: bool) -> dict[str, Any]:
    names = (*ImportJob.OUTCOMES, "addresses")
    return {
        **{name: figures[name] for name in names},
        "read": sum(figures[name] for name in names),
        "complete": complete,
        "at": timezone.now().isoformat(),
    }


def samples(job: ImportJob) -> dict[str, list[dict[str, Any]]]:
    """Some rows of each outcome, as they would be stored."""
    found = {}
    for outcome, _ in job.rows.values_list("outcome").annotate(Count("id")):
        rows = job.rows.filter(outcome=outcome).select_related("article__outlet", "article__copy_of").order_by("row")
        found[outcome] = [sample(row, row.article) for row in rows[:SAMPLES] if row.article]
    return found


def sample(row: ImportRow, article: Article) -> dict[str, Any]:
    """`article` is the id of a stored one: that which is updated or unchanged, or that of which this is a copy."""
    stored = article if row.outcome != "copies" else article.copy_of
    note = "new " + ", ".join(told for name, told in TOLD.items() if name in row.before) if row.before else ""
    if row.outcome == "copies" and stored:
        note = f"like {stored}"
    return {
        "row": row.row,
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet.name,
        "published": article.published_on.isoformat() if article.published_on else "",
        "article": stored.pk if stored and stored.pk < FIRST_KEY else None,
        "note": note,
    }
