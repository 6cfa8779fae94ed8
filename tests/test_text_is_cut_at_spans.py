"""`claims.segments`: joined again, the segments are the text; each knows the spans that cover it."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.segments import Mark, marks_of, paragraphs, segments


@dataclass
class Spans:
    pk: int
    source: list[list[int]] = field(default_factory=list)
    cue: list[list[int]] = field(default_factory=list)
    content: list[list[int]] = field(default_factory=list)


TEXT = "😀 “We go,” she said.\n\n“Soon.”"


def test_each_part_is_its_own_segment() -> None:
    claim = Spans(7, source=[[11, 14]], cue=[[15, 19]], content=[[2, 10], [22, 29]])
    cut = [(s.text, [mark.part for mark in s.marks]) for s in segments(TEXT, marks_of([claim]))]
    assert cut == [
        ("😀 ", []),
        ("“We go,”", ["content"]),
        (" ", []),
        ("she", ["source"]),
        (" ", []),
        ("said", ["cue"]),
        (".\n\n", []),
        ("“Soon.”", ["content"]),
    ]


def test_claims_within_claims_are_nested_outermost_first() -> None:
    outer, inner = Spans(1, content=[[0, 20]]), Spans(2, content=[[2, 10]])
    middle = segments(TEXT, marks_of([inner, outer]))[1]
    assert [mark.claim for mark in middle.marks] == [1, 2]
    assert [mark.claim for mark in middle.opens] == [2]


def test_a_paragraph_keeps_the_offsets_of_the_text() -> None:
    first, second = paragraphs(TEXT)
    cut = segments(TEXT, marks_of([Spans(1, content=[[2, 29]])]), *second)
    assert TEXT[slice(*first)] == "😀 “We go,” she said."
    assert [(s.start, s.end, s.text) for s in cut] == [(22, 29, "“Soon.”")]
    assert not cut[0].opens


spans = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: [pair[0], pair[0] + pair[1]])


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(1, 3), spans), max_size=6))
def test_nothing_is_lost_or_doubled(text: str, given_spans: list[tuple[int, list[int]]]) -> None:
    marks = [Mark(start, end, claim, "content") for claim, (start, end) in given_spans]
    cut = segments(text, marks)
    assert "".join(s.text for s in cut) == text
    for s in cut:
        assert set(s.marks) == {m for m in marks if m.start < s.end and m.end > s.start}


@pytest.mark.parametrize(("start", "end"), [(5, 5), (40, 60), (9, 3)])
def test_an_empty_stretch_has_no_segments(start: int, end: int) -> None:
    assert segments(TEXT, [], start, end) == []
