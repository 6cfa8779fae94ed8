"""The articles that people decided about, with what they decided.

Decisions in force are read off the claims: `claims.services.review` keeps a claim's state and its held fields those of
the decisions that stand, after every undo.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from claims.models import Claim, Link, Review, WholeReading
from sources.models import Article

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from claims.models import Story
    from sources.models import Outlet, Snapshot
    from sources.models.publications import ArticleQuerySet

__all__ = ["KEPT", "Reviewed", "Wanted", "reviewed"]

KEPT = (Claim.State.CONFIRMED, Claim.State.CORRECTED)
AT_A_TIME = 100
"""Articles whose texts and claims are in memory together."""


@dataclass(frozen=True)
class Wanted:
    outlet: Outlet | None = None
    story: Story | None = None
    since: dt.datetime | None = None
    """Only articles about which something was decided from then on; they come with all their decisions."""


@dataclass(frozen=True)
class Reviewed:
    article: Article
    snapshot: Snapshot
    kept: list[Claim]
    rejected: list[Claim]
    open: list[Claim]
    """Proposed, and undecided."""
    whole: bool
    """Somebody said that no claim is missing, and none awaits a decision."""
    stories: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Of the article's family: copies of one text are held out together."""
        first = self.article.copy_of or self.article
        return first.url or f"{first.outlet.slug} {first.external_id or bytes(first.text_key or b'').hex()}"


def reviewed(wanted: Wanted) -> Iterator[Reviewed]:
    """On their latest text, in the order of their keys; no article that was taken down."""
    keys = list(_articles(wanted).order_by("pk").values_list("pk", flat=True))
    for some in batched(keys, AT_A_TIME):
        yield from _loaded(some)


def _articles(wanted: Wanted) -> ArticleQuerySet:
    decided = Claim.objects.filter(snapshot=OuterRef("latest"), state__in=[*KEPT, Claim.State.REJECTED])
    articles = Article.objects.visible().filter(Exists(decided), latest__erased_at__isnull=True)
    if wanted.outlet:
        articles = articles.filter(outlet=wanted.outlet)
    if wanted.story:
        about = Link.objects.exclude(state=Link.State.REJECTED).filter(story=wanted.story)
        articles = articles.filter(Exists(about.filter(claim__snapshot=OuterRef("latest"))))
    if wanted.since:
        since = Review.objects.filter(claim__snapshot__article=OuterRef("pk"), at__gte=wanted.since)
        articles = articles.filter(Exists(since))
    return articles


def _loaded(keys: tuple[int, ...]) -> Iterator[Reviewed]:
    articles = Article.objects.visible().select_related("latest", "outlet", "copy_of__outlet").in_bulk(keys)
    snapshots = [article.latest_id for article in articles.values()]
    claims = defaultdict[int, list[Claim]](list)
    rows = Claim.objects.filter(snapshot__in=snapshots).exclude(state=Claim.State.WITHDRAWN)
    for claim in rows.in_text_order().prefetch_related(
        "speakers__actor__aliases",
        "speakers__actor__canonical__aliases",
        "speakers__on_behalf_of__canonical",
        "links__story",
    ):
        claims[claim.snapshot_id].append(claim)
    whole = set(WholeReading.objects.in_force().filter(snapshot__in=snapshots).values_list("snapshot", flat=True))
    for key in keys:
        article = articles.get(key)
        if article is None or article.latest is None:
            continue  # taken down since
        snapshot, found = article.latest, claims[article.latest.pk]
        waiting = [claim for claim in found if claim.state == Claim.State.PROPOSED]
        kept = [claim for claim in found if claim.state in KEPT]
        links = [link for claim in kept for link in claim.links.all() if link.state != Link.State.REJECTED]
        yield Reviewed(
            article,
            snapshot,
            kept,
            [claim for claim in found if claim.state == Claim.State.REJECTED],
            waiting,
            snapshot.pk in whole and not waiting,
            sorted({link.story.slug for link in links}),
        )
