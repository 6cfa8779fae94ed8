"""The excerpt of a comparison: cut at words, spans marked, what differs told."""

from typing import Any

import pytest

from claims.comparison import SHOWN, compare
from tests.outputs import span

TEXT = f"{'The council met. ' * 20}“The well is dry 🕊️,” said Ada Quist on Tuesday.{' It rained.' * 20}"


def side(content: str = "The well is dry", **more: Any) -> dict[str, Any]:
    known = {"kind": "direct", "cue_class": "say", "speaker": "Ada Quist", "said_on": "", "dates": []}
    return {
        "content": span(TEXT, content),
        "source": span(TEXT, "Ada Quist"),
        "cue": span(TEXT, "said"),
        **known,
        **more,
    }


def entry(before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    return {"claim": 1, "kinds": ["span"], "before": before, "after": after}


def test_the_spans_are_marked_in_an_excerpt_that_begins_and_ends_with_whole_words() -> None:
    shown = compare(TEXT, entry(side(), side("The well is dry 🕊️")))
    assert shown.before
    assert shown.after
    marked = {mark.part: piece.text for piece in shown.after.segments for mark in piece.marks}
    assert marked == {"content": "The well is dry 🕊️", "cue": "said", "source": "Ada Quist"}
    excerpt = "".join(piece.text for piece in shown.after.segments)
    assert excerpt == "".join(piece.text for piece in shown.before.segments)
    assert set(excerpt.split()) <= set(TEXT.split())
    assert (shown.opens, shown.closes) == (True, True)


def test_a_giant_claim_is_cut() -> None:
    giant = side(content="") | {"content": [[0, len(TEXT)]]}
    shown = compare("x" * len(TEXT), entry(None, giant))
    assert shown.before is None
    assert shown.after
    assert sum(len(piece.text) for piece in shown.after.segments) == min(SHOWN, len(TEXT))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"speaker": "Bo Lind"}, ["Bo Lind"]),
        ({"kind": "mixed"}, ["mixed"]),
        ({"said_on": "2024-09-17"}, ["on 17 Sep 2024"]),
        ({"dates": ["../2026-12-31", "daily"]}, ["about by the end of 2026, daily"]),
        ({"speaker": ""}, ["speaker unknown"]),
    ],
)
def test_what_differs_is_told(change: dict[str, Any], told: list[str]) -> None:
    after = compare(TEXT, entry(side(), side(**change))).after
    assert after
    assert [fact.words for fact in (after.speaker, *after.facts) if fact.differs] == told
