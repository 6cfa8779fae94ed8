"""The probability that a claim's spans and speaker are right: a logistic regression on what the network said.

Its weights come from articles that the network was not trained on (`training/calibrate.py`).
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from claims.extraction.encoder.decode import Linked

WEIGHTS = Path(__file__).with_name("data") / "confidence.json"
CLIP = 1e-3


def confidence(item: Linked, quoted: bool) -> float:
    """In [0, 1], two digits."""
    weights = _weights()
    score = sum(weights[name] * value for name, value in features(item, quoted).items()) + weights["bias"]
    return round(1 / (1 + math.exp(-score)), 2)


def features(item: Linked, quoted: bool) -> dict[str, float]:
    """What the regression sees: log-odds of spans and links, and the attribution's form."""
    longest = max(item.content, key=lambda span: span.last - span.first, default=None)
    return {
        "content lowest": _odds(longest.lowest) if longest else 0.0,
        "content mean": _odds(longest.mean) if longest else 0.0,
        "no content": float(longest is None),
        "content link": _odds(max(item.content_links)) if item.content_links else 0.0,
        "pieces": float(max(0, len(item.content) - 1)),
        "words": math.log(1 + sum(span.last - span.first + 1 for span in item.content)),
        "quoted": float(quoted),
        "cue": _odds(item.cue.lowest) if item.cue else 0.0,
        "no cue": float(item.cue is None),
        "source": _odds(item.source.lowest) if item.source else 0.0,
        "no source": float(item.source is None),
        "source link": _odds(item.source_link) if item.source else 0.0,
        "no source link": 0.0 if item.source else _odds(item.source_link),
    }


def _odds(probability: float) -> float:
    kept = min(max(probability, CLIP), 1 - CLIP)
    return math.log(kept / (1 - kept))


@cache
def _weights() -> dict[str, float]:
    found: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found
