from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from claims.services.digests import stop

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signature says whose digests they are
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_digest(request: HttpRequest, signed: str) -> HttpResponse:
    """Asks first: programs open the links of mails to look for danger."""
    stopped = request.method == "POST"
    search = stop(signed, really=stopped)
    if not search:
        raise Http404
    return render(request, "claims/stop_digest.html", {"search": search, "stopped": stopped})
