"""The words of a claim, marked anew: corrected, split in two, joined with a neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import allow
from claims.blind import question_about
from claims.marking.locate import locate
from claims.marking.sent import Sent, written
from claims.models import Claim, Review
from claims.rights import demand
from claims.services.held import refuse_held
from claims.services.join_claims import join_claims
from claims.services.review import Correction, Marked, Refused, Stale, decide
from claims.services.split_claim import part, split_claim
from claims.views.marking_form import MarkingForm, back_to, sent_by, sheet, spans_of
from claims.views.numbers import number_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def mark_claim(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.for_display().defer(None), pk=pk)
    article, snapshot = claim.snapshot.article, claim.snapshot
    if article.removed_at:
        return render(request, "claims/removed.html", {"article": article}, status=410)
    demand(request, claim=claim)
    if request.method != "POST":
        if opinion := question_about(request, claim):
            return redirect(opinion)
        if article.latest_id != snapshot.pk:
            messages.error(request, "The article has a newer text; the words of this claim can no longer be marked.")
            return redirect(claim)
        return sheet(request, article, snapshot, _as_it_stands(claim), claim=claim)
    form = MarkingForm(request.POST)
    sent = sent_by(form, snapshot.text, spans_of(claim))
    if form.is_valid() and form.cleaned_data["action"] == "check":
        return sheet(request, article, snapshot, sent, claim=claim, form=form)
    if not sent.faults:
        try:
            told = _decide(request, claim, sent.marked, form.cleaned_data)
        except Stale as stale:
            fresh = Claim.objects.for_display().defer(None).get(pk=pk)
            return sheet(request, article, snapshot, sent, claim=fresh, form=form, stale=stale, status=409)
        except Refused as refused:
            sent.faults.append(str(refused))
        else:
            messages.success(request, told)
            return redirect(back_to(request, claim.get_absolute_url()))
    return sheet(request, article, snapshot, sent, claim=claim, form=form, status=422)


def _as_it_stands(claim: Claim) -> Sent:
    marked = spans_of(claim)
    return Sent(marked, written(marked, claim.snapshot.text), [])


def _decide(request: HttpRequest, claim: Claim, marked: Marked, values: dict[str, Any]) -> str:
    """What was done, in words. Raises Refused and Stale."""
    by, version, note = cast("User", request.user), values["version"] or 0, values["note"]
    refuse_held(claim, by)
    if values["action"] == "split":
        _, added = split_claim(claim, by, version, *part(marked, _place(claim, marked, values)), note=note)
        return f"Split: the second half is claim {added.claim_id}. Both are undone together, in the history of either."
    if values["action"] == "join":
        other = _other(request, claim, values)
        refuse_held(other, by)
        join_claims(claim, other, by, version, number_of(values["other"].partition(":")[2]), marked, note=note)
        return f"Joined: claim {other.pk} is part of this one. Both are undone together, in the history of either."
    decide(claim, by, Review.Action.CORRECT, version, Correction(spans=marked), note=note)
    return "Saved. The decision stands in the claim’s history and can be undone there."


def _place(claim: Claim, marked: Marked, values: dict[str, Any]) -> int:
    if values["at"] is not None:
        return int(values["at"])
    found, faults = locate(claim.snapshot.text, values["begins"], "second claim", marked.content, [])
    if faults or len(found) != 1:
        raise Refused(" ".join(faults) or "Write the words with which the second claim begins, on one line.")
    return found[0][0]


def _other(request: HttpRequest, claim: Claim, values: dict[str, Any]) -> Claim:
    other = Claim.objects.filter(snapshot=claim.snapshot_id, pk=number_of(values["other"].partition(":")[0])).first()
    if other is None:
        raise Refused("Choose a claim of this text to join.")
    demand(request, claim=other)
    return other
