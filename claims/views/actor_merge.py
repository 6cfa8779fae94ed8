"""Two actors that are one: what would move, in which direction, and the merge."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors.models import Actor
from claims.access import allow
from claims.directory import entries_of
from claims.listing.criteria import ActorField
from claims.listing.facets import CEILING
from claims.services.actors.decide import LONGEST_NAME
from claims.services.actors.merge import merge_actors, what_moves
from claims.services.refusals import Refused, Stale
from claims.views.actor_edit import editable
from claims.views.actor_form import typed
from claims.views.pasted import TextField

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

__all__ = ["merge_actor"]


class MergeForm(forms.Form):
    into = ActorField(label="The actor that stays", max_length=LONGEST_NAME, widget=typed())
    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    note = TextField(required=False, max_length=5_000, widget=forms.Textarea({"rows": 2}))


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def merge_actor(request: HttpRequest, slug: str) -> HttpResponse:
    """The actor at the address into the other one. Without one it is asked for."""
    actor = editable(request, slug)
    sent = request.method == "POST"
    form = MergeForm(request.POST if sent else request.GET if "into" in request.GET else None)
    if not form.is_valid():
        return _show(request, actor, form, status=422 if form.is_bound else 200)
    into, values = cast("Actor", form.cleaned_data["into"]), form.cleaned_data
    if not sent or not values["version"]:
        return _show(request, actor, form, into)
    try:
        merge_actors(actor, into, cast("User", request.user), values["version"], note=values["note"])
    except Stale as stale:
        return _show(request, Actor.objects.get(pk=actor.pk), form, into, stale=stale, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, actor, form, status=422)
    messages.success(
        request, f"“{actor}” is “{into}” now. Nothing was moved; the history under “Edit” undoes it at any time."
    )
    return redirect(into)


def _show(
    request: HttpRequest,
    actor: Actor,
    form: MergeForm,
    into: Actor | None = None,
    *,
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    moves = None
    if into:
        try:
            moves = what_moves(actor, into)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 422
    context = {
        "actor": actor,
        "into": into if moves else None,
        "form": form,
        "moves": moves,
        "entries": entries_of([actor, into]) if moves and into else [],
        "ceiling": CEILING,
        "stale": stale,
    }
    return render(request, "actors/merge.html", context, status=status)
