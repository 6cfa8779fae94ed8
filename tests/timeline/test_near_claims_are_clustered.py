from datetime import date, timedelta
from itertools import pairwise

import pytest

from claims.timeline.dots import Said, cluster
from claims.timeline.scale import Scale, make_scale

FIRST = date(2024, 9, 1)


@pytest.fixture
def scale() -> Scale:
    """September 2024, 30 pixels a day."""
    made = make_scale([FIRST], 900)
    assert made is not None
    return made


def said(*days: int, confirmed: tuple[int, ...] = ()) -> list[Said]:
    return [Said(number, FIRST + timedelta(day - 1), number in confirmed) for number, day in enumerate(days)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        ([15], [(435, "")]),
        ([15, 15], [(435, "2")]),
        ([15, 16], [(435, ""), (465, "")]),
        ([15, 15, 15, 1], [(15, ""), (435, "3")]),
        ([2] * 120, [(45, "120")]),
        ([2] * 2400, [(45, "2k+")]),
    ],
)
def test_a_number_stands_for_claims_of_one_place(
    scale: Scale, days: list[int], expected: list[tuple[int, str]]
) -> None:
    assert [(one.x, one.number) for one in cluster(said(*days), scale)] == expected


def test_two_thousand_marks_do_not_touch() -> None:
    days = [FIRST + timedelta(number % 700) for number in range(2000)]
    scale = make_scale(days, 960)
    assert scale is not None
    marks = cluster([Said(number, day) for number, day in enumerate(days)], scale)
    assert all(right.x - left.x >= left.radius + right.radius for left, right in pairwise(marks))
    assert sum(mark.count for mark in marks) == 2000
    assert len(marks) < 90


@pytest.mark.parametrize(("confirmed", "solid"), [((), False), ((0,), False), ((0, 1), True)])
def test_it_is_solid_when_all_are_confirmed(scale: Scale, confirmed: tuple[int, ...], solid: bool) -> None:
    (mark,) = cluster(said(15, 15, confirmed=confirmed), scale)
    assert mark.solid is solid
