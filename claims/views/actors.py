from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.models import Actor, Alias, Position
from claims.access import may
from claims.activity_plot import plot_of
from claims.actor_tabs import open_tab, tabs_of
from claims.asked import actors_asked, word
from claims.awaiting import Awaiting
from claims.careers import career_of
from claims.company import company_of
from claims.directory import entries_of
from claims.listing import list_claims
from claims.listing.facets import CEILING
from claims.models import Heading
from claims.rights import may_decide
from claims.said_by_day import by_day
from claims.services.note_read import note_read
from claims.views.claims import without_blanks

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 60
MOST_NAMES = 100


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
        "ceiling": CEILING,
        "kinds": Actor.Kind.choices,
        "may_decide": may_decide(request),
    }
    return render(request, "actors/list.html", context)


@require_safe
def actor_page(request: HttpRequest, slug: str) -> HttpResponse:
    actor = Actor.objects.at(slug)
    if actor is None:
        raise Http404
    if actor.slug != slug or actor.canonical:
        return redirect(actor.canonical or actor)
    if clean := without_blanks(request):
        return redirect(clean)
    if request.method == "GET" and not request.GET and not may(request, "editor"):
        note_read(actor)  # editors come to work on it
    tabs = tabs_of(actor)
    told = [one.summary for one in tabs if one.summary]
    tab = open_tab(tabs, request.GET.get("tab", ""))
    listing = list_claims(request.GET, **tab.fixed)
    context: dict[str, Any] = {
        "actor": actor,
        "names": _names(actor),
        "career": career_of(actor, _positions(actor), timezone.now().date()),
        "tabs": tabs,
        "tab": tab,
        "seen": {
            "first": min((one.first for one in told if one.first), default=None),
            "last": max((one.last for one in told if one.last), default=None),
        },
        "company": company_of(actor, Heading.Under.BEHALF if tab.name == "behalf" else Heading.Under.SPEAKER),
        "listing": listing,
        "ceiling": CEILING,
        "may_decide": may_decide(request),
    }
    if not listing.errors:
        since, until = (listing.values[name] for name in ("since", "until"))
        days = by_day({**listing.values, "since": None, "until": None})
        context["plot"] = plot_of(days, since, until)
        context["awaiting"] = Awaiting(listing)
    return render(request, "actors/actor.html", context)


def _names(actor: Actor) -> dict[str, list[str]]:
    """The other forms of the name, and the names of actors that were merged into this one."""
    merged = Actor.objects.filter(Q(pk=actor.pk) | Q(canonical=actor))
    known = Alias.objects.filter(actor__in=merged).select_related("actor")[:MOST_NAMES]
    aliases = [alias.text for alias in known if alias.actor == actor and alias.text != actor.name]
    return {"aliases": aliases, "merged": sorted({alias.actor.name for alias in known if alias.actor != actor})}


def _positions(actor: Actor) -> list[Position]:
    """Those that the actor holds, or, of an organisation or office, those that others hold in it."""
    known = Position.objects.exclude(state=Position.State.REJECTED)
    mine = known.filter(Q(holder=actor) | Q(organization=actor) | Q(office=actor))
    return list(mine.select_related("holder", "organization", "office")[:50])
