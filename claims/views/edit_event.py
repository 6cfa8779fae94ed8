"""Events as editors make them, from nothing, from a date or from a claim, and change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import allow
from claims.dates_told import dates_of_claim, dates_of_story
from claims.models import Claim, Event, Story
from claims.rights import demand
from claims.services.correction import Place
from claims.services.decide_event import LONGEST_TITLE, add_event, decide_event
from claims.services.place import attach
from claims.services.refusals import Refused, Stale
from claims.story_reach import actors_offered
from claims.views.event_form import EventForm, understood
from claims.views.numbers import number_of
from claims.views.pasted import LineField
from claims.views.refusal import told

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

ACTIONS = {"save": "correct", "confirm": "confirm", "reject": "reject"}
SAVED = {
    "save": "Saved. The change stands in the story’s history and can be undone there.",
    "confirm": "Confirmed. The event is one of the story’s key dates.",
    "reject": "Rejected. The story’s history can bring it back.",
}


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def new_event(request: HttpRequest, slug: str) -> HttpResponse:
    """The address can propose a `title`, a `date` and a `claim` that the event is made from."""
    story = get_object_or_404(Story, slug=slug)
    demand(request, story=story)
    sent = request.POST if request.method == "POST" else request.GET
    claim = _claim(request, sent.get("claim", ""))
    if request.method != "POST":
        return _show(request, story, EventForm(initial=_asked(request, claim)), claim=claim)
    form = EventForm(sent)
    if "look" in sent or not form.is_valid():
        return _show(request, story, form, claim=claim, status=200 if "look" in sent else 422)
    user = cast("User", request.user)
    try:
        with transaction.atomic():
            event = add_event(story, user, form.details, note=form.cleaned_data["note"])
            if claim:
                attach([claim.pk], Place(story, event), user, note=f"made the event “{event}” from it")
    except Refused as refused:
        form.add_error(None, told(refused))
        return _show(request, story, form, claim=claim, status=422)
    messages.success(request, f"“{event}” stands on the timeline{', with the claim' if claim else ''}.")
    return redirect(event)


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_event(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = get_object_or_404(
        Event.objects.select_related("story", "merged_into__story"), pk=pk, story__slug=slug, story__taken_back=False
    )
    demand(request, story=event.story)
    if event.merged_into:
        messages.info(request, f"“{event}” was merged into “{event.merged_into}”, which is here.")
        return redirect("edit-event", slug, event.merged_into.pk)
    if request.method != "POST":
        form = EventForm.of(event)
        if "date" in request.GET:
            form.initial["date"] = understood(request.GET["date"]).written
        return _show(request, event.story, form, event)
    form, asked = EventForm(request.POST), request.POST.get("action", "save")
    if "look" in request.POST or not form.is_valid():
        return _show(request, event.story, form, event, status=200 if "look" in request.POST else 422)
    user, sent = cast("User", request.user), form.cleaned_data
    details = None if asked == "reject" else form.details
    try:
        decide_event(event, user, ACTIONS.get(asked, asked[:20]), sent["version"] or 0, details, note=sent["note"])
    except Stale as stale:
        return _show(request, event.story, form.on(stale.thing.version), event, stale=stale, status=409)
    except Refused as refused:
        form.add_error(None, told(refused))
        return _show(request, event.story, form, event, status=422)
    messages.success(request, SAVED[asked])
    return redirect(event)


def _asked(request: HttpRequest, claim: Claim | None) -> dict[str, object]:
    line = LineField(required=False)
    proposed = {name: line.clean(request.GET.get(name, ""))[:LONGEST_TITLE] for name in ("title", "date")}
    return {**proposed, "actor": [speaker.who.slug for speaker in claim.speakers.all()] if claim else []}


def _claim(request: HttpRequest, key: str) -> Claim | None:
    """That the event is made from: it is the person's to decide about, too."""
    if not key:
        return None
    claim = get_object_or_404(Claim.objects.standing().for_display(), pk=number_of(key))
    demand(request, claim=claim)
    return claim


def _show(
    request: HttpRequest,
    story: Story,
    form: EventForm,
    event: Event | None = None,
    *,
    claim: Claim | None = None,
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "story": story,
        "event": event,
        "claim": claim,
        "form": form,
        "understood": form.understood,
        "dates": dates_of_claim(claim) if claim else [] if event else dates_of_story(story),
        "offered": actors_offered(form.ticked, story),
        "faults": None if "look" in request.POST else form.errors,
        "stale": stale,
    }
    return render(request, "claims/event_edit.html", context, status=status)
