from datetime import date

import pytest

from claims.timeline import Aim, Dated, Said, lay_out
from claims.timeline.layout import MOST_THREADS, Mark

DAY, END = date(2024, 9, 15), date(2026, 12, 31)
EVENT = Dated(7, "Last forces leave", None, END)


def mark(*aims: Aim, count: int = 1) -> tuple[Mark, float]:
    said = [Said(number, DAY) for number in range(count)]
    picture = lay_out([EVENT], {"ana": said}, dict.fromkeys(range(count), aims))
    assert picture is not None
    (lane,) = picture.lanes
    (one,) = lane.marks
    return one, lane.y


def test_a_line_goes_up_to_an_event() -> None:
    one, y = mark(Aim(event=7))
    (thread,) = one.threads
    assert thread.x == 960
    assert thread.y < y


def test_a_line_goes_along_the_lane_to_a_day() -> None:
    one, y = mark(Aim(day=date(2026, 12, 15)))
    (thread,) = one.threads
    assert thread.y == y
    assert one.cluster.x < thread.x < 960


@pytest.mark.parametrize("aim", [Aim(event=8), Aim(day=date(1948, 5, 14)), Aim(day=DAY), Aim()])
def test_what_is_not_in_the_picture_has_no_line(aim: Aim) -> None:
    assert mark(aim)[0].threads == ()


def test_a_cluster_points_at_each_thing_once_and_not_at_too_many() -> None:
    assert len(mark(Aim(event=7), Aim(event=7), count=3)[0].threads) == 1
    assert len(mark(*[Aim(day=date(2026, 12, day)) for day in range(1, 20)])[0].threads) == MOST_THREADS


@pytest.mark.parametrize(("today", "shown"), [(date(2025, 5, 1), True), (date(2027, 1, 1), False), (None, False)])
def test_today_is_marked_where_the_axis_holds_it(today: date | None, shown: bool) -> None:
    picture = lay_out([EVENT], {"ana": [Said(1, DAY)]}, today=today)
    assert picture is not None
    assert (picture.today is not None) is shown


def test_nothing_dated_is_no_picture() -> None:
    assert lay_out([Dated(1, "Some day", None, None)], {}) is None
