"""A joint statement has the first of its makers as the speaker, with the names of the others beside."""

from __future__ import annotations

import pytest

from claims.extraction import extract

CASES = [
    ("“We have agreed on the water,” Amman and Baghdad said in a joint statement.", "Amman", ["Baghdad"]),
    ("Ana Ruiz and Tom Beck said that they had agreed on the water.", "Ana Ruiz", ["Tom Beck"]),
    (
        "Jordan and Iraq opened talks on Friday.\n\n“We have agreed on the water,” the two governments said.",
        "Jordan",
        ["Iraq"],
    ),
]


@pytest.mark.parametrize(("text", "first", "others"), CASES)
def test_speakers(text: str, first: str, others: list[str]) -> None:
    [claim] = extract({"text": text})["claims"]
    assert claim["speaker"] is not None
    assert (claim["speaker"]["name"], claim["speaker"].get("joint_with")) == (first, others)


def test_one_speaker_stands_alone() -> None:
    [claim] = extract({"text": "Jordan said that it had agreed on the water."})["claims"]
    assert claim["speaker"] is not None
    assert "joint_with" not in claim["speaker"]
