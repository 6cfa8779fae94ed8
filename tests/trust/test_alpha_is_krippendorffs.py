"""Against the examples that were worked by hand in “Computing Krippendorff's Alpha-Reliability”, 2011."""

import pytest

from claims.agreement import alpha, interval, pairable


def units(*observers: str) -> list[tuple[str | None, ...]]:
    """One string of values for each observer; “.” is missing."""
    return [tuple(None if value == "." else value for value in unit) for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(
    ("observers", "expected"),
    [
        (("0100000010", "1110010000"), 0.095),  # A: binary, two observers, no missing data
        (("aabbdcccedda", "babbbccceddd"), 0.692),  # B: nominal, two observers, no missing data
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),  # C: nominal, four, missing data
    ],
)
def test_worked_examples(observers: tuple[str, ...], expected: float) -> None:
    found = alpha(units(*observers))
    assert found is not None
    assert round(found, 3) == expected


def test_agreement_and_contradiction() -> None:
    assert alpha(units("abab", "abab")) == 1
    opposite = alpha(units("abab", "baba"))
    assert opposite is not None
    assert opposite < 0


@pytest.mark.parametrize("observers", [("", ""), ("aaaa", "aaaa"), ("ab..", "..ab"), ("a", ".")])
def test_where_no_chance_can_be_told_there_is_none(observers: tuple[str, str]) -> None:
    assert alpha(units(*observers)) is None
    assert interval(units(*observers)) is None


def test_what_only_one_said_anything_about_counts_nothing() -> None:
    assert pairable([("a", None), ("a", "b"), (None, None)]) == [["a", "b"]]
    assert alpha(units("aabbx", "aabc.")) == alpha(units("aabb", "aabc"))


def test_the_interval_holds_the_value_and_narrows() -> None:
    few = units("aabbdcccedda", "babbbcccedda")
    value, wide, narrow = alpha(few), interval(few), interval(few * 10)
    assert value is not None
    assert wide
    assert narrow
    assert wide.low < value < wide.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 2
    assert interval(few) == wide, "the same every time"
