from datetime import date

import pytest

from claims.timeline import Aim, Dated, Said, Window, lay_out
from claims.timeline.layout import MOST_THREADS, Mark, Thread

DAY, END = date(2024, 9, 15), date(2026, 12, 31)
EVENT = Dated(7, "Last forces leave", None, END)


def mark(*aims: Aim, count: int = 1) -> tuple[Mark, float]:
    said = [Said(number, DAY, aims=aims) for number in range(count)]
    picture = lay_out([EVENT], {"ana": said})
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


@pytest.mark.parametrize(("day", "x"), [(date(1948, 5, 14), 0), (date(2048, 5, 14), 960)])
def test_a_line_leads_out_of_the_picture(day: date, x: float) -> None:
    one, y = mark(Aim(day=day))
    assert one.threads == (Thread(x, y, beyond=True),)


def test_a_line_leads_out_to_an_event_of_another_time() -> None:
    september = Window("month", date(2024, 9, 1), date(2024, 9, 30))
    picture = lay_out([EVENT], {"ana": [Said(1, DAY, aims=(Aim(event=7),))]}, window=september)
    assert picture is not None
    assert picture.events == ()
    (lane,) = picture.lanes
    assert lane.marks[0].threads == (Thread(960, lane.y, beyond=True),)


@pytest.mark.parametrize("aim", [Aim(event=8), Aim(day=DAY), Aim()])
def test_what_is_nowhere_or_on_the_spot_has_no_line(aim: Aim) -> None:
    assert mark(aim)[0].threads == ()


def test_a_cluster_points_at_each_thing_once_and_not_at_too_many() -> None:
    assert len(mark(Aim(event=7), Aim(event=7), count=3)[0].threads) == 1
    assert len(mark(*[Aim(day=date(2026, 12, day)) for day in range(1, 20)])[0].threads) == MOST_THREADS


@pytest.mark.parametrize(("today", "shown"), [(date(2025, 5, 1), True), (date(2027, 1, 1), False), (None, False)])
def test_today_is_marked_where_the_axis_holds_it(today: date | None, shown: bool) -> None:
    picture = lay_out([EVENT], {"ana": [Said(1, DAY)]}, today)
    assert picture is not None
    assert (picture.today is not None) is shown


def test_nothing_dated_is_no_picture() -> None:
    assert lay_out([Dated(1, "Some day", None, None)], {}) is None
