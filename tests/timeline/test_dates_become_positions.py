import itertools
from datetime import date

import pytest

from claims.timeline.scale import Scale, make_scale


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
