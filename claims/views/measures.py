"""What the decisions come to: how far people agree, and how much was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.access import allow
from claims.agreeing import ENOUGH, agreements
from claims.figures import weeks_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@allow("editor")
@require_safe
def agreement_page(request: HttpRequest) -> HttpResponse:
    found = agreements()
    questions = [
        {
            "id": "right",
            "title": "Is it a claim, in these words?",
            "rows": [(one.story, one.right) for one in found],
        },
        {
            "id": "speaker",
            "title": "Whose is it? (where both say that it is one)",
            "rows": [(one.story, one.speaker) for one in found],
        },
    ]
    return render(request, "log/agreement.html", {"questions": questions, "enough": ENOUGH})


@allow("editor")
@require_safe
def figures_page(request: HttpRequest) -> HttpResponse:
    return render(request, "log/figures.html", {"weeks": weeks_of(request.user)})
