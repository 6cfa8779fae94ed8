"""Whether the verbs around an expression point ahead of the day of publication or back."""

from __future__ import annotations

import re
from typing import Literal

_MODAL = r"(?:will|shall|would|may|might|should|must|won't|wouldn't|'ll|going to|about to|set to)"
_SIGNAL = re.compile(
    rf"(?P<ahead>\b{_MODAL}(?: (?:not|be|have|also|only|then|still|[a-z]+ly))*(?: \w+)?"
    r"|\b(?:scheduled|slated|due|upcoming|plan(?:s|ning)?|planned (?:to|an?|on)"
    r"|expect(?:s|ed|ing)?|intend(?:s|ed)?|hop(?:es|ing)|wants"
    r"|prepar(?:es|ing)|postponed|is to|are to|ready to|if)\b)"
    r"|\b(?:was|were|had|did|said|told|began|took|came|went|made|gave|got|left|held|met|fell|rose|grew|saw|found|won"
    r"|lost|paid|sold|sent|became|wrote|spoke|ran|led|tore|[a-z]{2,}ed|since)\b",
)
_LIMIT = re.compile(r"\b(?:until|till|by|through|as (?:early|soon|late) as)(?: the)? $", re.IGNORECASE)
_PAST_PERFECT = re.compile(r"\s*,? (?:\w+ ){0,3}(?:had|was|were)\b", re.IGNORECASE)
_STRONG = re.compile(r"(?:will|shall|scheduled|upcoming|slated|going to|won't)", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;“”\"]|, (?:who|which|where|when)\b")


def points_ahead(before: str, after: str) -> bool:
    """The last sign of a tense before the expression in its sentence decides, else the first one after it.

    What an expression owns ("Monday's vote") has mostly been: only a clear future moves it ahead.
    """
    return tense(before, after) == "ahead"


def tense(before: str, after: str) -> Literal["ahead", "back"] | None:
    """The direction in time that the verbs give, or None where there is no verb to tell."""
    if _LIMIT.search(before):
        return "back" if _PAST_PERFECT.match(after) else "ahead"
    sign = None
    for found in _SIGNAL.finditer(before):
        sign = found
    if after.startswith(("'s", "’s")):
        return "ahead" if sign is not None and _STRONG.match(sign.group()) else "back"
    if sign is None:
        sign = _SIGNAL.search(_CLAUSE.split(after)[0])
    return None if sign is None else "ahead" if sign["ahead"] else "back"
