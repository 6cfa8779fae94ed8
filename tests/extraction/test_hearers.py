"""Whoever is told, or called something, is not the one who speaks."""

from __future__ import annotations

import pytest

from claims.extraction import extract

CASES = [
    (
        "“This is a poor bargain,” the union’s spokesman, Omar Hadi, told the Courier on Monday.",
        "the union’s spokesman, Omar Hadi",
    ),
    ('"This is a poor bargain," Omar Hadi, the spokesman of the union, told Coast Press.', "Omar Hadi, the spokesman"),
    ('In Velmouth, the press secretary, Lt. Ana Ruiz, called the fire "an accident with many fathers".', "Ana Ruiz"),
    ('"This is a poor bargain," said Omar Hadi, the spokesman of the union.', "Omar Hadi"),
]


@pytest.mark.parametrize(("text", "source"), CASES)
def test_source(text: str, source: str) -> None:
    [claim] = extract({"text": text})["claims"]
    [[start, end]] = claim["source"]
    assert source in text[start:end]
    assert claim["speaker"] is not None
    assert claim["speaker"]["name"] in ("Omar Hadi", "Ana Ruiz")
