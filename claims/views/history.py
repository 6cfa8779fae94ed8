"""One decision at its own address, with all that was decided together with it, and its undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from claims.access import allow
from claims.blind import question_about
from claims.history.entries import address_of, can_be_undone, entries_of, with_what_is_told
from claims.models import Review
from claims.rights import demand, limit_of, may_decide
from claims.services.refusals import Refused, Stale
from claims.services.undo import undo
from claims.views.note_field import NoteField
from claims.views.refusal import told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

LISTED = 100


class UndoForm(forms.Form):
    note = NoteField()


@require_safe
def decision_page(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(pk)
    for part in _parts(review)[:LISTED]:
        if part.claim and (opinion := question_about(request, part.claim)):
            return redirect(opinion)
    return _show(request, review)


@allow("editor")
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(pk)
    _demand(request, _parts(review))
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _show(request, review, form, map(str, form.errors["note"]), status=422)
    try:
        made = undo(review, request.user, note=form.cleaned_data["note"])  # type: ignore[arg-type]
    except (Refused, Stale) as refused:
        return _show(
            request, _review(pk), form, [told(refused) if isinstance(refused, Refused) else str(refused)], status=409
        )
    several = f"The {len(made)} decisions that were made together were undone."
    messages.success(request, several if len(made) > 1 else "The decision was undone.")
    back = request.POST.get("back", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else address_of(review))


def _show(
    request: HttpRequest, review: Review, form: UndoForm | None = None, errors: Iterable[str] = (), status: int = 200
) -> HttpResponse:
    parts = _parts(review)
    entries = entries_of(with_what_is_told(parts)[: LISTED + 1])
    context: dict[str, Any] = {
        "review": review,
        "entries": entries[:LISTED],
        "hidden": parts.count() - LISTED if len(entries) > LISTED else 0,
        "undoable": can_be_undone(review),
        "undoes": sum(entry.undoable for entry in entries),
        "may_decide": may_decide(request, **_belongs(review)),
        "form": form,
        "errors": errors,
        "address": address_of(review),
        "back": request.POST.get("back", ""),
    }
    return render(request, "log/decision.html", context, status=status)


def _review(pk: int) -> Review:
    return get_object_or_404(
        Review.objects.select_related("claim", "event__story", "story", "position__holder", "undone_by"), pk=pk
    )


def _parts(review: Review) -> Any:
    """What was decided together, the decision itself first."""
    if review.together is None:
        return Review.objects.filter(pk=review.pk)
    return Review.objects.filter(together=review.together).newest_first()


def _demand(request: HttpRequest, parts: Iterable[Review]) -> None:
    """Of a limited editor every part has to be theirs; stories are made, and taken back, by the others."""
    if limit_of(request) is None:
        demand(request)
        return
    for part in parts:
        demand(request, **_belongs(part))


def _belongs(review: Review) -> dict[str, Any]:
    if review.claim:
        return {"claim": review.claim}
    if review.story and review.action == Review.Action.ADD:
        return {}
    story = review.event.story if review.event else review.story
    return {"story": story} if story else {}
