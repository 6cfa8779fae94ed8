"""The page on which an editor decides what an actor is, and which positions it held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actors.models import Actor, Position
from claims.access import allow
from claims.models import Review
from claims.rights import demand
from claims.services.actors.decide import decide_actor
from claims.services.actors.positions import add_position, decide_position
from claims.services.refusals import Refused, Stale
from claims.views.actor_form import ActorForm, PositionForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

__all__ = ["decide_actor_position", "edit_actor", "editable"]

MOST_POSITIONS = 100


def editable(request: HttpRequest, slug: str) -> Actor:
    """The surviving actor at the address, for somebody who may decide about it."""
    actor = Actor.objects.at(slug)
    if actor is None:
        raise Http404
    demand(request)
    return actor.canonical or actor


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_actor(request: HttpRequest, slug: str) -> HttpResponse:
    actor = editable(request, slug)
    if request.method != "POST":
        return _show(request, actor) if actor.slug == slug else redirect("edit-actor", actor.slug)
    form = ActorForm(request.POST)
    if not form.is_valid():
        return _show(request, actor, form=form, status=422)
    values, by = form.cleaned_data, cast("User", request.user)
    try:
        decide_actor(actor, by, values["action"], values["version"], form.details, note=values["note"])
    except Stale as stale:
        now = Actor.objects.get(pk=actor.pk)
        return _show(request, now, form=form.on(now), stale=stale, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, actor, form=form, status=422)
    messages.success(request, SAVED)
    return redirect("edit-actor", Actor.objects.get(pk=actor.pk).slug)


@allow("editor")
@require_POST
def decide_actor_position(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Of the actor's positions, or with no key a new one."""
    actor, by = editable(request, slug), cast("User", request.user)
    position = get_object_or_404(_positions(actor), pk=pk) if pk else None
    form = PositionForm(request.POST, auto_id=f"p{pk or ''}-%s")
    if not form.is_valid():
        return _show(request, actor, post=(pk, form), status=422)
    values = form.cleaned_data
    try:
        if position is None:
            add_position(actor, by, form.post, note=values["note"])
        else:
            post = form.post if values["action"] == Review.Action.CORRECT else None
            decide_position(position, by, values["action"], values["version"] or 0, post, note=values["note"])
    except Stale as stale:
        form = form.on(_positions(actor).get(pk=pk))
        return _show(request, actor, post=(pk, form), stale=stale, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, actor, post=(pk, form), status=422)
    messages.success(request, SAVED)
    return redirect("edit-actor", actor.slug)


SAVED = "Saved. The decision stands in the history below and can be undone there."


def _positions(actor: Actor) -> Any:
    mine = Position.objects.filter(Q(holder=actor) | Q(holder__canonical=actor))
    return mine.select_related("holder", "organization", "office")


def _held_in(actor: Actor) -> Any:
    """Those that others hold in it; each is decided on its holder's page."""
    others = Position.objects.exclude(state=Position.State.REJECTED).filter(Q(organization=actor) | Q(office=actor))
    return others.select_related("holder__canonical", "organization", "office")[:MOST_POSITIONS]


def _show(
    request: HttpRequest,
    actor: Actor,
    *,
    form: ActorForm | None = None,
    post: tuple[int | None, PositionForm] = (0, PositionForm()),
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    sent, sent_form = post
    positions = list(_positions(actor)[:MOST_POSITIONS])
    context = {
        "actor": actor,
        "form": form or ActorForm.of(actor),
        "positions": [(one, sent_form if one.pk == sent else PositionForm.of(one)) for one in positions],
        "sent": sent,
        "new": sent_form if sent is None else PositionForm(auto_id="p-%s"),
        "held_in": _held_in(actor),
        "stale": stale,
    }
    return render(request, "actors/edit.html", context, status=status)
