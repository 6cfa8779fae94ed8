from datetime import date, timedelta
from itertools import combinations

import pytest

from claims.timeline.events import MOST_ROWS, Dated, EventMark, label_width, place_events
from claims.timeline.scale import Scale, make_scale


def box(mark: EventMark) -> tuple[float, float]:
    width = label_width(mark.label)
    if mark.anchor == "start":
        return mark.left, mark.label_x + width
    return mark.label_x - width, mark.right


def placed(count: int, every: int, title: str = "Something of weight happens") -> tuple[list[EventMark], Scale]:
    days = [date(2024, 1, 1) + timedelta(number * every) for number in range(count)]
    scale = make_scale(days, 960)
    assert scale is not None
    return place_events([Dated(number, title, day, day) for number, day in enumerate(days)], scale), scale


@pytest.mark.parametrize(("count", "every"), [(1, 1), (5, 1), (12, 20), (40, 3), (200, 1)])
def test_no_two_labels_of_a_row_touch(count: int, every: int) -> None:
    marks, scale = placed(count, every)
    assert len(marks) == count
    labelled = [mark for mark in marks if mark.label]
    for one, other in combinations(labelled, 2):
        if one.row == other.row:
            assert box(one)[1] <= box(other)[0] or box(other)[1] <= box(one)[0]
    assert all(box(mark)[0] >= -0.01 and box(mark)[1] <= scale.width + 0.01 for mark in labelled)
    assert max(mark.row for mark in marks) < MOST_ROWS


def test_what_finds_no_room_stands_without_its_label() -> None:
    marks, _ = placed(200, 1)
    assert any(not mark.label for mark in marks)


def test_a_long_title_is_cut() -> None:
    (mark,), _ = placed(1, 1, "x" * 90)
    assert mark.label == "x" * 43 + "…"
