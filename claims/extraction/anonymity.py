"""Requests not to be named: they tell about the source and are no claims."""

from __future__ import annotations

import re

from claims.extraction.attribution import Attribution

REACH = 80
"""Characters of the content in which the request shows; after a comma begins something else."""
ASKING = re.compile(r"\b(?:ask|request|speak|spoke|insist)", re.IGNORECASE)
UNNAMED = re.compile(
    r"\b(?:anonym\w+|(?:named|identified|quoted)\b|(?:names?|identity)\b.{0,40}\b(?:kept|withheld|not|used|published))",
    re.IGNORECASE,
)


def asks_no_name(text: str, item: Attribution) -> bool:
    """Whether the cue asks and the words that follow want no name: "asked not to be identified"."""
    if item.quoted or not any(ASKING.search(text, *span) for span in item.cue):
        return False
    start = (item.cue or item.content)[0][0]
    wanted = text[start : min(item.content[0][0] + REACH, item.content[0][1])].partition(",")[0]
    return bool(UNNAMED.search(wanted))
