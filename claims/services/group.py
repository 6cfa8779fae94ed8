"""Group the appearances of one claim: the same words of the same speaker in copies of one text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from actors.names import fold
from claims.models import Claim, ClaimGroup, ClaimSpeaker
from sources.models import Article

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["lock_family", "regroup"]

type Said = tuple[str, tuple[int | str, ...]]
"""Words and speaker."""


def regroup(article: Article) -> None:
    """Recompute the groups of an article and its copies. The earliest article's claim leads."""
    with transaction.atomic():
        root = lock_family(article)
        family = list(
            Article.objects.filter(Q(pk=root) | Q(copy_of=root) | Q(copy_of__copy_of=root)).order_by(_EARLIEST, "id")
        )
        claims = list(Claim.objects.filter(snapshot__article__in=family).order_by("position", "id"))
        if len(family) < 2 and not any(claim.group_id for claim in claims):
            return
        before = {claim.group_id for claim in claims if claim.group_id}
        wanted = _wanted(family, claims)
        changed = [claim for claim in claims if (claim.group_id, claim.leads) != wanted[claim.pk]]
        # Two steps, since a group has one leader at every moment.
        Claim.objects.filter(pk__in=[claim.pk for claim in changed]).update(group=None, leads=True)
        for claim in changed:
            claim.group_id, claim.leads = wanted[claim.pk]
        for leads in (True, False):
            Claim.objects.bulk_update([c for c in changed if c.group_id and c.leads is leads], ["group", "leads"])
        ClaimGroup.objects.filter(pk__in=before, claims__isnull=True).delete()


_EARLIEST = F("published_at").asc(nulls_last=True)


def lock_family(article: Article) -> int:
    """Let no other transaction write claims of this article and its copies until this one ends. Returns the original.

    Whoever writes claims takes this lock first: then no two of them wait for each other.
    """
    root = _root(article)
    Article.objects.select_for_update().get(pk=root)
    return root


def _root(article: Article) -> int:
    """The original that the article is a copy of, itself included, as the database has it now."""
    pk, seen = article.pk, set[int]()
    while pk not in seen:
        seen.add(pk)
        pk = Article.objects.values_list("copy_of", flat=True).get(pk=pk) or pk
    return int(pk)


def _wanted(family: list[Article], claims: list[Claim]) -> dict[int, tuple[int | None, bool]]:
    """Claim -> its group and whether it leads; groups that there are already are kept."""
    appearances = _appearances(family, claims)
    wanted: dict[int, tuple[int | None, bool]] = {claim.pk: (None, True) for claim in claims}
    used: set[int] = set()
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
