"""`claims.sentences`: the sentences around a claim, from a stretch of its text."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.sentences import HIT_ENDS, HIT_STARTS, cut, window_of


@dataclass
class Spans:
    content: list[list[int]]
    source: list[list[int]] = field(default_factory=list)
    cue: list[list[int]] = field(default_factory=list)
    pk: int = 1


def spans_of(text: str, content: list[str], source: str = "", cue: str = "") -> Spans:
    def at(words: str) -> list[list[int]]:
        return [[text.index(words), text.index(words) + len(words)]] if words else []

    return Spans([at(words)[0] for words in content], at(source), at(cue))


def shown(text: str, claim: Spans, hits: list[str] = []) -> str:  # noqa: B006
    """Contents in [], sources in {}, cues in <>."""
    start, length = window_of(claim)
    found = [(text.index(hit), text.index(hit) + len(hit)) for hit in hits]
    signs = {None: ("", ""), "content": "[]", "source": "{}", "cue": "<>"}
    return "".join(
        f"{signs[run.part][0]}{run.text}{signs[run.part][1]}"
        for run in cut(text[start : start + length], start, claim, found)
    )


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("It rained. “We go,” she said. It rained.", ["“We go,”"], "[“We go,”] {she} <said>."),
        ("It rained.\n“We go,” she said\nIt rained", ["“We go,”"], "[“We go,”] {she} <said>"),
        ("😀 It rained! 😀 “We 😀 go,” she said.", ["“We 😀 go,”"], "😀 [“We 😀 go,”] {she} <said>."),
        (
            "Gen. A. B. Frost and she said they go. Rain.",
            ["they go"],
            "Gen. A. B. Frost and {she} <said> [they go].",
        ),
        (
            "Rain. “We go,” she said, “soon.” Rain.",
            ["“We go,”", "“soon.”"],
            "[“We go,”] {she} <said>, [“soon.”]",
        ),
        (
            "“We go,” she said.\n\n“Soon,” Rain.",
            ["“We go,”", "“Soon,”"],
            "[“We go,”] {she} <said>. [“Soon,”] Rain.",
        ),
        ("“We go!” she said. Rain.", ["“We go!”"], "[“We go!”] {she} <said>."),
        ("We go, she said", ["We go"], "[We go], {she} <said>"),
    ],
)
def test_from_its_beginning_to_its_end(text: str, content: list[str], expected: str) -> None:
    assert shown(text, spans_of(text, content, "she", "said")) == expected


def test_a_long_quote_keeps_its_beginning_its_end_and_who_speaks() -> None:
    words = " ".join(f"word{number}" for number in range(400))
    text = f"Rain. “{words},” she said."
    line = shown(text, spans_of(text, [f"“{words},”"], "she", "said"))
    assert line.startswith("[“word0 word1 ")
    assert line.endswith("word399,”] {she} <said>.")
    assert " … " in line
    assert len(line) < 600


def test_the_hits_of_a_search_are_not_cut_away() -> None:
    words = " ".join(f"word{number}" for number in range(400))
    text = f"“{words},” she said."
    line = shown(text, spans_of(text, [f"“{words},”"], "she", "said"), ["word200", "word300"])
    assert f"word199 {HIT_STARTS}word200{HIT_ENDS} word201" in line
    assert f"{HIT_STARTS}word300{HIT_ENDS}" in line
    assert line.count(" … ") == 3
    assert len(line) < 1000


def test_a_sentence_without_an_end_is_cut_on_both_sides() -> None:
    text = f"{'before ' * 200}she said they go {'after ' * 200}"
    line = shown(text, spans_of(text, ["they go"], "she", "said"))
    assert line.startswith("… before ")
    assert line.endswith("after …")
    assert "before {she} <said> [they go] after" in line
    assert len(line) < 400


span = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: [pair[0], pair[0] + pair[1]])


spans = st.lists(span, max_size=2)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.lists(span, min_size=1, max_size=3), spans, spans)
def test_any_spans_over_any_text(
    text: str, content: list[list[int]], source: list[list[int]], hits: list[list[int]]
) -> None:
    claim = Spans(content, source)
    start, length = window_of(claim)
    runs = cut(text[start : start + length], start, claim, [(left, right) for left, right in hits])
    told = "".join(run.text for run in runs).replace(HIT_STARTS, "").replace(HIT_ENDS, "")
    assert set(told) <= set(text) | set(" …")
