"""What an editor decides about a proposed event, from the story's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from claims.access import allow
from claims.models import Event, Review, Story
from claims.rights import demand
from claims.services.decide_event import EventDetails, decide_event, undo_event
from claims.services.refusals import Refused, Stale
from claims.views.numbers import number_of
from claims.views.pasted import LineField, TextField
from claims.views.refusal import told
from claims.views.stories import show_story

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SAVED = {
    "confirm": "Confirmed. The event is one of the story's key dates.",
    "reject": "Rejected. It will not be proposed for that date again.",
    "correct": "Saved. The event still waits for a decision.",
}


@allow("editor")
@require_POST
def decide_proposal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    story = get_object_or_404(Story, slug=slug)
    demand(request, story=story)
    event = get_object_or_404(Event.objects.filter(story=story, merged_into__isnull=True), pk=pk)
    sent = _Sent.of(request)
    try:
        decide_event(event, request.user, sent.action, sent.version, sent.details, note=sent.note)  # type: ignore[arg-type]
    except Stale as stale:
        return show_story(request, story, stale=stale, status=409)
    except Refused as refused:
        draft = {"event": pk, "fault": told(refused), "title": sent.title, "date": sent.date}
        return show_story(request, story, draft=draft, status=422)
    messages.success(request, SAVED[sent.action])
    return redirect(f"{story.get_absolute_url()}#proposed-events")


@allow("editor")
@require_POST
def undo_event_decision(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    story = get_object_or_404(Story, slug=slug)
    demand(request, story=story)
    review = get_object_or_404(Review, pk=number_of(request.POST.get("review", "")), event=pk, event__story=story)
    try:
        undo_event(review, request.user, version=_Sent.of(request).version)  # type: ignore[arg-type]
    except Stale as stale:
        return show_story(request, story, stale=stale, status=409)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The decision was undone.")
    return redirect(f"{story.get_absolute_url()}#proposed-events")


@dataclass(frozen=True, slots=True)
class _Sent:
    action: str
    version: int
    title: str | None
    date: str | None
    note: str

    @property
    def details(self) -> EventDetails | None:
        return None if self.action == "reject" else EventDetails(title=self.title, date=self.date)

    @classmethod
    def of(cls, request: HttpRequest) -> _Sent:
        sent = request.POST
        action = sent.get("action", "")
        return cls(
            action=action if action in SAVED else "nothing",
            version=number_of(sent.get("version", "")),
            title=_line(sent.get("title")),
            date=_line(sent.get("date")),
            note=str(TextField(required=False).clean(sent.get("note", "")))[:5000],
        )


def _line(written: str | None) -> str | None:
    """None where the form had no such field."""
    return None if written is None else str(LineField(required=False).clean(written))[:1000]
