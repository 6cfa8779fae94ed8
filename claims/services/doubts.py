"""Rejections that speak against new claims like the rejected ones: found when a run is applied, lifted when they no
longer stand. What is the same, `claims_words_key` and `claims_frame_key` in the database say."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from django.db import connection, transaction

from claims.models import Claim, Doubt
from claims.rejected_patterns import LEAST, Pattern, strongest
from claims.services.matching import Shape

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from claims.services.proposals import Proposal
    from sources.models import Snapshot

__all__ = ["lift_doubts", "raise_doubts", "record_doubts"]

MOST = 100
"""Rejected claims that a doubt names and counts, the newest."""
AT_ONCE = 500
"""Claims whose confidence one statement changes."""
KEYS = """
SELECT number, pattern, key
FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[]) AS given(number, content, source, cue)
CROSS JOIN LATERAL (VALUES ('words', claims_words_key(content)), ('frame', claims_frame_key(source, cue)))
    AS keys(pattern, key)
WHERE key IS NOT NULL
"""
DECIDED = """
SELECT wanted.key,
    EXISTS (
        SELECT FROM claims_decidedpattern decided
        WHERE decided.outlet_id = %(outlet)s AND decided.key = wanted.key AND kept
    ),
    rejected.articles, rejected.claims
FROM unnest(%(keys)s::text[]) AS wanted(key)
CROSS JOIN LATERAL (
    SELECT count(DISTINCT family), array_agg(claim_id ORDER BY claim_id DESC) FROM (
        SELECT family, claim_id FROM claims_decidedpattern decided
        WHERE decided.outlet_id = %(outlet)s AND decided.key = wanted.key AND NOT kept
        ORDER BY claim_id DESC LIMIT %(most)s
    ) newest
) AS rejected(articles, claims)
"""

type Texts = Sequence[tuple[str, str, str]]
"""Contents, sources and cues."""


def raise_doubts(proposals: Sequence[Proposal], outlet: int) -> None:
    """Let each of these know what speaks against it; their confidence follows."""
    found = _patterns([(one.content_text, one.source_text, one.cue_text) for one in proposals], outlet)
    for number, proposal in enumerate(proposals):
        proposal.against = strongest(found[number])


def record_doubts(snapshot: Snapshot, proposals: Sequence[Proposal]) -> None:
    """Of the claims that the proposals have become."""
    against = {proposal.shape: proposal for proposal in proposals if proposal.against}
    Doubt.objects.filter(claim__snapshot=snapshot).delete()
    if not against:
        return
    doubts = []
    for claim in snapshot.claims.filter(state=Claim.State.PROPOSED):
        proposal = against.get(Shape.of(claim.content, claim.source, claim.cue))
        if proposal and proposal.against:
            doubts.append(_doubt(claim, proposal.against, proposal.undoubted))
    Doubt.objects.bulk_create(doubts)


def lift_doubts(claims: Sequence[Claim]) -> None:
    """Once decisions about the claims are committed: give claims that were doubted because of claims like them their
    confidence back, where nothing speaks against them any more."""
    by_outlet = defaultdict[int, list[int]](list)
    for claim in claims:
        by_outlet[claim.snapshot.article.outlet_id].append(claim.pk)
    for outlet, keys in by_outlet.items():
        transaction.on_commit(partial(_lift, keys, outlet))


def _lift(decided: list[int], outlet: int) -> None:
    claims = Claim.objects.filter(pk__in=decided).only("content_text", "source_text", "cue_text")
    keys = {key for _, _, key in _keys([_texts(claim) for claim in claims])}
    keys.update(Doubt.objects.filter(rejected__overlap=decided).values_list("key", flat=True).distinct())
    silent = {key for key, (kept, articles, _) in _decided(keys, outlet).items() if kept or articles < LEAST}
    with transaction.atomic():
        doubts = Doubt.objects.filter(claim__snapshot__article__outlet=outlet, key__in=silent)
        _weigh_again(list(doubts.select_related("claim").order_by("pk")), outlet)


def _weigh_again(doubted: list[Doubt], outlet: int) -> None:
    """What has nothing against it any more has the machine's confidence; another pattern may still speak against it."""
    found = _patterns([_texts(doubt.claim) for doubt in doubted], outlet)
    left = []
    for number, doubt in enumerate(doubted):
        against = strongest(found[number])
        doubt.claim.confidence = doubt.confidence
        if against:
            doubt.claim.confidence = min(doubt.confidence, against.ceiling)
            left.append(_doubt(doubt.claim, against, doubt.confidence))
    Claim.objects.bulk_update([doubt.claim for doubt in doubted], ["confidence"], batch_size=AT_ONCE)
    Doubt.objects.filter(pk__in=[doubt.pk for doubt in doubted]).delete()
    Doubt.objects.bulk_create(left)


def _texts(claim: Claim) -> tuple[str, str, str]:
    return claim.content_text, claim.source_text, claim.cue_text


def _patterns(texts: Texts, outlet: int) -> dict[int, list[Pattern]]:
    """By number of the content, source and cue that are given."""
    found = defaultdict[int, list[Pattern]](list)
    keys = _keys(texts)
    decided = _decided({key for _, _, key in keys}, outlet)
    for number, name, key in keys:
        found[number].append(Pattern(name, key, *decided[key]))
    return found


def _keys(texts: Texts) -> list[tuple[int, str, str]]:
    """The number of each text, and its patterns by name and key."""
    if not texts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [list(range(len(texts))), *map(list, zip(*texts, strict=True))])
        return [(number, name, key) for number, name, key in cursor.fetchall()]


def _decided(keys: Collection[str], outlet: int) -> dict[str, tuple[bool, int, list[int]]]:
    """Of each key whether a claim was kept, and of the newest rejected claims the number of articles and their keys.
    An outlet's decisions about one key stand together in an index, so that it matters little how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(DECIDED, {"keys": list(keys), "outlet": outlet, "most": MOST})
        return {key: (kept, articles, claims or []) for key, kept, articles, claims in cursor.fetchall()}


def _doubt(claim: Claim, against: Pattern, confidence: float) -> Doubt:
    return Doubt(
        claim=claim,
        pattern=against.name,
        key=against.key,
        rejected=against.rejected,
        articles=against.articles,
        confidence=confidence,
    )
