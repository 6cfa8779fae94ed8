from datetime import date

import pytest

from claims.timeline.scale import FOLD, make_scale


def months(*days: str, width: float = 960.0) -> list[tuple[str, str, bool]]:
    scale = make_scale([date.fromisoformat(day) for day in days], width)
    assert scale is not None
    return [(f"{one.first:%Y-%m}", f"{one.last:%Y-%m}", one.folded) for one in scale.stretches]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2024-09-15"], [("2024-09", "2024-09", False)]),
        (["2024-09-30", "2024-10-01"], [("2024-09", "2024-09", False), ("2024-10", "2024-10", False)]),
        (
            ["2024-09-15", "2024-11-02"],
            [("2024-09", "2024-09", False), ("2024-10", "2024-10", False), ("2024-11", "2024-11", False)],
        ),
        (
            ["2024-09-15", "2026-12-31"],
            [("2024-09", "2024-09", False), ("2024-10", "2026-11", True), ("2026-12", "2026-12", False)],
        ),
    ],
)
def test_a_single_empty_month_stays_and_more_are_folded(days: list[str], expected: list[tuple[str, str, bool]]) -> None:
    assert months(*days) == expected


def test_a_month_is_as_wide_as_it_has_busy_days() -> None:
    busy = [date(2024, 9, day) for day in range(1, 21)]
    scale = make_scale([*busy, *busy, date(2024, 8, 1), date(2026, 12, 31)], 960)
    assert scale is not None
    august, september, fold, december = scale.stretches
    assert fold.width == FOLD
    assert september.width > 4 * august.width
    assert august.width == pytest.approx(december.width)
    assert scale.width == pytest.approx(960)


def test_a_long_story_grows_wider_than_its_box() -> None:
    scale = make_scale([date(1990 + year, month, 1) for year in range(30) for month in range(1, 13)], 960)
    assert scale is not None
    assert scale.width == pytest.approx(360 * 8)


def test_nothing_dated_has_no_axis() -> None:
    assert make_scale([], 960) is None


@pytest.mark.parametrize("day", [date(1, 1, 1), date.max])
def test_the_ends_of_time_do_no_harm(day: date) -> None:
    scale = make_scale([day, date(2024, 9, 1)], 960)
    assert scale is not None
    assert 0 <= scale.x(day) <= scale.width
