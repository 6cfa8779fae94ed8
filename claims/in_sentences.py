"""The claims of a list, each in its sentence, by one query that reads of every text only the stretch that is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import connection

from claims.sentences import HIT_ENDS, HIT_STARTS, cut, window_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.models import Claim

__all__ = ["in_sentences"]

HIT_MARKS = re.compile(f"[{HIT_STARTS}{HIT_ENDS}]")
BETWEEN_PIECES = len(" … ")

STRETCHES = """
    SELECT wanted.claim, substr(snapshot.text, wanted.start + 1, wanted.length)
    FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::int[]) AS wanted (claim, snapshot, start, length)
    JOIN sources_snapshot snapshot ON snapshot.id = wanted.snapshot
"""


def in_sentences(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The same claims with `sentence` set, the hits of a search among it where they have a `headline`."""
    windows = {claim.pk: window_of(claim) for claim in claims}
    starts, lengths = [start for start, _ in windows.values()], [length for _, length in windows.values()]
    by_key = {claim.pk: claim for claim in claims}
    snapshots = [claim.snapshot_id for claim in by_key.values()]
    with connection.cursor() as cursor:
        cursor.execute(STRETCHES, [list(windows), snapshots, starts, lengths])
        for key, stretch in cursor.fetchall():
            claim = by_key[key]
            claim.sentence = cut(stretch, windows[key][0], claim, list(_hits_of(claim)))
    return claims


def _hits_of(claim: Claim) -> Iterator[tuple[int, int]]:
    """Where the hits of the headline, which is the content's pieces joined by “ … ”, stand in the text."""
    at = 0
    for number, words in enumerate(HIT_MARKS.split(getattr(claim, "headline", ""))):
        if number % 2:
            yield from _placed(claim.content, at, len(words))
        at += len(words)


def _placed(pieces: list[list[int]], start: int, length: int) -> Iterator[tuple[int, int]]:
    for first, last in pieces:
        left, right = max(0, start), min(last - first, start + length)
        if left < right:
            yield first + left, first + right
        start -= last - first + BETWEEN_PIECES
