"""The search for copies, a pass of its own after the rows are stored: articles with new words are linked to the
earliest published original that they are like."""

from __future__ import annotations

import math
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from sources.models import Article, Band, FamilyChange, ImportJob, Snapshot
from sources.services.bells import ring_after_commit
from sources.services.bulk import copy_rows, update_instances
from sources.services.copies import Fingerprint, fingerprint, stored_candidates
from sources.services.import_rows import count
from sources.services.phases import advance
from sources.services.progress import Clock, step
from sources.services.store import WRITER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sources.services.progress import Said

    type Prints = Mapping[Article, Fingerprint]

PAGE = 500


def compare_file(job: ImportJob, until: float, said: Said) -> bool:
    """Whether there is more to compare when the clock says `until`. While the database stores a page's bands, a thread
    computes the fingerprints of the next."""
    clock = Clock()
    with ThreadPoolExecutor(1) as thread:
        last, articles = with_new_words(job, job.pass_rows)
        coming = thread.submit(fingerprints, articles)
        while last:
            prints, reached = coming.result(), last
            last, articles = with_new_words(job, reached)
            coming = thread.submit(fingerprints, articles)
            with step(job, len(prints), clock, pass_rows=reached):
                alone()
                linked = link_copies(prints)
                count(job.pk, note_copies(job, linked))
                if linked:
                    ring_after_commit("claims.regroup")
            said(job)
            if last and time.monotonic() > until:
                return True
    advance(job.pk)
    return False


def with_new_words(job: ImportJob, after: int, most: int = PAGE) -> tuple[int, list[Article]]:
    """The last of the next rows of a job that brought words, 0 where there are none, and their articles in that order,
    each once, without those that were compared before. Step by step, so that each is a look into an index."""
    brought = Q(outcome="created") | Q(outcome="updated", before__has_key="snapshot")
    rows = list(job.rows.filter(brought, row__gt=after).order_by("row").values_list("row", "article")[:most])
    visible = Article.objects.visible().filter(pk__in={article for _, article in rows}, latest__isnull=False)
    latest = dict(visible.values_list("pk", "latest"))
    compared = set(Band.objects.filter(snapshot__in=latest.values(), number=0).values_list("snapshot", flat=True))
    new = [article for article in dict.fromkeys(key for _, key in rows) if latest.get(article) not in compared]
    found = Article.objects.select_related("latest").in_bulk([article for article in new if article in latest])
    return rows[-1][0] if rows else 0, [found[article] for article in new if article in found]


def fingerprints(articles: Sequence[Article]) -> Prints:
    return {article: fingerprint(article.latest.text) for article in articles if article.latest}


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
    drop_bands({*linked, *(article.pk for article in prints)})
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


def drop_bands(articles: Iterable[int]) -> None:
    """Of these articles' snapshots. By their keys: what Django makes of a deletion through a join, with a key of three
    columns, joins the bands with themselves, and takes minutes where statistics are old."""
    snapshots = list(Snapshot.objects.filter(article__in=list(articles)).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sources_band WHERE snapshot_id = ANY(%s)", [snapshots])


def note_copies(job: ImportJob, linked: Sequence[Article]) -> Counter[str]:
    """Rows of this job that made an article which is a copy: what that changes in the job's counts."""
    copies = [article.pk for article in linked if article.copy_of_id]
    moved = job.rows.filter(article__in=copies, outcome="created").update(outcome="copies")
    return Counter({"created": -moved, "copies": moved}) if moved else Counter()
