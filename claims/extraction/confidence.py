"""How likely a claim's span and speaker are right, from the rule that found it and the way its speaker is named."""

from __future__ import annotations

from claims.extraction.attribution import Attribution
from claims.extraction.types import Speaker

BY_RULE = {"quote": 0.9, "before": 0.9, "inverted": 0.9, "that": 0.85, "clause": 0.8}
DEFAULT = 0.55
BY_SPEAKER = {"person": 0.95, "organization": 0.9, "office": 0.9, "group": 0.85, "unnamed": 0.9}


def confidence(item: Attribution, speaker: Speaker | None) -> float:
    """A probability in [0, 1]."""
    spans = BY_RULE.get(item.rule, DEFAULT)
    return round(spans * (BY_SPEAKER[speaker["kind"]] if speaker else 0.6), 2)
