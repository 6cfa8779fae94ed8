"""Store checked rows, set by set: new articles, new snapshots, changed metadata, copies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from sources.models import Article, Band, Snapshot
from sources.services.copies import fingerprint, link_copies
from sources.services.identity import Draft, Drafts, drafts_for
from sources.services.outlets import outlets
from sources.services.records import Incoming, RejectedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

    from sources.models import ImportJob, Outlet
    from sources.services.copies import Fingerprint

WRITER = 7_100_001  # key of the advisory lock
CHANGEABLE = (
    *("outlet", "url", "url_key", "external_id", "text_key", "title", "byline", "latest", "copy_of", "updated_at"),
    *("published_at", "published_on", "published_precision"),
)


@dataclass(frozen=True)
class Outcome:
    """What became of a row: one of `ImportJob.OUTCOMES`; `reason` and `advice` where it was rejected."""

    name: str
    row: Incoming
    draft: Draft | None = None
    reason: str = ""
    advice: str = ""


def store(rows: Sequence[Incoming], job: ImportJob, *, alone: bool = True) -> tuple[list[Outcome], list[int]]:
    """The outcome of each row, and the new snapshots' keys. Runs inside the caller's transaction.

    One writer at a time decides what is new and what is a copy (an advisory lock until the transaction ends), so that
    two imports of one file cannot both find an article missing; constraints hold it against everybody else. What
    takes time, the fingerprints, comes before. `alone=False` takes no lock, for a rehearsal that is rolled back.
    """
    prints = {row.sha256: fingerprint(row.text) for row in rows}
    if alone:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
    homes = outlets((row.outlet_name, row.host) for row in rows)
    placed = [(row, homes[row.outlet_name, row.host]) for row in rows]
    drafts = drafts_for(placed)
    outcomes = [outcome_of(row, outlet, drafts) for row, outlet in placed]
    snapshots = write([draft for draft in drafts.all if draft.changed], prints, job)
    return [as_copy(outcome) for outcome in outcomes], [snapshot.pk for snapshot in snapshots]


def as_copy(outcome: Outcome) -> Outcome:
    created = outcome.name == "created" and outcome.draft
    return replace(outcome, name="copies") if created and created.article.copy_of_id else outcome


def outcome_of(row: Incoming, outlet: Outlet, drafts: Drafts) -> Outcome:
    try:
        draft = drafts.meant_by(row, outlet)
        if draft is None:
            draft, name = new_draft(row, outlet), "created"
            drafts.add(draft)
        else:
            name = "updated" if change(draft, row, outlet, drafts) else "unchanged"
    except RejectedError as error:
        return Outcome("rejected", row, None, error.reason, error.advice)
    return Outcome(name, row, draft)


def new_draft(row: Incoming, outlet: Outlet) -> Draft:
    article = Article(
        outlet=outlet,
        url=row.url,
        url_key=row.url_key,
        external_id=row.external_id,
        text_key=None if row.url or row.external_id else row.sha256,
        title=row.title,
        byline=row.byline,
    )
    set_fields(article, published_fields(row, outlet))
    draft = Draft(article)
    set_text(draft, row)
    return draft


def change(draft: Draft, row: Incoming, outlet: Outlet, drafts: Drafts) -> bool:
    """Take over new words, and metadata that is new or different. Words that the article had before are old news:
    an old file imported again turns nothing back. An id stays where two come with one URL."""
    article = draft.article
    if row.sha256 in draft.snapshots and draft.snapshots[row.sha256] is not draft.current:
        return False
    moved = bool(row.outlet_name) and outlet.pk != article.outlet_id
    if moved:
        refuse_taken_id(article, outlet, drafts)
    given = {
        **published_fields(row, outlet if moved else article.outlet),
        **{name: value for name in ("title", "byline") if (value := getattr(row, name))},
        **({"external_id": row.external_id} if row.external_id and not article.external_id else {}),
        **({"url": row.url, "url_key": row.url_key} if row.url else {}),
        **({"outlet": outlet} if moved else {}),
    }
    drafts.by_id.pop((article.outlet_id, article.external_id), None)
    changed = set_fields(article, given)
    drafts.add(draft)
    if row.sha256 not in draft.snapshots:
        set_text(draft, row)
        changed = True
    draft.changed = draft.changed or changed
    return changed


def refuse_taken_id(article: Article, outlet: Outlet, drafts: Drafts) -> None:
    """An id is unique in its outlet, so an article cannot move to an outlet where another one has its id."""
    taken = article.external_id and (
        (outlet.pk, article.external_id) in drafts.by_id
        or Article.objects.filter(outlet=outlet, external_id=article.external_id).exists()
    )
    if taken:
        raise RejectedError(
            f"{outlet} already has another article with the id “{article.external_id}”.",
            "Correct the outlet, or give the article's id.",
        )


def published_fields(row: Incoming, outlet: Outlet) -> dict[str, object]:
    published = row.published(outlet)
    if published is None:
        return {}
    return {
        "published_at": published.at,
        "published_on": published.on,
        "published_precision": published.precision,
    }


def set_fields(article: Article, given: dict[str, object]) -> bool:
    changed = {name: value for name, value in given.items() if plain(getattr(article, name)) != value}
    for name, value in changed.items():
        setattr(article, name, value)
    return bool(changed)


def plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def set_text(draft: Draft, row: Incoming) -> None:
    number = max((known.number for known in draft.snapshots.values()), default=0) + 1
    snapshot = Snapshot(article=draft.article, number=number, text=row.text, sha256=row.sha256)
    draft.snapshots[row.sha256] = snapshot
    draft.current, draft.words, draft.changed = snapshot, row.sha256, True


def write(changed: Sequence[Draft], prints: dict[bytes, Fingerprint], job: ImportJob) -> list[Snapshot]:
    """Articles, snapshots and bands. The circle article -> latest snapshot -> article closes at commit, where
    PostgreSQL checks these foreign keys."""
    fresh = [draft for draft in changed if draft.new]
    known = [draft for draft in changed if not draft.new]
    snapshots = [snapshot for draft in changed for snapshot in draft.snapshots.values() if snapshot.pk is None]
    for article, key in zip((draft.article for draft in fresh), keys(Article, len(fresh)), strict=True):
        article.pk, article.job = key, job
    for snapshot, key in zip(snapshots, keys(Snapshot, len(snapshots)), strict=True):
        snapshot.pk, snapshot.article_id = key, snapshot.article.pk
    for draft in changed:
        draft.article.latest = draft.current
    link_copies(changed, prints)
    for draft in known:
        draft.article.updated_at = timezone.now()
    Article.objects.bulk_create([draft.article for draft in fresh])
    Article.objects.bulk_update([draft.article for draft in known], CHANGEABLE)
    Snapshot.objects.bulk_create(snapshots)
    write_bands([draft for draft in changed if draft.words], prints)
    return snapshots


def keys(model: type[Model], count: int) -> Sequence[int]:
    """That many new primary keys of a table."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def write_bands(changed: Sequence[Draft], prints: dict[bytes, Fingerprint]) -> None:
    """Bands of the newest words of originals: what is like a copy is like its original."""
    known = [draft.article.pk for draft in changed if not draft.new]
    Band.objects.filter(snapshot__article__in=known).delete()
    Band.objects.bulk_create(
        Band(snapshot=draft.current, number=number, key=key)
        for draft in changed
        if draft.words and not draft.article.copy_of_id
        for number, key in enumerate(prints[draft.words].bands)
    )
