"""Whether a cue tells of one act of speaking, which has a day, or of a standing view, a habit or a possibility."""

from __future__ import annotations

import re
from typing import Literal

from claims.extraction.attribution import Attribution
from claims.extraction.cue_classes import cue_class

Act = Literal["told", "tells", "bare", "beside", "perfect", "standing"]
"""In the past tense; in the present; without an ending; a participle ("adding"); "has said"; no act."""

STANDING = re.compile(
    r"\b(?:has|have|had|will|would|can|could|cannot|may|might|should|must|is|are|was|were|be|been|being|known|seems?"
    r"|seemed|never|often|always|constantly|continually|reportedly|allegedly|presumably)\b|['’](?:ve|d|ll|re)\b"
    r"|(?:can|wo|is|are|was|were|has|have|had|would|could|should)n['’]t\b",
    re.IGNORECASE,
)
VIEWS = frozenset({"believe", "expect", "want", "fear"})
PAST = re.compile(
    r"\b(?:\w{2,}ed|said|told|wrote|spoke|put|went|began|gave|made|took|found|did|didn['’]t|ran|set|swore|laid|came|held"
    r"|sent|brought|drew|hit|led|sought|struck|stood|withdrew|threw|shot|fought|chose|broke|overrode|rebuilt)\b",
    re.IGNORECASE,
)
PARTICIPLE = re.compile(r"(?:\w+ly |also |then )?\w{3,}ing\b", re.IGNORECASE)
INFINITIVE = re.compile(r"to \w", re.IGNORECASE)
PRESENT = re.compile(r"(?:\w+ly |also )?\w+s\b", re.IGNORECASE)
PERFECT = re.compile(r"(?:has|have) (?!been\b|to\b|long\b)", re.IGNORECASE)


def act_of(text: str, item: Attribution) -> Act:
    """What kind of act the cue tells; a quotation that only a colon introduces is told."""
    cue = " ".join(text[start:end] for start, end in item.cue).replace("\u00a0", " ").strip(" :").lower()
    if not cue:
        return "told"
    if cue == "according to":
        return "told"
    if PERFECT.match(cue):
        return "perfect"
    if STANDING.search(cue) or INFINITIVE.match(cue) or cue_class(text, item.cue) in VIEWS:
        return "standing"
    if PAST.search(cue):
        return "told"
    if PARTICIPLE.match(cue):
        return "beside"
    return "tells" if PRESENT.match(cue) else "bare"
