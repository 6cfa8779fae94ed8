"""Which claims are right, by the scorer's own measure; the scorer (`score_claims.py`) must be importable."""

from __future__ import annotations

from typing import Any


def right(text: str, gold: list[dict[str, Any]], claims: list[dict[str, Any]]) -> list[bool]:
    """For each claim whether it is linked: content word F1 of at least 0.5 with its match, and a shared source."""
    return [place is not None for place in matches(text, gold, claims)]


def matches(text: str, gold: list[dict[str, Any]], claims: list[dict[str, Any]]) -> list[int | None]:
    """For each claim the number of the gold attribution that it is linked to."""
    import score_claims as scorer

    spans = scorer.words(text)
    sides = [
        [{role: scorer.covered(item[role], spans) for role in scorer.ROLES} for item in items]
        for items in (gold, claims)
    ]
    found: list[int | None] = [None] * len(claims)
    for first, second, overlap in scorer.match(*sides):
        left, right_ = sides[0][first]["source"], sides[1][second]["source"]
        if overlap >= 0.5 and (left & right_ or not (left or right_)):
            found[second] = first
    return found
