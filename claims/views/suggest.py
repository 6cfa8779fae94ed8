"""What stands under an input into which the name of an actor is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.asked import word
from claims.models import Claim
from claims.suggested import suggest
from claims.views.numbers import number_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def suggest_actors(request: HttpRequest) -> HttpResponse:
    """A page of its own where somebody opens the address; under an input the list alone."""
    claim = Claim.objects.filter(pk=number_of(request.GET.get("claim", ""))).first()
    words = word(request.GET, "q")
    context = {"suggested": suggest(words, claim, request.user.pk), "words": words, "claim": claim}
    page = "actors/_suggested.html" if "HX-Request" in request.headers else "actors/suggested.html"
    return render(request, page, context)
