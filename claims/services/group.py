"""Group the appearances of one claim: the same words of the same speaker in copies of one text."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from actors.names import fold
from claims.models import Claim, ClaimGroup, ClaimSpeaker
from sources.models import Article, FamilyChange
from sources.services.bells import ring_after_commit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claims.models import ClaimQuerySet
    from sources.models.publications import ArticleQuerySet

__all__ = [
    "dissolve",
    "family_of",
    "lock_families",
    "lock_families_of",
    "lock_family",
    "lock_family_of",
    "regroup",
    "regroup_each",
    "regroup_later",
]

type Said = tuple[str, tuple[int | str, ...]]
"""Words and speaker."""


def regroup(article: Article) -> None:
    """Recompute the groups of an article and its copies. The earliest article's claim leads.

    Claims that shared a group with those of an article outside, which was of the same family once, leave that group;
    what is left of it is regrouped later, since only one family is locked at a time.
    """
    with transaction.atomic():
        root = lock_family(article)
        family = list(family_of(root).order_by(_EARLIEST, "id"))
        claims = list(Claim.objects.filter(snapshot__article__in=family).order_by("position", "id"))
        if len(family) < 2 and not any(claim.group_id for claim in claims):
            return
        before = {claim.group_id for claim in claims if claim.group_id}
        others = _others(before, family)
        wanted = _wanted(family, claims, set(others))
        changed = [claim for claim in claims if (claim.group_id, claim.leads) != wanted[claim.pk]]
        # Two steps, since a group has one leader at every moment.
        Claim.objects.filter(pk__in=[claim.pk for claim in changed]).update(group=None, leads=True)
        for claim in changed:
            claim.group_id, claim.leads = wanted[claim.pk]
        for leads in (True, False):
            Claim.objects.bulk_update([c for c in changed if c.group_id and c.leads is leads], ["group", "leads"])
        ClaimGroup.objects.filter(pk__in=before, claims__isnull=True).delete()
        regroup_later(others.values())


def regroup_each(articles: Collection[int]) -> None:
    """The same for several articles, each family once. Those that have nothing to group cost one query together."""
    copies, grouped = Article.objects.filter(copy_of=OuterRef("pk")), Claim.objects.filter(group__isnull=False)
    with_groups = Exists(grouped.filter(snapshot__article=OuterRef("pk")))
    many = Q(copy_of__isnull=False) | Exists(copies) | with_groups
    concerned = Article.objects.filter(many, pk__in=articles).annotate(original=_ORIGINAL)
    families = dict(concerned.values_list("original", "pk"))
    for article in Article.objects.filter(pk__in=families.values()).order_by("pk"):
        regroup(article)


_EARLIEST = F("published_at").asc(nulls_last=True)
_ORIGINAL = Coalesce("copy_of__copy_of", "copy_of", "pk")


def regroup_later(articles: Iterable[int]) -> None:
    """Whoever answers the bell, or the sweep, regroups the families of these articles."""
    if wanted := set(articles):
        FamilyChange.objects.bulk_create(FamilyChange(article_id=article) for article in sorted(wanted))
        ring_after_commit("claims.regroup")


def dissolve(claims: ClaimQuerySet, besides: Collection[int]) -> None:
    """Let the groups of these claims go: their other members count by themselves until they are grouped again, which
    is asked for their articles but `besides`."""
    groups = set(claims.filter(group__isnull=False).values_list("group", flat=True))
    members = Claim.objects.filter(group__in=groups)
    others = set(members.values_list("snapshot__article", flat=True)).difference(besides)
    members.update(group=None, leads=True)
    ClaimGroup.objects.filter(pk__in=groups).delete()
    regroup_later(others)


def lock_family(article: Article) -> int:
    """Let no other transaction write claims of this article and its copies until this one ends. Returns the original.

    Whoever writes claims takes this lock first: then no two of them wait for each other. Raises Article.DoesNotExist.
    """
    while True:
        root = _root(article)
        with transaction.atomic():  # the savepoint gives the lock back where another became the original meanwhile
            Article.objects.select_for_update(no_key=True).get(pk=root)
            if _root(article) == root:
                return root
            transaction.set_rollback(True)


def lock_families(articles: Collection[int]) -> None:
    """As `lock_family`, of several articles: in order, so that two who do so never wait for each other."""
    while True:
        roots = _roots(articles)
        with transaction.atomic():
            list(Article.objects.select_for_update(no_key=True).filter(pk__in=roots).order_by("pk").values_list("pk"))
            if _roots(articles) == roots:
                return
            transaction.set_rollback(True)


def lock_families_of(claims: Collection[int]) -> None:
    articles = Article.objects.filter(snapshots__claims__in=claims).order_by().values_list("pk", flat=True)
    lock_families(list(articles))  # by keys: what a nested query costs depends on what the planner knows of the tables


def lock_family_of(snapshot: int) -> None:
    """The same by a text; whoever finds it gone finds the rows gone that hang on it."""
    with suppress(Article.DoesNotExist):
        lock_family(Article.objects.get(snapshots=snapshot))


def family_of(root: int) -> ArticleQuerySet:
    """An original and its copies. By keys: an OR across a join would read all articles."""
    copies = Article.objects.filter(copy_of=root).values("pk")
    of_copies = Article.objects.filter(copy_of__copy_of=root).values("pk")
    return Article.objects.filter(pk__in=Article.objects.filter(pk=root).values("pk").union(copies, of_copies))


def _roots(articles: Collection[int]) -> set[int]:
    found = Article.objects.filter(pk__in=articles).annotate(original=_ORIGINAL)
    return set(found.values_list("original", flat=True))


def _root(article: Article) -> int:
    """The original that the article is a copy of, itself included, as the database has it now."""
    pk, seen = article.pk, set[int]()
    while pk not in seen:
        seen.add(pk)
        pk = Article.objects.values_list("copy_of", flat=True).get(pk=pk) or pk
    return int(pk)


def _others(groups: set[int], family: list[Article]) -> dict[int, int]:
    """Of these groups those that have claims of articles outside the family, each with one such article."""
    outside = Claim.objects.filter(group__in=groups).exclude(snapshot__article__in=family)
    return dict(outside.order_by().values_list("group", "snapshot__article"))


def _wanted(family: list[Article], claims: list[Claim], shared: set[int]) -> dict[int, tuple[int | None, bool]]:
    """Claim -> its group and whether it leads; groups that there are already are kept, but for the `shared` ones."""
    appearances = _appearances(family, claims)
    wanted: dict[int, tuple[int | None, bool]] = {claim.pk: (None, True) for claim in claims}
    used = set(shared)
    for members in appearances:
        if len({claim.snapshot_id for claim in members}) < 2:
            continue
        known = next((c.group_id for c in members if c.group_id and c.group_id not in used), None)
        group = known or ClaimGroup.objects.create().pk
        used.add(group)
        wanted |= {claim.pk: (group, number == 0) for number, claim in enumerate(members)}
    return wanted


def _appearances(family: list[Article], claims: list[Claim]) -> Iterable[list[Claim]]:
    """Standing claims with the same words and speaker, the earliest article's first."""
    by_snapshot = defaultdict(list)
    standing = Claim.objects.standing().filter(pk__in=[claim.pk for claim in claims])
    counted = set(standing.values_list("pk", flat=True))
    speakers: dict[int, list[int]] = defaultdict(list)
    rows = ClaimSpeaker.objects.filter(claim__in=counted)
    for pk, actor, canonical in rows.values_list("claim", "actor", "actor__canonical").order_by("number"):
        speakers[pk].append(canonical or actor)
    for claim in claims:
        if claim.pk in counted:
            by_snapshot[claim.snapshot_id].append(claim)
    found: dict[tuple[Said, int], list[Claim]] = defaultdict(list)
    for article in family:
        times: dict[Said, int] = defaultdict(int)
        for claim in by_snapshot[article.latest_id or 0]:
            said = (_key(claim.content_text), tuple(speakers[claim.pk]) or (claim.speaker_name, claim.unnamed))
            found[said, times[said]].append(claim)
            times[said] += 1
    return found.values()


def _key(text: str) -> str:
    """The words alone: case, accents and marks aside. (`fold` keeps 300 characters, so the text goes in pieces.)"""
    words = text.split()
    return " ".join(fold(" ".join(words[n : n + 20])) for n in range(0, len(words), 20))
