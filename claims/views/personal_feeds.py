"""Every list's feed without a session, under an address that is its owner's secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.access import role_of
from claims.api import limits
from claims.feed_lists import clean_list, match_list
from claims.models import FeedAddress, SavedSearch
from claims.services.feed_addresses import find, make, note_use, revoke
from claims.views.saved import saved_context

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.urls import ResolverMatch


@login_not_required
@require_safe
def personal_feed(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """What the owner would see at `/path` now; of an address for one search, that search at `search.atom`."""
    address = find(token)
    if not address:
        raise Http404
    response = _answer(request, address, path, f"/feeds/{token}")
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request: HttpRequest, address: FeedAddress, path: str, prefix: str) -> HttpResponseBase:
    if address.revoked_at:
        return _said("This address was revoked by its owner.", 410)
    role = role_of(address.owner)
    if not role:
        return _said("The owner of this address may not read claims at present.", 403)
    allowance = limits.take(f"feed:{address.pk}")
    if allowance and allowance.exceeded:
        response = _said("Too many requests: once a minute is enough for a feed.", 429)
        response["Retry-After"] = str(allowance.seconds)
        return response
    match = _match(address, path)
    note_use(address)
    request.user, request.role = address.owner, role  # type: ignore[attr-defined]
    if address.saved:
        request.GET = QueryDict(address.saved.query)
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    if 300 < answer.status_code < 304:  # to the actor that survives a merge
        return redirect(f"{prefix}{answer['Location']}")
    return answer


def _match(address: FeedAddress, path: str) -> ResolverMatch:
    if address.saved and path != "search.atom":
        raise Http404
    match = match_list("claims.atom" if address.saved else path)
    if not match:
        raise Http404
    return match


def _said(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


@never_cache
@require_POST
def make_address(request: HttpRequest) -> HttpResponse:
    """For the search that the form names, or for every list. The address stands in this answer and nowhere else, so it
    is no redirect."""
    owner, saved = cast("User", request.user), _saved(request)
    token = make(owner, saved)
    path = "search.atom" if saved else clean_list(request.POST.get("list", "")) or "claims.atom"
    made = {"address": request.build_absolute_uri(f"/feeds/{token}/{path}"), "saved": saved}
    return render(request, "claims/saved.html", {**saved_context(request), "made": made})


@require_POST
def revoke_address(request: HttpRequest) -> HttpResponse:
    if revoke(cast("User", request.user), _saved(request)):
        messages.success(request, "The address was revoked: whoever has it reads nothing any more.")
    return redirect("saved")


def _saved(request: HttpRequest) -> SavedSearch | None:
    key = request.POST.get("saved", "")
    if not key:
        return None
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404
    return get_object_or_404(SavedSearch.objects.of(request.user), pk=int(key))
