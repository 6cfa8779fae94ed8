"""Rejections that speak against new claims like the rejected ones: found when a run is applied, lifted when they no
longer stand. What is the same, `claims_words_key` and `claims_frame_key` in the database say."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import connection, transaction

from claims.models import Claim, Doubt
from claims.rejected_patterns import Pattern, strongest
from claims.services.matching import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.services.proposals import Proposal
    from sources.models import Article, Snapshot

__all__ = ["lift_doubts", "raise_doubts", "record_doubts"]

MOST = 100
"""Rejected claims that a doubt names."""
PATTERNS = """
WITH wanted AS (
    SELECT number, pattern, key
    FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[]) AS given(number, content, source, cue)
    CROSS JOIN LATERAL (VALUES ('words', claims_words_key(content)), ('frame', claims_frame_key(source, cue)))
        AS keys(pattern, key)
    WHERE key IS NOT NULL
), decided AS (
    SELECT wanted.*, claim.id, claim.state, claim.snapshot_id FROM wanted JOIN claims_claim claim
        ON pattern = 'words' AND claims_words_key(claim.content_text) = key
        AND claim.state IN ('confirmed', 'corrected', 'rejected')
    UNION ALL
    SELECT wanted.*, claim.id, claim.state, claim.snapshot_id FROM wanted JOIN claims_claim claim
        ON pattern = 'frame' AND claims_frame_key(claim.source_text, claim.cue_text) = key
        AND claim.state IN ('confirmed', 'corrected', 'rejected')
)
SELECT decided.number, pattern, key,
    count(*) FILTER (WHERE state <> 'rejected'),
    count(DISTINCT coalesce(article.copy_of_id, article.id)) FILTER (WHERE state = 'rejected'),
    (array_agg(decided.id ORDER BY decided.id DESC) FILTER (WHERE state = 'rejected'))[1:%s]
FROM decided JOIN sources_snapshot snapshot ON snapshot.id = decided.snapshot_id
    JOIN sources_article article ON article.id = snapshot.article_id
WHERE article.outlet_id = %s AND article.removed_at IS NULL
GROUP BY decided.number, pattern, key
"""


def raise_doubts(proposals: Sequence[Proposal], outlet: int) -> None:
    """Let each of these know what speaks against it; their confidence follows."""
    found = _patterns([(p.content_text, p.source_text, p.cue_text) for p in proposals], outlet)
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


def lift_doubts(claim: Claim) -> None:
    """Once a decision about the claim is committed: give claims that were doubted because of claims like it their
    confidence back, where nothing speaks against them any more."""
    key, article = claim.pk, claim.snapshot.article
    transaction.on_commit(lambda: _lift(key, article))


def _lift(decided: int, article: Article) -> None:
    claim = Claim.objects.filter(pk=decided).first()
    if claim is None:
        return  # gone with an undone import
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT claims_words_key(%s), claims_frame_key(%s, %s)",
            [claim.content_text, claim.source_text, claim.cue_text],
        )
        keys = [key for key in cursor.fetchone() if key]
    same_outlet = Doubt.objects.filter(claim__snapshot__article__outlet=article.outlet_id)
    doubts = same_outlet.filter(key__in=keys) | same_outlet.filter(rejected__contains=[decided])
    with transaction.atomic():
        doubted = list(doubts.select_related("claim").order_by("pk"))
        texts = [(d.claim.content_text, d.claim.source_text, d.claim.cue_text) for d in doubted]
        found = _patterns(texts, article.outlet_id)
        for number, doubt in enumerate(doubted):
            if strongest(found[number]) is None:
                Claim.objects.filter(pk=doubt.pk).update(confidence=doubt.confidence)
                doubt.delete()


def _patterns(texts: Sequence[tuple[str, str, str]], outlet: int) -> dict[int, list[Pattern]]:
    """By number of the content, source and cue that are given."""
    found = defaultdict[int, list[Pattern]](list)
    if texts:
        with connection.cursor() as cursor:
            cursor.execute(PATTERNS, [list(range(len(texts))), *map(list, zip(*texts, strict=True)), MOST, outlet])
            for number, name, key, kept, articles, rejected in cursor.fetchall():
                found[number].append(Pattern(name, key, kept, articles, rejected or []))
    return found


def _doubt(claim: Claim, against: Pattern, confidence: float) -> Doubt:
    return Doubt(
        claim=claim,
        pattern=against.name,
        key=against.key,
        rejected=against.rejected,
        articles=against.articles,
        confidence=confidence,
    )
