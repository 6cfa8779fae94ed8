"""Store checked rows, set by set: new articles, new snapshots, changed metadata. Copies are found later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from sources.models import Article, Snapshot
from sources.services.bulk import copy_instances, keys, update_instances
from sources.services.identity import Draft, Drafts, drafts_for
from sources.services.outlets import outlets
from sources.services.records import Incoming, RejectedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.models import ImportJob, Outlet

WRITER = 7_100_001  # key of the advisory lock
ARTICLE = tuple(part.name for part in Article._meta.concrete_fields)
SNAPSHOT = tuple(part.name for part in Snapshot._meta.concrete_fields)
# A model takes its values by place in a quarter of the time that it takes them by name.
NEW_ARTICLE = {part.attname: part.get_default() for part in Article._meta.concrete_fields}
NEW_SNAPSHOT = {part.attname: part.get_default() for part in Snapshot._meta.concrete_fields}
CHANGEABLE = (
    *("outlet", "url", "url_key", "external_id", "text_key", "title", "byline", "latest", "updated_at"),
    *("published_at", "published_on", "published_precision", "published_from"),
)
TRUST = {"": 0, "url": 1, "page": 2, "file": 3, "person": 3}  # a date found in an address corrects no file's


@dataclass(slots=True, eq=False)
class Outcome:
    """What became of a row: created, updated, unchanged or rejected. `before`: what an update's fields held."""

    name: str
    row: Incoming
    draft: Draft | None = None
    before: dict[str, Any] = field(default_factory=dict)
    error: RejectedError | None = None


def store(rows: Sequence[Incoming], job: ImportJob, *, alone: bool = True) -> list[Outcome]:
    """The outcome of each row. Runs inside the caller's transaction.

    One writer at a time decides what is new (an advisory lock until the transaction ends), so that two imports of one
    file cannot both find an article missing; constraints hold it against everybody else. `alone=False` takes no lock,
    for a rehearsal, which has tables of its own.
    """
    if alone:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
    homes = outlets((row.outlet_name, row.host) for row in rows)
    placed = [(row, homes[row.outlet_name, row.host]) for row in rows]
    drafts = drafts_for(placed)
    outcomes = [outcome_of(row, outlet, drafts) for row, outlet in placed]
    write([draft for draft in drafts.all if draft.changed], job)
    return outcomes


def outcome_of(row: Incoming, outlet: Outlet, drafts: Drafts) -> Outcome:
    try:
        draft = drafts.meant_by(row, outlet)
        if draft is None:
            draft = new_draft(row, outlet)
            drafts.add(draft)
            return Outcome("created", row, draft)
        before = change(draft, row, outlet, drafts)
    except RejectedError as error:
        return Outcome("rejected", row, error=error)
    return Outcome("updated" if before else "unchanged", row, draft, before)


def new_draft(row: Incoming, outlet: Outlet) -> Draft:
    now = timezone.now()
    given = {
        "outlet_id": outlet.pk,
        "url": row.url,
        "url_key": row.url_key,
        "external_id": row.external_id,
        "text_key": None if row.url or row.external_id else row.sha256,
        "title": row.title,
        "byline": row.byline,
        "created_at": now,
        "updated_at": now,
    }
    values: Any = {**NEW_ARTICLE, **given, **published_fields(row, outlet)}.values()
    article = Article(*values)
    draft = Draft(article, outlet, changed=True)
    set_text(draft, row)
    return draft


def change(draft: Draft, row: Incoming, outlet: Outlet, drafts: Drafts) -> dict[str, Any]:
    """Take over new words, and metadata that is new or different; returns what was there before. Words that the
    article had before are old news: an old file imported again turns nothing back. An id stays where two come with
    one URL."""
    article = draft.article
    if row.sha256 in draft.snapshots and draft.snapshots[row.sha256] is not draft.current:
        return {}
    moved = bool(row.outlet_name) and outlet.pk != article.outlet_id
    if moved:
        refuse_taken_id(article, outlet, drafts)
    given: dict[str, Any] = {name: value for name in ("title", "byline") if (value := getattr(row, name))}
    if row.external_id and not article.external_id:
        given["external_id"] = row.external_id
    if row.url and row.url != article.url:
        given |= {"url": row.url, "url_key": row.url_key}
    if moved:
        given["outlet"] = outlet
    given |= better_date(article, published_fields(row, outlet if moved else draft.outlet))
    drafts.by_id.pop((article.outlet_id, article.external_id), None)
    before = set_fields(article, given)
    draft.outlet = outlet if moved else draft.outlet
    drafts.add(draft)
    if row.sha256 not in draft.snapshots:
        before |= {"latest": draft.current, "snapshot": set_text(draft, row)}
    if before:
        article.updated_at = timezone.now()
        draft.changed = True
    return before


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


def published_fields(row: Incoming, outlet: Outlet) -> dict[str, Any]:
    published = row.published(outlet)
    if published is None:
        return {}
    return {
        "published_at": published.at,
        "published_on": published.on,
        "published_precision": published.precision,
        "published_from": row.date_from,
    }


def better_date(article: Article, given: dict[str, Any]) -> dict[str, Any]:
    """Nothing where the date is the one that we have, or where whoever gave ours knew better."""
    if not given or TRUST[given["published_from"]] < TRUST[article.published_from]:
        return {}
    same = given["published_at"] == article.published_at and given["published_on"] == article.published_on
    return {} if same else given


def set_fields(article: Article, given: dict[str, Any]) -> dict[str, Any]:
    """Set what differs; returns what it held."""
    before = {name: held for name, value in given.items() if (held := getattr(article, name)) != value}
    for name in before:
        setattr(article, name, given[name])
    return before


def set_text(draft: Draft, row: Incoming) -> Snapshot:
    number = max((known.number for known in draft.snapshots.values()), default=0) + 1
    given = {"number": number, "text": row.text, "sha256": row.sha256, "created_at": timezone.now()}
    values: Any = {**NEW_SNAPSHOT, **given}.values()
    snapshot = Snapshot(*values)
    draft.snapshots[row.sha256] = draft.current = snapshot
    return snapshot


def write(changed: Sequence[Draft], job: ImportJob) -> None:
    """Articles and snapshots. The circle article -> latest snapshot -> article closes at commit, where PostgreSQL
    checks these foreign keys."""
    fresh = [draft for draft in changed if draft.new]
    known = [draft for draft in changed if not draft.new]
    for draft, key in zip(fresh, keys(Article, len(fresh)), strict=True):
        draft.article.pk, draft.article.job_id = key, job.pk
    snapshots = [(draft, words) for draft in changed for words in draft.snapshots.values() if words.pk is None]
    for (draft, words), key in zip(snapshots, keys(Snapshot, len(snapshots)), strict=True):
        words.pk, words.article_id = key, draft.article.pk
    for draft in changed:
        draft.article.latest_id = draft.current.pk if draft.current else None
    copy_instances([draft.article for draft in fresh], ARTICLE)
    copy_instances([words for _, words in snapshots], SNAPSHOT)
    update_instances([draft.article for draft in known], CHANGEABLE)
