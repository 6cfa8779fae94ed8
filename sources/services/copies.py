"""Near-identical texts: MinHash bands find candidates, exact comparison of shingles decides.

Broder (1997), resemblance as the share of common shingles; banding as in Leskovec, Rajaraman and Ullman, chapter 3.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from hashlib import blake2b
from operator import or_
from typing import TYPE_CHECKING

from datasketch import MinHash
from django.db.models import Q

from sources.models import Article, Band

if TYPE_CHECKING:
    from collections.abc import Sequence

SHINGLE = 3  # words
BANDS = 12
ROWS = 5  # at 0.8 a pair shares a band in 99 of 100 cases, at 0.4 in 12, and those are then compared exactly
ALIKE = 0.8
WORD = re.compile(r"\w+")
CANDIDATES = 20
EMPTY = MinHash(num_perm=BANDS * ROWS, hashfunc=zlib.crc32)


@dataclass(frozen=True, eq=False)
class Fingerprint:
    shingles: frozenset[int]  # CRC-32 of each
    bands: tuple[int, ...]  # signed 64 bits each

    def like(self, other: frozenset[int]) -> bool:
        return len(self.shingles & other) >= ALIKE * len(self.shingles | other)


def shingles(text: str) -> frozenset[int]:
    words = WORD.findall(text.lower()) or [text]
    return frozenset(
        zlib.crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(max(1, len(words) - SHINGLE + 1))
    )


def fingerprint(text: str) -> Fingerprint:
    found = shingles(text)
    sketch = EMPTY.copy()
    sketch.hashfunc = int
    sketch.update_batch(found)
    values = sketch.hashvalues
    keys = (values[at : at + ROWS].tobytes() for at in range(0, BANDS * ROWS, ROWS))
    bands = tuple(int.from_bytes(blake2b(key, digest_size=8).digest(), signed=True) for key in keys)
    return Fingerprint(found, bands)


def stored_candidates(
    prints: Sequence[Fingerprint], without: set[int]
) -> dict[Fingerprint, list[tuple[Article, frozenset[int]]]]:
    """For each fingerprint the stored originals that share most bands with it, with their shingles."""
    by_number = [[found.bands[number] for found in prints] for number in range(BANDS)]
    wanted = reduce(or_, (Q(number=number, key__in=keys) for number, keys in enumerate(by_number)))
    bands = Band.objects.filter(wanted, snapshot__article__removed_at__isnull=True).exclude(
        snapshot__article__in=without
    )
    sharing: dict[tuple[int, int], list[int]] = {}
    for number, key, article in bands.values_list("number", "key", "snapshot__article_id"):
        sharing.setdefault((number, key), []).append(article)
    if not sharing:
        return {}
    best = {}
    for found in prints:
        shared = Counter(article for band in enumerate(found.bands) for article in sharing.get(band, ()))
        best[found] = [article for article, _ in shared.most_common(CANDIDATES)]
    articles = (
        Article.objects.originals().select_related("latest").in_bulk({pk for keys in best.values() for pk in keys})
    )
    known = {pk: (article, shingles(article.latest.text)) for pk, article in articles.items() if article.latest}
    return {found: [known[pk] for pk in keys if pk in known] for found, keys in best.items()}
