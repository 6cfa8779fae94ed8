"""What several claims share becomes a title in plain English."""

import pytest

from claims.linking.titles import title_of

TABLE = [
    (
        [
            "troops will quit the bases near the capital",
            "the bases near the capital will be empty",
            "who guards the bases near the capital",
        ],
        "Bases near the capital, September 2025",
    ),
    (["the toll rises", "drivers hate the toll", "a toll is a tax"], "Toll, September 2025"),
    (["we shall see", "nothing moves", "I wait"], "Statements by Ada Quist and Bo Lind, September 2025"),
    (
        ["“The Øresund bridge opens”", "the Øresund bridge is late", "no Øresund bridge"],
        "Øresund bridge, September 2025",
    ),
    (["", " ", "…"], "Statements by Ada Quist and Bo Lind, September 2025"),
    (["the dam will be full by September 2025", "September 2025 fills the dam", "a dam"], "Dam, September 2025"),
]


@pytest.mark.parametrize(("contents", "title"), TABLE)
def test_title(contents: list[str], title: str) -> None:
    assert title_of(list(enumerate(contents)), "September 2025", ["Ada Quist", "Bo Lind"]) == title
