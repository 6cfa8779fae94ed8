"""Which article a row means: canonical URL, else external id within its outlet, else the text's hash."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from sources.models import Article, Snapshot
from sources.services.records import Incoming, RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sources.models import Outlet


@dataclass(eq=False)
class Draft:
    """An article as it will be, known before or new."""

    article: Article
    outlet: Outlet  # the article's
    new: bool = True
    changed: bool = False
    snapshots: dict[bytes, Snapshot] = field(default_factory=dict)  # by the text's SHA-256
    current: Snapshot | None = None  # the newest words


@dataclass
class Drafts:
    """The articles that a set of rows may mean, with those that its earlier rows have made."""

    by_url: dict[bytes, Draft] = field(default_factory=dict)
    by_id: dict[tuple[int, str], Draft] = field(default_factory=dict)
    by_text: dict[bytes, Draft] = field(default_factory=dict)
    all: dict[Draft, None] = field(default_factory=dict)  # in the order in which they came

    def add(self, draft: Draft) -> None:
        article = draft.article
        if article.url_key:
            self.by_url[bytes(article.url_key)] = draft
        if article.external_id:
            self.by_id[article.outlet_id, article.external_id] = draft
        if article.text_key:
            self.by_text[bytes(article.text_key)] = draft
        self.all[draft] = None

    def meant_by(self, row: Incoming, outlet: Outlet) -> Draft | None:
        """The article of a row, None where it is new. Raises RejectedError where URL and id name two."""
        with_url = self.by_url.get(row.url_key) if row.url_key else None
        with_id = self.by_id.get((outlet.pk, row.external_id)) if row.external_id else None
        if with_id and row.url and with_id is not with_url and (with_url or with_id.article.url):
            raise RejectedError(
                f"The id “{row.external_id}” is that of the article {with_id.article.url or with_id.article}, "
                "the URL names another one.",
                "Correct the id or the URL, or leave one of them out.",
            )
        found = with_url or with_id
        if not row.url and not row.external_id:
            found = self.by_text.get(row.sha256)
        if found and found.article.removed_at:
            raise RejectedError(
                f"This article was taken down on {found.article.removed_at:%Y-%m-%d}.",
                "It is not imported again.",
                secret=True,
            )
        return found


def drafts_for(rows: Iterable[tuple[Incoming, Outlet]]) -> Drafts:
    """What the database knows of the articles that these rows name."""
    urls, texts, ids = set(), set(), Q(pk__in=[])
    by_outlet: dict[int, set[str]] = {}
    for row, outlet in rows:
        if row.url_key:
            urls.add(row.url_key)
        if row.external_id:
            by_outlet.setdefault(outlet.pk, set()).add(row.external_id)
        if not row.url and not row.external_id:
            texts.add(row.sha256)
    for outlet_id, names in by_outlet.items():
        ids |= Q(outlet_id=outlet_id, external_id__in=names)
    drafts = Drafts()
    by_pk: dict[int, Draft] = {}
    for condition in (Q(url_key__in=urls), ids, Q(text_key__in=texts)):
        for article in Article.objects.filter(condition).select_related("outlet"):
            if article.pk not in by_pk:
                by_pk[article.pk] = Draft(article, article.outlet, new=False)
                drafts.add(by_pk[article.pk])
    for snapshot in Snapshot.objects.filter(article__in=by_pk).defer("text"):
        draft = by_pk[snapshot.article_id]
        draft.snapshots[bytes(snapshot.sha256)] = snapshot
        if snapshot.pk == draft.article.latest_id:
            draft.current = snapshot
    return drafts
