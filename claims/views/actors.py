from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.models import Actor, Position
from claims.activity import strip_of
from claims.asked import actors_asked, word
from claims.careers import career_of
from claims.directory import entries_of
from claims.listing import list_claims
from claims.models import Claim
from claims.views.claims import without_blanks

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 60


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    if clean := without_blanks(request):
        return redirect(clean)
    actors, errors = actors_asked(request.GET)
    page = Paginator(actors, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "entries": entries_of(list(page)),
        "kept": f"{kept.urlencode()}&" if kept else "",
        "words": word(request.GET, "q"),
        "kind": word(request.GET, "kind"),
        "state": word(request.GET, "state"),
        "errors": errors,
        "kinds": Actor.Kind.choices,
    }
    return render(request, "actors/list.html", context)


@require_safe
def actor_page(request: HttpRequest, slug: str) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.select_related("canonical"), slug=slug)
    if actor.canonical:
        return redirect(actor.canonical)
    if clean := without_blanks(request):
        return redirect(clean)
    claims = Claim.objects.standing().distinct_claims()
    spoken, behalf = claims.said_by(actor), claims.on_behalf_of(actor)
    spoken_count, behalf_count = spoken.count(), behalf.count()
    tab = request.GET.get("tab") or ("behalf" if behalf_count and not spoken_count else "claims")
    fixed: dict[str, Any] = {"behalf" if tab == "behalf" else "speaker": actor}
    context = {
        "actor": actor,
        "aliases": [alias.text for alias in actor.aliases.all() if alias.text != actor.name],
        "career": career_of(actor, _positions(actor), timezone.now().date()),
        "tab": tab,
        "spoken_count": spoken_count,
        "behalf_count": behalf_count,
        "strip": strip_of(behalf if tab == "behalf" else spoken),
        "listing": list_claims(request.GET, **fixed),
    }
    return render(request, "actors/actor.html", context)


def _positions(actor: Actor) -> list[Position]:
    """Those that the actor holds, or, of an organisation or office, those that others hold in it."""
    known = Position.objects.exclude(state=Position.State.REJECTED)
    mine = known.filter(Q(holder=actor) | Q(organization=actor) | Q(office=actor))
    return list(mine.select_related("holder", "organization", "office")[:50])
