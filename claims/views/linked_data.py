from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import conditional_page, require_safe

from claims.blind import question_about
from claims.models import Claim
from claims.outputs.jsonld import JSONLD_TYPE, linked_data
from claims.views.sending import site_of

if TYPE_CHECKING:
    from django.http import HttpRequest

APPEARANCES = 100


@require_safe
@conditional_page
def claim_linked_data(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.for_display().select_related("continued_by"), pk=pk)
    if following := getattr(claim, "continued_by", None):
        return redirect("claim-jsonld", pk=following.pk, permanent=True)
    if opinion := question_about(request, claim):
        return redirect(opinion)
    if claim.snapshot.article.removed_at:
        return HttpResponse("The article was taken down.\n", status=410, content_type="text/plain; charset=utf-8")
    others = Claim.objects.standing().filter(group=claim.group_id or 0).exclude(pk=pk).order_by("pk")
    told = linked_data(claim, list(others.for_display()[:APPEARANCES]), site_of(request))
    return HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type=JSONLD_TYPE)
