"""A text speaks for whoever made it, where the article tells who that is."""

from __future__ import annotations

import pytest

from tests.extraction.speaking import names

KNOWN = {
    "Ana Ruiz": "Person",
    "Tom Beck": "Person",
    "Velmouth Institute": "Organization",
    "Harbour Post": "Organization",
}
CASES = [
    ("[Ana Ruiz's statement] said the dam would hold.", ["Ana Ruiz"]),
    ("[A study by the Velmouth Institute] found that the dam would hold.", ["Velmouth Institute"]),
    ("[A 2014 study by Velmouth Institute professor Tom Beck] found that the dam would hold.", ["Tom Beck"]),
    ("[A recent Harbour Post survey of readers] found that the dam would hold.", ["Harbour Post"]),
    (
        "[A report by the Velmouth Institute] said the dam would hold. [The study] found no cracks.",
        ["Velmouth Institute", "Velmouth Institute"],
    ),
    (
        "[A report by the Velmouth Institute] said all was well. [It] added that the dam held.",
        ["Velmouth Institute"] * 2,
    ),
    ("[A study] found that the dam would hold.", [None]),
    ("[Polls] show that the dam is popular.", [None]),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_who_made_it(marked: str, expected: list[str | None]) -> None:
    assert names(marked, KNOWN) == expected
