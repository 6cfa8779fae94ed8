"""Claims, with the filters that the site has."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from ninja import Query, Router

from claims.api.filters import parameters_of
from claims.api.paging import TURNS, Order, Turn, turn_page, turn_places
from claims.api.problems import Problem, refuse_if_removed, refuse_parameters
from claims.api.shapes import claims as shapes
from claims.api.telling import claim_detail, claim_item, review
from claims.blind import as_found, question_about, questions
from claims.listing.criteria import ClaimForm
from claims.listing.facets import CEILING, tally
from claims.listing.paging import Cursors, Place
from claims.listing.places import read_places
from claims.models import Claim

router = Router(tags=["Claims"])
APPEARANCES, REVIEWS = 200, 50


@router.get("/claims", response=shapes.ClaimPage, openapi_extra={"parameters": parameters_of(ClaimForm)})
def list_claims(request: HttpRequest, response: HttpResponse, turn: Query[Turn]) -> shapes.ClaimPage:
    """List claims

    Newest first, or with `sort=relevance` best match first. Of the appearances of one claim in copies of an article one
    is listed. Rejected and withdrawn claims are there only for those who ask for that `state`.
    """
    form = ClaimForm({name: value for name, value in request.GET.items() if name not in TURNS})
    if not form.is_valid():
        raise refuse_parameters({name: " ".join(map(str, errors)) for name, errors in form.errors.items()})
    values = form.cleaned_data
    by_rank = values["sort"] == "relevance"
    few = tally(values, []).total <= CEILING

    def read(value: Any, key: int, back: bool, wanted: int) -> list[Place]:
        place = (value if by_rank else dt.date.fromisoformat(value), key) if key else None
        cursors = Cursors(before=place) if back else Cursors(after=place)
        return read_places(values, cursors, few=few, size=wanted - 1)

    places, links = turn_places(request, response, read, lambda place: place, turn)
    found = Claim.objects.for_display().in_bulk([key for _, key in places])
    asked = questions(request)
    shown = [as_found(found[key], asked.get(key)) for _, key in places if key in found]
    return shapes.ClaimPage(items=[claim_item(claim, request.build_absolute_uri) for claim in shown], **links)


@router.get("/claims/{int:id}", response={200: shapes.ClaimDetail, 307: None}, openapi_extra={"x-gone": True})
def get_claim(request: HttpRequest, id: int) -> shapes.ClaimDetail | HttpResponse:
    """Get a claim

    With its words as selectors, the reasons of its links, its history and its appearances. 307 leads to the claim that
    carries this one on in a newer text of its article; 410 says that the article was taken down.
    """
    claims = Claim.objects.for_display().defer(None).select_related("continued_by")
    claim = claims.prefetch_related("candidates__actor").filter(pk=id).first()
    if claim is None:
        raise Problem(404, f"There is no claim {id}.")
    if following := getattr(claim, "continued_by", None):
        return HttpResponseRedirect(f"/api/v1/claims/{following.pk}", preserve_request=True)
    refuse_if_removed(claim.snapshot.article)
    _refuse_while_asked(request, claim)
    return claim_detail(
        claim, _appearances(claim), list(_reviews(claim).newest_first()[:REVIEWS]), request.build_absolute_uri
    )


@router.get("/claims/{int:id}/reviews", response=shapes.ReviewPage, openapi_extra={"x-gone": True})
def list_reviews(request: HttpRequest, response: HttpResponse, id: int, turn: Query[Turn]) -> shapes.ReviewPage:
    """List the decisions about a claim

    What people decided about it, the newest first.
    """
    claim = Claim.objects.select_related("snapshot__article").defer("snapshot__text").filter(pk=id).first()
    if claim is None:
        raise Problem(404, f"There is no claim {id}.")
    refuse_if_removed(claim.snapshot.article)
    _refuse_while_asked(request, claim)
    rows, links = turn_page(request, response, _reviews(claim), Order("pk", descending=True), turn)
    return shapes.ReviewPage(items=[review(row) for row in rows], **links)


def _refuse_while_asked(request: HttpRequest, claim: Claim) -> None:
    if opinion := question_about(request, claim):
        address = request.build_absolute_uri(opinion.get_absolute_url())
        told = f"You are asked for a second opinion on this claim; it is told when you have answered, at {address}"
        raise Problem(403, told)


def _reviews(claim: Claim) -> Any:
    return claim.reviews.select_related("by", "undone_by")


def _appearances(claim: Claim) -> list[Claim]:
    if not claim.group_id:
        return []
    others = Claim.objects.standing().filter(group=claim.group_id).exclude(pk=claim.pk)
    told = others.select_related("snapshot__article__outlet").defer("snapshot__text")
    return list(told.order_by("snapshot__article__published_at", "pk")[:APPEARANCES])
