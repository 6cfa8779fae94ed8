"""The search for copies, a pass of its own after the rows are stored: articles with new words are linked to the
earliest published original that they are like."""

from __future__ import annotations

import math
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from sources.models import Article, Band, FamilyChange, ImportJob
from sources.services.bells import ring_after_commit
from sources.services.bulk import copy_rows, update_instances
from sources.services.copies import Fingerprint, fingerprint, stored_candidates
from sources.services.import_rows import count
from sources.services.phases import advance
from sources.services.progress import Clock, step
from sources.services.store import WRITER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from sources.models import ImportRow
    from sources.services.progress import Said

    type Prints = Mapping[Article, Fingerprint]

PAGE = 500


def compare_file(job: ImportJob, until: float, said: Said) -> bool:
    """Whether there is more to compare when the clock says `until`. While the database stores a page's bands, a thread
    computes the fingerprints of the next."""
    clock = Clock()
    with ThreadPoolExecutor(1) as thread:
        page = next_page(job, job.pass_rows)
        coming = thread.submit(fingerprints, page)
        while page:
            prints, last = coming.result(), page[-1].row
            page = next_page(job, last)
            coming = thread.submit(fingerprints, page)
            with step(job, len(prints), clock, pass_rows=last):
                alone()
                linked = link_copies(prints)
                count(job.pk, note_copies(job, linked))
                if linked:
                    ring_after_commit("claims.regroup")
            said(job)
            if page and time.monotonic() > until:
                return True
    advance(job.pk)
    return False


def next_page(job: ImportJob, after: int) -> list[ImportRow]:
    return list(rows_with_new_words(job, after)[:PAGE])


def rows_with_new_words(job: ImportJob, after: int) -> QuerySet[ImportRow]:
    """Of this job; without those that were compared before."""
    compared = Band.objects.filter(snapshot=OuterRef("article__latest"))
    return (
        job.rows.filter(Q(outcome="created") | Q(outcome="updated", before__has_key="snapshot"), row__gt=after)
        .filter(article__latest__isnull=False, article__removed_at__isnull=True)
        .exclude(Exists(compared))
        .select_related("article__latest")
        .order_by("row")
    )


def fingerprints(page: Sequence[ImportRow]) -> Prints:
    """Of each article once, in the order of the rows."""
    articles = {row.article_id: row.article for row in page}
    return {article: fingerprint(article.latest.text) for article in articles.values() if article and article.latest}


def alone() -> None:
    """One at a time decides what is a copy: two articles that come at once could each miss the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])


def link_copies(prints: Prints) -> list[Article]:
    """Point articles at the earliest original that they are like; where one of `prints` is itself the earliest, those
    that it is like, and their copies, point at it from now on. An article that others are copies of stays an original
    when its words change. Writes links and bands; returns the articles whose link changed.
    """
    own = {article.pk for article in prints}
    held = set(Article.objects.filter(copy_of__in=own).values_list("copy_of", flat=True))
    stored = stored_candidates(list(prints.values()), own)
    here: dict[tuple[int, int], list[Article]] = {}
    linked: dict[int, Article] = {}

    def link(article: Article, original: Article | None) -> None:
        if article.copy_of_id != (original.pk if original else None):
            article.copy_of = original
            linked[article.pk] = article

    for article, found in prints.items():
        bands = list(enumerate(found.bands))
        if article.pk not in held:
            near = {other.pk: other for other, shingles in stored.get(found, ()) if found.like(shingles)}
            sharing = (other for band in bands for other in here.get(band, ()))
            near |= {other.pk: other for other in sharing if found.like(prints[other].shingles)}
            originals = [other for other in near.values() if not other.copy_of_id]
            first = min([article, *originals], key=earliest)
            link(article, None if first is article else first)
            for other in originals if first is article else ():
                link(other, article)
        if not article.copy_of_id:
            for band in bands:
                here.setdefault(band, []).append(article)
    write_links(list(linked.values()))
    write_bands(prints, linked)
    return list(linked.values())


def earliest(article: Article) -> tuple[float, int]:
    return article.published_at.timestamp() if article.published_at else math.inf, article.pk


def write_links(linked: Sequence[Article]) -> None:
    """Copies of what has become a copy follow it to the new original."""
    roots = {article.pk: article.copy_of_id for article in linked if article.copy_of_id}
    followers = list(Article.objects.filter(copy_of__in=roots).exclude(pk__in=[article.pk for article in linked]))
    for follower in followers:
        follower.copy_of_id = roots[follower.copy_of_id]  # type: ignore[index]
    for article in linked:
        while article.copy_of_id in roots:  # its original became a copy after it did
            article.copy_of_id = roots[article.copy_of_id]
    changed = [*linked, *followers]
    update_instances(changed, ["copy_of"])
    FamilyChange.objects.bulk_create(FamilyChange(article=article) for article in changed)


def write_bands(prints: Prints, linked: Mapping[int, Article]) -> None:
    """Bands of the newest words of originals: what is like a copy is like its original."""
    Band.objects.filter(snapshot__article__in={*linked, *(article.pk for article in prints)}).delete()
    copy_rows(
        Band,
        ("snapshot", "number", "key"),
        (
            (article.latest_id, number, key)
            for article, found in prints.items()
            if not article.copy_of_id
            for number, key in enumerate(found.bands)
        ),
    )


def note_copies(job: ImportJob, linked: Sequence[Article]) -> Counter[str]:
    """Rows of this job that made an article which is a copy: what that changes in the job's counts."""
    copies = [article.pk for article in linked if article.copy_of_id]
    moved = job.rows.filter(article__in=copies, outcome="created").update(outcome="copies")
    return Counter({"created": -moved, "copies": moved}) if moved else Counter()
