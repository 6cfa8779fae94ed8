import datetime as dt

from claims.activity_plot import HEIGHT, WIDTH, plot_of

MONDAY = dt.date(2024, 9, 16)


def test_a_little_is_plotted_by_week_with_room_before_it() -> None:
    plot = plot_of({MONDAY: 3, MONDAY + dt.timedelta(6): 1, MONDAY + dt.timedelta(7): 2})
    assert plot
    assert (plot.unit, plot.count, plot.last) == ("week", 6, dt.date(2024, 9, 29))
    assert [(bar.first, bar.last, bar.count) for bar in plot.bars] == [
        (MONDAY, dt.date(2024, 9, 22), 4),
        (dt.date(2024, 9, 23), dt.date(2024, 9, 29), 2),
    ]
    highest, last = plot.bars
    assert highest.y + highest.height == HEIGHT
    assert WIDTH - 40 < last.x + last.width <= WIDTH


def test_years_are_plotted_by_month_and_centuries_by_year() -> None:
    assert [plot.unit for years in (3, 30) if (plot := plot_of({MONDAY: 1, MONDAY.replace(year=2024 - years): 1}))] == [
        "month",
        "year",
    ]


def test_years_and_months_can_be_chosen_the_newest_first() -> None:
    plot = plot_of({dt.date(2023, 12, 31): 1, dt.date(2024, 2, 3): 2, dt.date(2024, 2, 29): 3})
    assert plot
    (year, months), (before, _) = plot.years
    assert (year.label, year.count, before.label, before.count) == ("2024", 5, "2023", 1)
    assert [(month.label, month.first, month.last, month.count) for month in months] == [
        ("Feb", dt.date(2024, 2, 1), dt.date(2024, 2, 29), 5)
    ]


def test_chosen_days_are_marked_within_the_plot() -> None:
    plot = plot_of({MONDAY: 1}, MONDAY, dt.date(2030, 1, 1))
    assert plot
    assert plot.chosen
    assert sum(plot.chosen) == WIDTH
    assert [bar.chosen for bar in plot.bars] == [True]
    outside = plot_of({MONDAY: 1}, dt.date(2030, 1, 1), None)
    assert outside
    assert outside.chosen
    assert outside.chosen[1] == 0


def test_the_ends_of_time_can_be_plotted() -> None:
    plot = plot_of({dt.date.min: 1, dt.date(2, 1, 1): 1, dt.date(9998, 12, 31): 1, dt.date.max: 1})
    assert plot
    assert [bar.first.year for bar in plot.bars] == [2, 9998]
    assert plot_of({dt.date.max: 1}) is None
