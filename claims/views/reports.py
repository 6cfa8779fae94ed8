"""Reports of wrong attributions: an analyst makes one and takes it back, an editor answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from claims.access import allow
from claims.models import Claim, Report
from claims.rights import demand
from claims.services.reports import dismiss, report, take_back
from claims.views.claim import show_claim
from claims.views.numbers import number_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NOTE = 2_000


class ReportForm(forms.Form):
    what = forms.ChoiceField(choices=Report.What, error_messages={"required": "Say what is wrong."})
    note = forms.CharField(required=False, max_length=NOTE)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("what") == Report.What.OTHER and not values.get("note", "").strip():
            self.add_error("note", "Write what is wrong.")
        return values


@require_POST
def report_claim(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.for_display(), pk=pk)
    form = ReportForm(request.POST)
    if claim.snapshot.article.removed_at or not form.is_valid():
        return show_claim(request, claim, report_form=form, status=422)
    if report(claim, request.user, **form.cleaned_data):  # type: ignore[arg-type]
        messages.success(request, "Reported. An editor will look at it, and the answer will stand on this page.")
    else:
        messages.error(request, "Nothing new: you have reported just this, or the claim counts nowhere.")
    return redirect(claim)


@require_POST
def take_report_back(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    if take_back(claim, request.user):  # type: ignore[arg-type]
        messages.success(request, "You took your report back.")
    else:
        messages.error(request, "You have no open report about this claim.")
    return redirect(claim)


@allow("editor")
@require_POST
def dismiss_report(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    demand(request, claim=claim)
    answer = request.POST.get("answer", "").replace("\0", "").strip()[:NOTE]
    if not answer:
        messages.error(request, "Write why the claim is right: the one who reported it reads your answer.")
    elif dismiss(number_of(request.POST.get("report", "")), claim.pk, request.user, answer):  # type: ignore[arg-type]
        messages.success(request, "The report is answered.")
    else:
        messages.error(request, "This report was settled before.")
    return redirect(claim)
