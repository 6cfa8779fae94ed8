"""The agreed output, checked to the letter: what `extract` may answer for a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, get_args

from claims.extraction.cue_classes import classes
from claims.extraction.types import Claim, DateSpan, Extraction, Kind, SaidOn, Speaker, SpeakerKind, TimexType

LABELS = {"Person", "Organization", "Location", "NORP", "Date", "Facility", "Product", "Money", "Misc"}
VALUE = re.compile(r"[0-9A-Z][0-9A-Za-z:+.,/_-]*")


def check(text: str, result: Extraction) -> None:
    """Raises AssertionError where the answer breaks the contract."""
    assert {"id", "language", "claims", "entities", "dates"} <= set(result) <= {*Extraction.__annotations__}
    assert re.fullmatch("[a-z]{2,3}", result["language"])
    if "reason" in result:
        assert result["reason"]
        assert result["claims"] == []
    if result["language"] != "en":
        assert "reason" in result
    for claim in result["claims"]:
        check_claim(text, claim)
    firsts = [min(claim["content"] + claim["cue"] + claim["source"]) for claim in result["claims"]]
    assert firsts == sorted(firsts)
    for item in result["entities"]:
        assert set(item) == {"start", "end", "label"}
        assert item["label"] in LABELS
    check_spans(text, [[item["start"], item["end"]] for item in result["entities"]])
    check_dates(text, result["dates"])


def check_claim(text: str, claim: Claim) -> None:
    assert set(claim) == set(Claim.__annotations__)
    assert claim["kind"] in get_args(Kind)
    assert claim["cue_class"] in classes()
    assert claim["content"]
    for role in (claim["source"], claim["cue"], claim["content"]):
        check_spans(text, role)
    check_spans(text, sorted(claim["source"] + claim["cue"] + claim["content"]))
    assert isinstance(claim["confidence"], float)
    assert 0 <= claim["confidence"] <= 1
    if claim["speaker"] is not None:
        check_speaker(claim["speaker"])
    if claim["said_on"] is not None:
        check_day(claim["said_on"])
    check_dates(text, claim["dates"])
    for item in claim["dates"]:
        assert any(start <= item["start"] and item["end"] <= end for start, end in claim["content"])


def check_spans(text: str, spans: Iterable[list[int]]) -> None:
    """Inside of the text, in order, apart from each other, with no space at their ends."""
    spans = list(spans)
    for span in spans:
        assert isinstance(span, list)
        start, end = span
        assert type(start) is type(end) is int
        assert 0 <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def check_speaker(speaker: Speaker) -> None:
    assert {"name", "kind"} <= set(speaker) <= {*Speaker.__annotations__}
    assert speaker["kind"] in get_args(SpeakerKind)
    if speaker["name"] is None:
        assert speaker["kind"] == "unnamed"
    for key, value in speaker.items():
        if key != "joint_with" and not (key == "name" and value is None):
            assert_written(value)
    for name in speaker.get("joint_with", []):
        assert_written(name)


def assert_written(value: Any) -> None:
    assert isinstance(value, str)
    assert value == value.strip() != ""


def check_day(said_on: SaidOn) -> None:
    assert set(said_on) == {"start", "end", "text"}
    start, end = date.fromisoformat(said_on["start"]), date.fromisoformat(said_on["end"])
    assert said_on["start"] == start.isoformat()
    assert said_on["end"] == end.isoformat()
    assert start <= end
    assert isinstance(said_on["text"], str)


def check_dates(text: str, dates: list[DateSpan]) -> None:
    for item in dates:
        assert set(item) == {"start", "end", "type", "value"}
        assert item["type"] in get_args(TimexType)
        assert VALUE.fullmatch(item["value"])
    check_spans(text, [[item["start"], item["end"]] for item in dates])
