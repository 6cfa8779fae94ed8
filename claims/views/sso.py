"""Signing in through an organisation's provider: there, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.services.people.change import NotAllowed
from claims.services.people.sso import person_of
from config.sso import SignInFailed, begin, finish

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "django.contrib.auth.backends.ModelBackend"
NEXT = "after_sso"


@login_not_required
@never_cache
@require_safe
def sso_begin(request: HttpRequest) -> HttpResponse:
    _only_if_set()
    wanted = request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    request.session[NEXT] = wanted if here else "/"
    try:
        return begin(request, f"{settings.SITE_URL}/sso/back/")
    except SignInFailed as failed:
        return render(request, "registration/sso_failed.html", {"why": failed}, status=502)


@login_not_required
@never_cache
@require_safe
def sso_back(request: HttpRequest) -> HttpResponse:
    _only_if_set()
    try:
        person = person_of(finish(request))
    except (SignInFailed, NotAllowed) as failed:
        return render(request, "registration/sso_failed.html", {"why": failed}, status=403)
    wanted = request.session.pop(NEXT, "/")
    login(request, person, backend=BACKEND)
    return redirect(wanted)


def _only_if_set() -> None:
    if not settings.SSO_ISSUER:
        raise Http404
