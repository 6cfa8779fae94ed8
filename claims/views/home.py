from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.models import Actor
from claims.access import may
from claims.extraction import pipeline_version
from claims.extraction.additions import AdditionError
from claims.lately import lately
from claims.listing.facets import CEILING
from claims.models import Claim, Extraction, ListedClaim, Reprocessing
from claims.models.listing import UNDATED
from claims.saved_searches import followed_keys
from claims.services.reprocessing.selection import read_by_others
from claims.services.visit import note_visit
from claims.waiting import waiting
from config.leases import WorkState
from sources.models import ImportJob

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FOLLOWED = 12
NEWEST = 20
NEWEST_BESIDE = 10
MOST = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    visit = note_visit(request.user)
    followed = followed_keys(request.user, FOLLOWED)
    listed = ListedClaim.objects.standing().newest_first().values_list("pk", "day")[: NEWEST + FOLLOWED]
    newest = dict(listed)
    others = [key for key in newest if key not in (followed or ())][: NEWEST_BESIDE if followed else NEWEST]
    claims = Claim.objects.filter(pk__in=[*(followed or ()), *others]).newest_first().for_display()
    context = {
        "visit": visit,
        "fresh_after": visit.newest_before,
        "follows": followed is not None,
        "followed": [claim for claim in claims if claim.pk not in others],
        "claims": [claim for claim in claims if claim.pk in others],
        "lately": lately(max(newest.values(), default=UNDATED)),
        "proposed": Actor.objects.proposed().order_by("-id")[:MOST],
        "waiting": waiting(for_editor=may(request, "editor")),
        "ceiling": CEILING,
        "work": _work() if may(request, "admin") else None,
    }
    return render(request, "home.html", context)


def _work() -> dict[str, Any]:
    """What the workers do, and what they set aside."""
    states = dict(Extraction.objects.exclude(state=WorkState.DONE).values_list("state").annotate(Count("pk")))
    failed = ImportJob.Phase.FAILED
    jobs = ImportJob.objects.newest_first().filter(Q(phase=failed) | ~Q(phase__in=ImportJob.OVER))[:50]
    rereading = list(Reprocessing.objects.open().newest_first()[:5])
    older = [] if rereading else _read_by_others()
    return {
        "rereading": rereading,
        "older": len(older),
        "versions": sorted(set(older)),
        "jobs": [job for job in jobs if job.phase != failed][:5],
        "failed": [job for job in jobs if job.phase == failed][:3],
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
