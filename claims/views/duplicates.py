"""The queue of actors that may be one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actors.models import Actor
from claims.access import allow
from claims.duplicates import COUNTED, look_for_duplicates
from claims.rights import demand
from claims.services.actors.distinct import tell_apart
from claims.services.refusals import Refused
from claims.views.numbers import number_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

FURTHEST = 10_000_000


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: HttpRequest) -> HttpResponse:
    demand(request)
    after = min(number_of(request.GET.get("after", "")), FURTHEST)
    if request.method == "POST":
        return _apart(request, after)
    look = look_for_duplicates(after)
    return render(request, "actors/duplicates.html", {"look": look, "after": after, "ceiling": COUNTED})


def _apart(request: HttpRequest, after: int) -> HttpResponse:
    keys = [number_of(request.POST.get(name, "")) for name in ("one", "other")]
    known = Actor.objects.in_bulk(keys)
    if len(set(keys)) < 2 or len(known) < 2:
        raise Http404
    one, other = (known[key] for key in keys)
    try:
        tell_apart(one, other, cast("User", request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"“{one}” and “{other}” are not proposed again; the history of the older one undoes it."
        )
    return redirect(f"{reverse('duplicates')}{f'?after={after}' if after else ''}")
