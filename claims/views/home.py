from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.models import Actor
from claims.access import may
from claims.activity import WEEK, strip_of
from claims.extraction import pipeline_version
from claims.extraction.additions import AdditionError
from claims.headings import weeks
from claims.listing.criteria import narrow
from claims.listing.facets import CEILING, tally
from claims.models import Claim, Event, Extraction, Heading, ListedClaim, Reprocessing, Story
from claims.models.listing import UNDATED
from claims.services.reprocessing.selection import read_by_others
from config.leases import WorkState
from sources.models import ImportJob

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from claims.listing.facets import Choice

NEWEST = 20
SPARK_WEEKS = 12
MOST = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    listed = ListedClaim.objects.standing()
    keys = list(listed.newest_first().values_list("pk", "day")[:NEWEST])
    newest = keys[0][1] if keys and keys[0][1] != UNDATED else None
    claims = Claim.objects.filter(pk__in=[key for key, _ in keys])
    waiting = listed.filter(state=Claim.State.PROPOSED)
    context = {
        "claims": list(claims.newest_first().for_display()),
        "stories": _moved(newest),
        "quoted": _quoted(newest),
        "lately": newest and newest - 4 * WEEK,
        "proposed": Actor.objects.proposed().order_by("-id")[:MOST],
        "waiting": {
            "doubtful": listed.doubtful()[: CEILING + 1].count(),
            "reported": narrow({"reported": "1"})[: CEILING + 1].count() if may(request, "editor") else 0,
            "claims": waiting[: CEILING + 1].count(),
            "actors": Actor.objects.proposed().count(),
            "events": Event.objects.standing().filter(state=Event.State.PROPOSED).count(),
        },
        "ceiling": CEILING,
        "work": _work() if may(request, "admin") else None,
    }
    return render(request, "home.html", context)


def _moved(newest: date | None) -> list[dict[str, Any]]:
    """Stories with the most claims in the weeks up to the newest claim's."""
    if not newest:
        return []
    since = newest - SPARK_WEEKS * WEEK
    rows = Heading.objects.filter(under=Heading.Under.STORY, day__gt=since).values_list("key")
    counts = list(rows.order_by().annotate(number=Count("claim")).order_by("-number", "key")[:MOST])
    stories = Story.objects.in_bulk([key for key, _ in counts])
    weekly = weeks(Heading.Under.STORY, stories, since)
    return [
        {
            "story": stories[key],
            "count": number,
            "since": since,
            "strip": strip_of(weekly[key], weeks=SPARK_WEEKS, until=newest),
        }
        for key, number in counts
    ]


def _quoted(newest: date | None) -> list[Choice]:
    """Actors with the most claims in the four weeks up to the newest claim."""
    return tally({"since": newest - 4 * WEEK}, ["speaker"]).choices["speaker"] if newest else []


def _work() -> dict[str, Any]:
    """What the workers do, and what they set aside."""
    states = dict(Extraction.objects.exclude(state=WorkState.DONE).values_list("state").annotate(Count("pk")))
    jobs = ImportJob.objects.newest_first()
    rereading = list(Reprocessing.objects.open().newest_first()[:5])
    older = [] if rereading else _read_by_others()
    return {
        "rereading": rereading,
        "older": len(older),
        "versions": sorted(set(older)),
        "jobs": jobs.exclude(phase__in=ImportJob.OVER)[:5],
        "failed": jobs.filter(phase=ImportJob.Phase.FAILED)[:3],
        "waiting": states.get(WorkState.WAITING, 0) + states.get(WorkState.RUNNING, 0),
        "set_aside": states.get(WorkState.SET_ASIDE, 0),
    }


def _read_by_others() -> list[str]:
    """By which other version each article was read, counted up to the ceiling."""
    try:
        pipeline = pipeline_version()
    except AdditionError:  # workers say so, and do not start
        return []
    return list(read_by_others(pipeline).values_list("pipeline", flat=True)[: CEILING + 1])
