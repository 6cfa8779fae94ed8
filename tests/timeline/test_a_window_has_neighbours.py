from datetime import date

import pytest

from claims.timeline import BadWindow, Window, period, window_of

DAY = date(2024, 9, 16)


@pytest.mark.parametrize(
    ("zoom", "first", "last", "days"),
    [
        ("", "", "", None),
        ("year", "", "", ("2024-01-01", "2024-12-31")),
        ("month", "", "", ("2024-09-01", "2024-09-30")),
        ("day", "", "", ("2024-09-16", "2024-09-22")),
        ("month", "2024-02-01", "", ("2024-02-01", "2024-02-29")),
        ("", "", "2999-12-31", ("2999-01-01", "2999-12-31")),
        ("day", "2024-09-01", "2024-09-03", ("2024-09-01", "2024-09-03")),
    ],
)
def test_it_is_what_was_asked_for(zoom: str, first: str, last: str, days: tuple[str, str] | None) -> None:
    window = window_of(zoom, first, last, DAY)
    assert (window and (str(window.first), str(window.last))) == days


@pytest.mark.parametrize(
    ("last", "zoom"), [("2024-09-12", "day"), ("2024-09-13", "month"), ("2024-12-09", "month"), ("2024-12-10", "year")]
)
def test_its_length_says_what_is_looked_at(last: str, zoom: str) -> None:
    window = window_of("", "2024-09-01", last, None)
    assert window is not None
    assert window.zoom == zoom


@pytest.mark.parametrize(
    ("zoom", "first", "last"),
    [
        ("decade", "", ""),
        ("", "yesterday", ""),
        ("", "2024-13-01", ""),
        ("", "0001-01-01", ""),
        ("", "2024-09-02", "2024-09-01"),
        ("", "1000-01-01", "2999-12-31"),
        ("", "2024-09-01\0", ""),
    ],
)
def test_what_makes_no_sense_is_said_so(zoom: str, first: str, last: str) -> None:
    with pytest.raises(BadWindow):
        window_of(zoom, first, last, DAY)


@pytest.mark.parametrize(
    ("zoom", "earlier", "later", "wider"),
    [
        ("year", "2023-01-01", "2025-01-01", None),
        ("month", "2024-08-01", "2024-10-01", "2024-01-01"),
        ("day", "2024-09-09", "2024-09-23", "2024-09-01"),
    ],
)
def test_a_period_steps_by_periods(zoom: str, earlier: str, later: str, wider: str | None) -> None:
    window = window_of(zoom, "", "", DAY)
    assert window is not None
    assert window.earlier is not None
    assert window.later is not None
    assert str(window.earlier.first) == earlier
    assert str(window.later.first) == later
    assert (window.wider and str(window.wider.first)) == wider


def test_any_other_stretch_steps_by_its_own_length() -> None:
    window = Window("day", date(2024, 9, 1), date(2024, 9, 10))
    assert window.earlier == Window("day", date(2024, 8, 22), date(2024, 8, 31))
    assert window.later == Window("day", date(2024, 9, 11), date(2024, 9, 20))


def test_time_ends_somewhere() -> None:
    assert period("year", date(1000, 5, 5)).earlier is None
    assert period("year", date(2999, 5, 5)).later is None
