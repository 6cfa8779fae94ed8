"""What was decided, week by week: one's own, and the team's as a whole. Nobody is compared with anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone

from claims.models import Review

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

__all__ = ["WEEKS", "Counts", "Week", "weeks_of"]

WEEKS = 12
Action = Review.Action


@dataclass(frozen=True, slots=True)
class Counts:
    decided: int = 0
    """Undos and notes aside."""
    corrected: int = 0
    undone: int = 0
    """Decisions of that week that anybody took back since."""


@dataclass(frozen=True, slots=True)
class Week:
    first: date
    last: date
    mine: Counts
    all: Counts

    @property
    def days(self) -> str:
        """As the log asks for them."""
        return f"since={self.first}&until={self.last}"


def weeks_of(person: AbstractBaseUser | AnonymousUser) -> list[Week]:
    """The last twelve, this one first."""
    today = timezone.localdate()
    monday = today - timedelta(today.weekday())
    mondays = [monday - timedelta(7 * number) for number in range(WEEKS)]
    since = timezone.make_aware(datetime.combine(mondays[-1], time()))
    own = Q(by=person.pk)
    decided = Review.objects.filter(at__gte=since).exclude(action__in=[Action.UNDO, Action.NOTE])
    corrected, undone = Q(action=Action.CORRECT), Q(undone_by__isnull=False)
    rows = (
        decided.annotate(week=TruncWeek("at"))
        .order_by()
        .values_list("week")
        .annotate(
            my=Count("pk", filter=own),
            my_corrected=Count("pk", filter=own & corrected),
            my_undone=Count("pk", filter=own & undone),
            all=Count("pk"),
            all_corrected=Count("pk", filter=corrected),
            all_undone=Count("pk", filter=undone),
        )
    )
    found = {timezone.localtime(week).date(): counts for week, *counts in rows}
    return [
        Week(first, first + timedelta(6), Counts(*counts[:3]), Counts(*counts[3:]))
        for first in mondays
        for counts in [found.get(first, [0] * 6)]
    ]
