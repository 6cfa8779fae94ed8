"""The review queue: what comes next, one claim on a screen, what is decided there."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.access import allow
from claims.blind import question_about, questions
from claims.listing import list_claims
from claims.models import Claim, Review
from claims.queue import progress_of
from claims.rights import demand, limit_of
from claims.services.decide_in_turn import decide_in_turn
from claims.services.held import Held
from claims.services.lease import hold, keep, leave, put_off, take
from claims.services.refusals import Refused, Stale
from claims.services.undo import undo
from claims.views.claims import without_blanks
from claims.views.decision_form import DecisionForm
from claims.views.decisions import correction_of
from claims.views.numbers import number_of
from claims.views.review_screen import query_of, show_review

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from claims.listing import Listing

AT_ONCE = 50
"""Claims that one browser has open, or has decided and not sent."""
SKIP, CHOOSE, WORDS = "skip", "choose", "words"


@allow("editor")
@require_safe
def review_next(request: HttpRequest) -> HttpResponse:
    """The next claim, leased; a page that asks ahead names those that it has in `besides`, and gets it at once."""
    if clean := without_blanks(request):
        return redirect(clean)
    listing = list_claims(request.GET)
    context: dict[str, Any] = {"listing": listing, "query": query_of(listing)}
    if not listing.errors:
        stories = limit_of(request)
        besides = [*_keys(request.GET.get("besides", "")), *questions(request)]
        key = take(listing.values, request.user, stories, besides)
        if key and "besides" in request.GET:
            return show_review(request, _claim(key), ahead=True)
        if key:
            return redirect(_address(key, listing))
        context["progress"] = progress_of(listing.values, request.user, stories)
    return render(request, "review/none.html", context)


@allow("editor")
@require_safe
def review_claim(request: HttpRequest, pk: int) -> HttpResponse:
    claim = _claim(pk)
    if following := getattr(claim, "continued_by", None):
        return redirect(_address(following.pk, list_claims(request.GET)))
    if opinion := question_about(request, claim):
        return redirect(opinion)
    demand(request, claim=claim)
    hold(pk, request.user)
    return show_review(request, claim)


@allow("editor")
@require_POST
def review_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decided, or put off. A program is answered by JSON where it is done, by the page where it is not."""
    claim = _claim(pk)
    demand(request, claim=claim)
    if request.POST.get("action") == SKIP:
        put_off(pk, request.user)
        return _done(request, {}, "")
    form = DecisionForm(_data(request.POST, claim))
    if not form.is_valid():
        return show_review(request, claim, form=form, status=422)
    values = form.cleaned_data
    correction = correction_of(claim, values)
    try:
        review = decide_in_turn(
            claim,
            request.user,  # type: ignore[arg-type]
            values["action"],
            values["version"],
            correction,
            note=values["note"],
            sent=_uuid(request.POST.get("sent", "")),
        )
    except Stale as stale:
        hold(pk, request.user)
        return show_review(request, _claim(pk), form=form, stale=stale, status=409)
    except Held as held:
        return show_review(request, claim, form=form, held=held, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return show_review(request, claim, form=form, status=422)
    if review.action == Review.Action.NOTE:
        put_off(pk, request.user)
    told = "Note saved." if review.action == Review.Action.NOTE else f"Claim {pk} {review.get_action_display()}."
    return _done(request, {"review": review.pk}, told)


@allow("editor")
@require_POST
def review_undo(request: HttpRequest) -> HttpResponse:
    """The person's last decision of this day, or the one that is named: its claim stands before them again."""
    mine = Review.objects.in_force().filter(by=request.user.pk, claim__isnull=False).exclude(action=Review.Action.NOTE)
    if "review" in request.POST:
        mine = mine.filter(pk=number_of(request.POST["review"]))
    review = mine.filter(at__date=timezone.localdate()).newest_first().first()
    if review is None or review.claim is None:
        messages.info(request, "You decided nothing today that could be undone.")
        return redirect(f"{reverse('review')}{query_of(list_claims(request.GET))}")
    demand(request, claim=review.claim)
    try:
        undo(review, request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Undone: claim {review.claim_id} is not {review.get_action_display()} any more.")
    return redirect(_address(review.claim.pk, list_claims(request.GET)))


@allow("editor")
@require_POST
def review_leases(request: HttpRequest) -> HttpResponse:
    """What an open page says every minute: these claims are still before the person; or, as it closes, no more, each
    with the moment at which it was shown: “44@1732651200.25”."""
    if "left" in request.POST:
        leave(_moments(request.POST["left"]), request.user)
        return JsonResponse({})
    lost = keep(_keys(request.POST.get("claims", "")), request.user)
    return JsonResponse({"lost": {key: str(lease) for key, lease in lost.items()}})


def _claim(pk: int) -> Claim:
    whole = Claim.objects.for_display().defer(None).select_related("continued_by", "extraction")
    return get_object_or_404(whole, pk=pk)


def _address(key: int, listing: Listing) -> str:
    return f"{reverse('review-claim', args=[key])}{query_of(listing)}"


def _done(request: HttpRequest, answer: dict[str, Any], told: str) -> HttpResponse:
    listing = list_claims(request.GET)
    if request.headers.get("Accept") == "application/json":
        progress = progress_of({} if listing.errors else listing.values, request.user, limit_of(request))
        return JsonResponse({**answer, "done": progress.done, "total": progress.total})
    if told:
        messages.success(request, told)
    return redirect(f"{reverse('review')}{query_of(listing)}")


def _data(sent: QueryDict, claim: Claim) -> QueryDict:
    """A candidate's button says action and choice in one; choosing who speaks already confirms. Words that were marked
    go along: confirming corrects them and says that all else is right, rejecting leaves them."""
    data = sent.copy()
    action, _, choice = data.get("action", "").partition(":")
    if action == CHOOSE:
        data["action"], data["choice"] = Review.Action.CORRECT, choice
        if [str(speaker.who.pk) for speaker in claim.speakers.all()] == [choice]:
            data["action"] = Review.Action.CONFIRM
    if data.get("action") == Review.Action.CONFIRM and data.get("marked"):
        data["action"], data["choice"], data["rest"] = Review.Action.CORRECT, "", "on"
    elif data.get("action") == WORDS:
        data["action"], data["choice"] = Review.Action.CORRECT, ""
    return data


def _keys(text: str) -> list[int]:
    return [key for part in text[:1000].split(",")[:AT_ONCE] if (key := number_of(part))]


def _moments(text: str) -> dict[int, datetime]:
    found = (re.fullmatch(r"(\d{1,18})@(\d{1,10}\.\d{1,6})", part) for part in text[:2000].split(",")[:AT_ONCE])
    return {int(one[1]): datetime.fromtimestamp(float(one[2]), UTC) for one in found if one}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
