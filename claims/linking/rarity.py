"""How much a word tells by being rare in English at large: an inverse document frequency without a corpus.

The vocabulary of the engine's tokenizer (BERT's) lists whole words from the most frequent on; by Zipf's law the
logarithm of a word's rank is its inverse frequency but for a constant.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

__all__ = ["rarity"]

_TOKENIZER = Path(__file__).parent.parent / "extraction" / "pipeline" / "onrecord_encoder" / "tokenizer.json"
_FIRST, _LAST = 1996, 30_522
"""Ranks of the first whole word, “the”, and of the last."""
COMMON = 800
"""Words up to this rank tell nothing."""


@cache
def _ranks() -> dict[str, int]:
    vocabulary: dict[str, int] = json.loads(_TOKENIZER.read_text(encoding="utf-8"))["model"]["vocab"]
    return {word: rank - _FIRST for word, rank in vocabulary.items() if rank >= _FIRST and word[:2] != "##"}


def rarity(word: str) -> float:
    """0 for the commonest words, 1 for those that the vocabulary has not."""
    rank = _ranks().get(word.lower())
    if rank is None:
        return 1.0
    return max(0.0, math.log(max(rank, 1) / COMMON) / math.log((_LAST - _FIRST) / COMMON))
