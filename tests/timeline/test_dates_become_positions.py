import itertools
from datetime import date

import pytest

from claims.timeline.scale import Scale, make_scale, window_scale


@pytest.fixture
def scale() -> Scale:
    """September 2024 from 0 to 466, two years folded to 494, December 2026 to 960."""
    made = make_scale([date(2024, 9, 15), date(2026, 12, 31)], 960)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("day", "x"),
    [
        (date(2024, 9, 1), 0),
        (date(2024, 9, 16), 233),
        (date(2024, 10, 1), 466),
        (date(2026, 12, 1), 494),
        (date(2026, 12, 31), 494 + 466 * 30 / 31),
        (date(2024, 8, 31), 0),
        (date(2027, 1, 1), 960),
    ],
)
def test_a_day_begins_there(scale: Scale, day: date, x: float) -> None:
    assert scale.x(day) == pytest.approx(x)


def test_a_dot_stands_in_the_middle_of_its_day(scale: Scale) -> None:
    assert scale.middle(date(2024, 9, 1)) == pytest.approx(466 / 30 / 2)


def test_years_are_named_again_after_a_fold_and_wide_months_have_days(scale: Scale) -> None:
    assert [(tick.label, tick.level) for tick in scale.ticks()] == [
        ("2024", "year"),
        ("Sep", "month"),
        ("8", "day"),
        ("15", "day"),
        ("22", "day"),
        ("2026", "year"),
        ("Dec", "month"),
        ("8", "day"),
        ("15", "day"),
        ("22", "day"),
    ]


def test_narrow_months_share_labels() -> None:
    made = make_scale([date(1990 + year, month, 1) for year in range(30) for month in range(1, 13)], 960)
    assert made is not None
    labelled = [tick.x for tick in made.ticks() if tick.level == "month" and tick.label]
    assert len(labelled) < 120
    assert min(right - left for left, right in itertools.pairwise(labelled)) >= 30


def test_a_window_is_even_and_names_its_days() -> None:
    made = window_scale(date(2024, 9, 28), date(2024, 10, 4), 700)
    assert [made.x(date(2024, 9, 28)), made.x(date(2024, 10, 1)), made.x(date(2024, 10, 5))] == [0, 300, 700]
    assert [(tick.label, tick.x) for tick in made.ticks()] == [
        ("Sep 2024", 0),
        ("Sat 28", 0),
        ("Sun 29", 100),
        ("Mon 30", 200),
        ("Oct 2024", 300),
        ("Tue 1", 300),
        ("Wed 2", 400),
        ("Thu 3", 500),
        ("Fri 4", 600),
    ]


def test_a_century_is_named_by_years() -> None:
    made = window_scale(date(1950, 1, 1), date(2049, 12, 31), 960)
    labels = [tick for tick in made.ticks() if tick.label]
    assert {tick.level for tick in labels} == {"year"}
    assert min(right.x - left.x for left, right in itertools.pairwise(labels)) >= 36
