"""A source, a cue or a reported clause lies in one paragraph, and a name before the cue is no content."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Places
from claims.extraction.layout import layout
from claims.extraction.spans import Bounds

HEADLINE = "Harbour workers doubt the mayor\n\nHarbour workers doubt that the mayor will pay."
WATER = "“We have agreed on the water,” Amman and Baghdad said."
SPEECH = "“We will dig.\n\n“We will not stop,” she said."

type Spans = list[str]


def spans(text: str, pieces: Spans) -> list[tuple[int, int]]:
    return [(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]


@pytest.mark.parametrize(
    ("text", "read", "expected"),
    [
        (
            HEADLINE,
            (["Harbour workers doubt the mayor\n\nHarbour workers"], ["doubt that"], ["the mayor will pay"]),
            (["Harbour workers"], ["doubt that"], ["the mayor will pay"]),
        ),
        (
            HEADLINE,
            (["Harbour workers"], ["doubt"], ["the mayor\n\nHarbour workers doubt that the mayor"]),
            (["Harbour workers"], ["doubt"], ["the mayor"]),
        ),
        (WATER, ([], ["said"], ["“We have agreed on the water,” Amman and Baghdad"]), (
            ["Amman and Baghdad"], ["said"], ["“We have agreed on the water,”"]
        )),
        (SPEECH, (["she"], ["said"], ["“We will dig.\n\n“We will not stop,”"]), (
            ["she"], ["said"], ["“We will dig.\n\n“We will not stop,”"]
        )),
    ],
)  # fmt: skip
def test_spans(text: str, read: tuple[Spans, Spans, Spans], expected: tuple[Spans, Spans, Spans]) -> None:
    paragraphs = layout(text)
    source, cue, content = (spans(text, role) for role in read)
    item = Places(paragraphs).attribution(source, cue, content)
    mended = Bounds(text, paragraphs).mended(item)
    found = tuple([text[start:end] for start, end in role] for role in (mended.source, mended.cue, mended.content))
    assert found == expected
