from datetime import date

import pytest

from claims.timeline.events import FADE, LEAST_BAND, Dated, place_events
from claims.timeline.scale import make_scale

DAYS = [date(2024, 9, 1), date(2025, 9, 1), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("first", "last", "shape"),
    [
        (date(2024, 9, 27), date(2024, 9, 27), "point"),
        (date(2025, 9, 1), date(2025, 9, 30), "band"),
        (None, date(2026, 12, 31), "fade-left"),
        (date(2024, 9, 1), None, "fade-right"),
    ],
)
def test_its_shape_says_what_is_known(first: date | None, last: date | None, shape: str) -> None:
    scale = make_scale(DAYS, 960)
    assert scale is not None
    (mark,) = place_events([Dated(1, "Event", first, last)], scale)
    assert mark.shape == shape
    expected = {
        "point": (scale.middle(date(2024, 9, 27)), scale.middle(date(2024, 9, 27))),
        "band": (scale.x(date(2025, 9, 1)), scale.x(date(2025, 10, 1))),
        "fade-left": (scale.width - FADE, scale.width),
        "fade-right": (0, FADE),
    }[shape]
    assert (mark.left, mark.right) == pytest.approx(expected)


def test_a_line_to_an_open_interval_ends_where_it_is_closed() -> None:
    scale = make_scale(DAYS, 960)
    assert scale is not None
    (mark,) = place_events([Dated(1, "Last forces leave", None, date(2026, 12, 31))], scale)
    assert mark.target == mark.right


def test_two_days_are_wide_enough_to_be_seen() -> None:
    scale = make_scale([date(1990 + year, month, 1) for year in range(30) for month in range(1, 13)], 960)
    assert scale is not None
    (mark,) = place_events([Dated(1, "Talks", date(2000, 7, 22), date(2000, 7, 23))], scale)
    assert mark.width == LEAST_BAND


def test_an_event_without_any_day_has_no_place() -> None:
    scale = make_scale(DAYS, 960)
    assert scale is not None
    assert place_events([Dated(1, "Some day", None, None)], scale) == []
