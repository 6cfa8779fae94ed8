"""A quoted sentence that the network passed over is a claim or goes on with one; a title in quotation marks is not."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Places
from claims.extraction.layout import layout
from claims.extraction.quoted import complete

OPENING = "“The dam is safe,” Ana Ruiz said."


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (OPENING, [["“The dam is safe,”"]]),
        (f"{OPENING} “It will hold for years.”", [["“The dam is safe,”", "“It will hold for years.”"]]),
        (f"{OPENING}\n\n“It will hold for years.”", [["“The dam is safe,”", "“It will hold for years.”"]]),
        (
            f"{OPENING} The rain fell.\n\nThe rain went on.\n\n“It will hold for years.”",
            [["“The dam is safe,”"], ["“It will hold for years.”"]],
        ),
        (f"{OPENING} It was shown on “Meet the Press,” a programme.", [["“The dam is safe,”"]]),
        (f"{OPENING} It was called a “local wonder.”", [["“The dam is safe,”"]]),
    ],
)
def test_contents(text: str, contents: list[list[str]]) -> None:
    paragraphs = layout(text)
    cue = text.index("said")
    places = Places(paragraphs)
    first = places.attribution([(cue - 9, cue - 1)], [(cue, cue + 4)], [(0, 18)])
    found = complete(text, paragraphs, places, [first])
    assert [[text[start:end] for start, end in item.content] for item in found] == contents


def test_content_is_stretched_over_its_quotation() -> None:
    paragraphs = layout(OPENING)
    places = Places(paragraphs)
    [found] = complete(OPENING, paragraphs, places, [places.attribution([], [(28, 32)], [(1, 12)])])
    assert found.content == [(0, 18)]
