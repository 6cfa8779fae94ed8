"""The columns aligned by date: a row for each month in which somebody spoke, a rail between two claims of a change."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.written_dates import write_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.comparing.columns import Column
    from claims.comparing.pairs import Joined
    from claims.models import Claim, Event

__all__ = ["Cell", "Month", "Told", "months_of"]

SHOWN = 6
"""Claims of one actor in one month that stand on the page; those that are joined to another always do."""

type Key = date | None
"""First day of the month; None where no day is known."""


@dataclass(slots=True)
class Told:
    claim: Claim
    changes: list[Joined] = field(default_factory=list)
    clashes: list[Joined] = field(default_factory=list)
    rail: str = ""
    """“starts”, “goes-on”, “ends”, where a line joins it to the other claim of a changed position."""
    same_day: bool = False
    """As the claim before it, so that the day need not stand again."""


@dataclass(slots=True)
class Cell:
    column: Column
    told: list[Told] = field(default_factory=list)
    more: int = 0
    address: str = ""
    rail: str = ""
    """“goes-on” where a line passes on below its claims, or through it where it has none."""


@dataclass(slots=True)
class Month:
    name: str
    cells: list[Cell]
    events: list[Event]
    """Whose date begins in it."""


def months_of(
    columns: Sequence[Column], changed: Sequence[Joined], clashing: Sequence[Joined], events: Sequence[Event]
) -> list[Month]:
    joined: dict[int, tuple[list[Joined], list[Joined]]] = defaultdict(lambda: ([], []))
    for kind, pairs in enumerate((changed, clashing)):
        for pair in pairs:
            for claim in (pair.earlier, pair.later):
                joined[claim.pk][kind].append(pair)
    by_month = [_by_month(column) for column in columns]
    keys = sorted({key for months in by_month for key in months}, key=lambda key: (key is None, key))
    rows = [
        Month(
            write_days(key, _last_day(key)) if key else "No date",
            [_cell(column, key, months.get(key, []), joined) for column, months in zip(columns, by_month, strict=True)],
            [event for event in events if key and event.days.lower and _first_day(event.days.lower) == key],
        )
        for key in keys
    ]
    for number in range(len(columns)):
        _draw_rails([row.cells[number] for row in rows])
    return rows


def _by_month(column: Column) -> dict[Key, list[Claim]]:
    months: dict[Key, list[Claim]] = defaultdict(list)
    for claim in column.claims:
        months[_first_day(claim.day) if claim.day else None].append(claim)
    return months


def _cell(column: Column, key: Key, claims: list[Claim], joined: dict[int, tuple[list[Joined], list[Joined]]]) -> Cell:
    """The joined claims and, up to the limit, the surest others, in the order of their days."""
    others = sorted((claim for claim in claims if claim.pk not in joined), key=lambda claim: -claim.confidence)
    room = max(0, SHOWN - (len(claims) - len(others)))
    left_out = {claim.pk for claim in others[room:]} if len(claims) > SHOWN else set()
    told = [Told(claim, *joined.get(claim.pk, ([], []))) for claim in claims if claim.pk not in left_out]
    for before, one in pairwise(told):
        one.same_day = before.claim.day == one.claim.day and not (one.changes or one.clashes)
    cell = Cell(column, told, len(left_out))
    if key and left_out:
        values = column.side.values
        since, until = max(filter(None, [key, values["since"]])), min(filter(None, [_last_day(key), values["until"]]))
        cell.address = column.side.address(since=since, until=until)
    return cell


def _draw_rails(cells: list[Cell]) -> None:
    """A line from the first claim of a change down to the last one that is joined to it, through what lies between."""
    told = [one for cell in cells for one in cell.told]
    place = {one.claim.pk: number for number, one in enumerate(told)}
    spans = {
        (place[pair.earlier.pk], place[pair.later.pk])
        for one in told
        for pair in one.changes
        if pair.earlier.pk in place and pair.later.pk in place
    }
    for number, one in enumerate(told):
        above = any(start < number <= end for start, end in spans)
        below = any(start <= number < end for start, end in spans)
        one.rail = "goes-on" if above and below else "ends" if above else "starts" if below else ""
    on = False
    for cell in cells:
        if cell.told:
            on = cell.told[-1].rail in ("starts", "goes-on")
        cell.rail = "goes-on" if on else ""


def _first_day(day: date) -> date:
    return day.replace(day=1)


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
