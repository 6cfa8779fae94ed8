"""One claim for an editor to decide, with all that helps to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone

from claims.colours import speaker_colours
from claims.excerpts import in_paragraphs
from claims.listing import list_claims
from claims.marking.sent import ROLES
from claims.models import Claim, ClaimSpeaker, ReviewLease
from claims.queue import progress_of
from claims.queue.precedents import precedents_of
from claims.rights import limit_of
from claims.views.decision_form import DecisionForm
from claims.wordings import other_wordings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from actors.models import Actor
    from claims.listing import Listing
    from claims.services.held import Held
    from claims.services.review import Stale

__all__ = ["query_of", "show_review"]

CANDIDATES = 5
NEIGHBOURS = 3
WORDINGS = 4
REVIEWS = 10


def show_review(
    request: HttpRequest,
    claim: Claim,
    *,
    form: DecisionForm | None = None,
    stale: Stale | None = None,
    held: Held | None = None,
    ahead: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`ahead`: for a page that shows it later. It leaves the messages to the page that is shown now."""
    article = claim.snapshot.article
    if article.removed_at:
        return render(request, "claims/removed.html", {"article": article}, status=410)
    listing = list_claims(request.GET)
    values = {} if listing.errors else listing.values
    context: dict[str, Any] = {
        "claim": claim,
        "article": article,
        "listing": listing,
        "query": query_of(listing),
        "progress": progress_of(values, request.user, limit_of(request)),
        "colours": speaker_colours([claim]),
        "context": in_paragraphs(claim),
        "candidates": _candidates(claim),
        "neighbours": _neighbours(claim),
        "precedents": precedents_of(claim),
        "wordings": other_wordings(claim)[:WORDINGS],
        "reviews": claim.reviews.select_related("by", "undone_by").newest_first()[:REVIEWS],
        "reports": claim.reports.open().select_related("by").newest_first()[:REVIEWS],
        "lease": ReviewLease.objects.running().of_others(request.user).filter(claim=claim).select_related("by").first(),
        "form": form or DecisionForm(),
        "stale": stale,
        "held": held,
        "now": f"{timezone.now().timestamp():.6f}",
        "outdated": article.latest_id != claim.snapshot_id,
        "offsets": json.dumps({role: getattr(claim, role) for role in ROLES}),
    }
    if ahead:
        context["messages"] = ()
    return render(request, "review/review.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Candidate:
    actor: Actor
    score: float
    reason: str
    speaks: bool
    """Is the speaker now."""


def _candidates(claim: Claim) -> list[Candidate]:
    """The likeliest, each actor once after merges."""
    speaking = {speaker.who for speaker in claim.speakers.all()}
    found: dict[Actor, Candidate] = {}
    for one in claim.candidates.select_related("actor__canonical"):
        who = one.actor.canonical or one.actor
        found.setdefault(who, Candidate(who, one.score, one.reason, who in speaking))
    return list(found.values())[:CANDIDATES]


def query_of(listing: Listing) -> str:
    """The filters of the queue as a query string, “?” included; empty where there are none."""
    return "" if listing.first == "?" else listing.first


def _neighbours(claim: Claim) -> list[Claim]:
    """The nearest standing claims before and after it in the text."""
    others = Claim.objects.standing().filter(snapshot=claim.snapshot_id).exclude(pk=claim.pk)
    others = others.prefetch_related(Prefetch("speakers", ClaimSpeaker.objects.select_related("actor__canonical")))
    before = others.filter(position__lte=claim.position).order_by("-position", "-id")[:NEIGHBOURS]
    after = others.filter(position__gt=claim.position).order_by("position", "id")[:NEIGHBOURS]
    return [*reversed(before), *after]
