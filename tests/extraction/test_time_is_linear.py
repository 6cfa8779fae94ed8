"""Twice the text takes twice the time, whatever it is made of."""

import time
from itertools import cycle, islice

import pytest

from claims.extraction import extract
from claims.extraction.language import language_of
from claims.extraction.layout import layout
from claims.extraction.quotations import quotations
from tests.extraction.contract import check

PARAGRAPH = (
    "“The harbour is closed,” Harbour Board spokesman Tom Reed said on Monday. “It will not open again.” "
    "He added that the board, which met on 3 May 2023, had “no other choice” while Mary Hill of the Seamen Union "
    "denied the report."
)
UNITS = [
    "“",
    '"',
    "'",
    "”",
    "`",
    "“a ",
    "'a ",
    "‘a “b ",
    "A.",
    "a-",
    "a\n",
    "\n",
    " ",
    ", ",
    "While “a, ",
    "\x00",
    "“a. b\n",
]


@pytest.mark.parametrize("unit", UNITS)
def test_marks_and_paragraphs_are_found_in_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begun = time.process_time()
    layout(text)
    quotations(text, 0, len(text))
    language_of(text)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("joint", ["\n\n", " "])
def test_time_grows_with_length_and_no_faster(joint: str) -> None:
    extract({"text": PARAGRAPH})
    seconds = []
    for repeats in (40, 400):
        text = joint.join([PARAGRAPH] * repeats)
        begun = time.process_time()
        check(text, extract({"text": text, "published": "2024-09-19"}))
        seconds.append(time.process_time() - begun)
    assert seconds[1] < 20 * seconds[0]


def test_one_line_of_200_kilobytes() -> None:
    text = " ".join([PARAGRAPH] * 900)
    assert len(text) > 200_000
    result = extract({"text": text})
    check(text, result)
    assert len(result["claims"]) > 900


def test_ten_thousand_tiny_paragraphs() -> None:
    text = "\n\n".join(islice(cycle(["Yes.", "“No,” he said.", "Tom Reed", "—", "Why?"]), 10_000))
    check(text, extract({"text": text, "published": "2024-09-19"}))


def test_a_million_characters() -> None:
    text = "\n\n".join([PARAGRAPH] * 4500)
    assert len(text) > 1_000_000
    result = extract({"text": text})
    check(text, result)
    assert len(result["claims"]) > 4500
