from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims.listing import list_claims
from claims.rights import may_decide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    if clean := without_blanks(request):
        return redirect(clean)
    listing = list_claims(request.GET)
    words = request.GET.get("q", "")
    context = {"listing": listing, "searched_for": words, "may_begin_story": bool(words) and may_decide(request)}
    return render(request, "claims/list.html", context)


def without_blanks(request: HttpRequest) -> str:
    """The address without empty parameters, which a form sends along; empty where there are none."""
    if all(request.GET.values()):
        return ""
    query = request.GET.copy()
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return f"{request.path}?{query.urlencode()}"
