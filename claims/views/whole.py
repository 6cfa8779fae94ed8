"""An editor's word that no claim of an article's text is missing, and its taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from claims.access import allow
from claims.rights import demand
from claims.services.review import Refused
from claims.services.whole import call_whole, take_back
from claims.views.numbers import number_of
from sources.models import Snapshot

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse


@allow("editor")
@require_POST
def article_whole(request: HttpRequest, pk: int) -> HttpResponse:
    """The form names the text that was read, in case another has come meanwhile."""
    demand(request)
    snapshot = get_object_or_404(Snapshot, article=pk, pk=number_of(request.POST.get("snapshot", "")))
    by = cast("User", request.user)
    try:
        if request.POST.get("action") == "take-back":
            take_back(snapshot, by)
            messages.success(request, "Taken back: claims of this article may be missing.")
        else:
            call_whole(snapshot, by)
            messages.success(request, "Saved: no claim of this article is missing.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("article", pk=pk)
