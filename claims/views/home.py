from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.models import Actor
from claims.access import may
from claims.activity import WEEK, strip_of
from claims.extraction import pipeline_version
from claims.extraction.additions import AdditionError
from claims.listing.criteria import narrow
from claims.listing.facets import CEILING
from claims.models import Claim, ClaimSpeaker, Event, Extraction, Link, Reprocessing, Story
from claims.services.reprocessing.selection import read_by_others
from config.leases import WorkState
from sources.models import ImportJob

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

NEWEST = 20
SPARK_WEEKS = 12
MOST = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    claims = Claim.objects.standing().distinct_claims()
    newest = claims.aggregate(day=Max("day"))["day"]
    context = {
        "claims": list(claims.newest_first().for_display()[:NEWEST]),
        "stories": _moved(newest),
        "quoted": _quoted(newest),
        "lately": newest and newest - 4 * WEEK,
        "proposed": Actor.objects.proposed().order_by("-id")[:MOST],
        "waiting": {
            "doubtful": Claim.objects.doubtful()[: CEILING + 1].count(),
            "reported": narrow({"reported": "1"})[: CEILING + 1].count() if may(request, "editor") else 0,
            "claims": Claim.objects.awaiting_review()[: CEILING + 1].count(),
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
    lately = Claim.objects.standing().distinct_claims().filter(day__gt=since)
    links = Link.objects.standing().filter(claim__in=lately).order_by()
    counts = list(links.values_list("story").annotate(number=Count("claim", distinct=True)).order_by("-number")[:MOST])
    stories = Story.objects.in_bulk([key for key, _ in counts])
    return [
        {
            "story": stories[key],
            "count": number,
            "since": since,
            "strip": strip_of(lately.about(story=stories[key]), weeks=SPARK_WEEKS, until=newest),
        }
        for key, number in counts
    ]


def _quoted(newest: date | None) -> list[tuple[Actor, int]]:
    """Actors with the most claims in the four weeks up to the newest claim."""
    if not newest:
        return []
    lately = Claim.objects.standing().distinct_claims().filter(day__gte=newest - 4 * WEEK)
    spoken = ClaimSpeaker.objects.filter(claim__in=lately).order_by()
    keys = spoken.annotate(key=Coalesce("actor__canonical", "actor")).values_list("key")
    counts = list(keys.annotate(number=Count("claim", distinct=True)).order_by("-number", "key")[:MOST])
    actors = Actor.objects.in_bulk([key for key, _ in counts])
    return [(actors[key], number) for key, number in counts]


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
