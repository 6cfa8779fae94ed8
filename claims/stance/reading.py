"""One claim as the rules compare it: its words as they are heard, and the dates to come that it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from claims.linking.sharing import width
from claims.stance.hearing import Heard, hear

if TYPE_CHECKING:
    from datetime import date

    from claims.linking.sharing import Days
    from claims.stance.saying import Saying

__all__ = ["Read", "read"]

LONGEST = 400
"""Days: a vaguer date names none."""


@dataclass(frozen=True, slots=True)
class Read:
    saying: Saying
    heard: Heard
    dates: tuple[Days, ...]
    """Those to come when it was said; none of what is only kept back."""

    @property
    def mode(self) -> str:
        return self.heard.mode

    @property
    def weights(self) -> dict[str, float]:
        return self.heard.weights

    @property
    def sides(self) -> dict[str, bool]:
        return self.heard.sides

    @property
    def negated(self) -> bool:
        return bool(self.heard.denied)


def read(saying: Saying) -> Read:
    heard = hear(saying.words, saying.cue, saying.cue_class)
    return Read(saying, heard, () if heard.mode in ("keeps back", "nothing") else _coming(saying))


def _coming(saying: Saying) -> tuple[Days, ...]:
    return tuple(days for days in saying.dates if _is_to_come(days, saying.day))


def _is_to_come(days: Days, said: date | None) -> bool:
    """A date, no longer than a year, that lies wholly or by its deadline behind the day of speaking."""
    first, after = days
    if said is None or (None not in days and width(days) > LONGEST):
        return False
    return first > said if first else bool(after and after - timedelta(1) > said)
