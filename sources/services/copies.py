"""Near-identical texts: MinHash bands find candidates, exact comparison of shingles decides.

Broder (1997), resemblance as the share of common shingles; banding as in Leskovec, Rajaraman and Ullman, chapter 3.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from datasketch import MinHash
from django.db import connection

from sources.models import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

SHINGLE = 3  # words
BANDS = 12
ROWS = 5  # at 0.8 a pair shares a band in 99 of 100 cases, at 0.4 in 12, and those are then compared exactly
ALIKE = 0.8
LONGEST = 40  # characters of a word
WORD = re.compile(r"\w+")
CANDIDATES = 20
EMPTY = MinHash(num_perm=BANDS * ROWS, hashfunc=int)
PLACE = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)  # odd factors, one for each word


@dataclass(frozen=True, eq=False)
class Fingerprint:
    shingles: frozenset[int]  # 32 bits each
    bands: tuple[int, ...]  # signed 64 bits each

    def like(self, other: frozenset[int]) -> bool:
        return len(self.shingles & other) >= ALIKE * len(self.shingles | other)


@lru_cache(maxsize=50_000)
def word_hash(word: str) -> int:
    """Of what stands between blanks, without its punctuation; 0 where that is all of it."""
    letters = "".join(WORD.findall(word))
    return zlib.crc32(letters.encode()) * 0x9E3779B1 | 1 if letters else 0


def parts(word: str) -> list[str]:
    """What a script without blanks, or no language at all, makes one word of."""
    if len(word) <= LONGEST:
        return [word]
    pieces = WORD.findall(word)
    return [piece[at : at + LONGEST] for piece in pieces for at in range(0, len(piece), LONGEST)]


def shingles(text: str) -> frozenset[int]:
    """A hash of every three words that follow each other, put together from those of the words."""
    words = text.lower().split()
    if max(map(len, words), default=0) > LONGEST:
        words = [part for word in words for part in parts(word)]
    hashes = np.fromiter(map(word_hash, words), np.uint64, len(words))
    hashes = hashes[hashes != 0]
    if len(hashes) < SHINGLE:
        hashes = np.pad(hashes, (0, SHINGLE - len(hashes)))
    together = sum(hashes[at : len(hashes) - SHINGLE + 1 + at] * PLACE[at] for at in range(SHINGLE))
    return frozenset((together >> np.uint64(32)).tolist())


def fingerprint(text: str) -> Fingerprint:
    found = shingles(text)
    sketch = EMPTY.copy()
    sketch.update_batch(found)
    values = sketch.hashvalues
    keys = (values[at : at + ROWS].tobytes() for at in range(0, BANDS * ROWS, ROWS))
    bands = tuple(int.from_bytes(blake2b(key, digest_size=8).digest(), signed=True) for key in keys)
    return Fingerprint(found, bands)


def stored_candidates(
    prints: Sequence[Fingerprint], without: set[int]
) -> dict[Fingerprint, list[tuple[Article, frozenset[int]]]]:
    """For each fingerprint the stored originals that share most bands with it, with their shingles."""
    sharing = defaultdict(list)
    for number, key, article in stored_bands(prints):
        if article not in without:
            sharing[number, key].append(article)
    if not sharing:
        return {}
    best = {}
    for found in prints:
        shared = Counter(article for band in enumerate(found.bands) for article in sharing.get(band, ()))
        best[found] = [article for article, _ in shared.most_common(CANDIDATES)]
    visible = Article.objects.visible().originals().select_related("latest")
    articles = visible.in_bulk({pk for keys in best.values() for pk in keys})
    known = {pk: (article, shingles(article.latest.text)) for pk, article in articles.items() if article.latest}
    return {found: [known[pk] for pk in keys if pk in known] for found, keys in best.items()}


def stored_bands(prints: Sequence[Fingerprint], schema: str = "") -> list[tuple[int, int, int]]:
    """(number, key, article) of every stored band that is one of these fingerprints', too. `schema` with its dot,
    where shadow tables stand before the real ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT band.number, band.key, snapshot.article_id FROM unnest(%s::bigint[], %s::int[]) AS own(key, number)"  # noqa: S608 - our own tables
            f" JOIN {schema}sources_band band USING (key, number)"
            f" JOIN {schema}sources_snapshot snapshot ON snapshot.id = band.snapshot_id",
            [  # as text, which takes a tenth of the time that a list takes
                f"{{{','.join(str(key) for found in prints for key in found.bands)}}}",
                f"{{{','.join(str(number) for found in prints for number in range(len(found.bands)))}}}",
            ],
        )
        return list(cursor.fetchall())
