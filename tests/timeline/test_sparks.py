from datetime import date, timedelta

import pytest

from claims.sparks import HEIGHT, WIDTH, spark

MONDAY = date(2024, 9, 2)


@pytest.mark.parametrize(
    ("weeks", "bars"),
    [
        ({0: 3}, [(0, 0, 8, HEIGHT)]),
        ({0: 4, 2: 2}, [(0, 0, 8, HEIGHT), (20, HEIGHT / 2, 8, HEIGHT / 2)]),
        ({0: 1, 1: 400}, [(0, 22, 8, 2), (10, 0, 8, HEIGHT)]),
    ],
)
def test_a_bar_for_each_week(weeks: dict[int, int], bars: list[tuple[float, ...]]) -> None:
    drawn = spark({MONDAY + timedelta(7 * week): count for week, count in weeks.items()})
    assert drawn is not None
    assert drawn.bars == bars


def test_ten_years_fit() -> None:
    drawn = spark({MONDAY + timedelta(7 * week): 1 for week in range(520)})
    assert drawn is not None
    assert len(drawn.bars) <= 30
    assert drawn.bars[-1][0] + drawn.bars[-1][2] <= WIDTH


def test_no_claims_no_spark() -> None:
    assert spark({}) is None


def test_sparks_side_by_side_have_one_axis() -> None:
    weeks = [MONDAY + timedelta(7 * week) for week in range(12)]
    drawn = spark({weeks[6]: 1}, weeks)
    assert drawn is not None
    assert drawn.bars == [(60, 0, 8, HEIGHT)]
