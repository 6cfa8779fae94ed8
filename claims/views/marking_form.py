"""What the form sends on which words are marked, checked; and the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from claims.blind import as_found, questions
from claims.listing.criteria import ActorField
from claims.marking.guess import guess
from claims.marking.sent import ROLES, Sent, marks_sent, written
from claims.marking.sheet import sheet_of
from claims.models import Claim, Story
from claims.rights import limit_of
from claims.services.refusals import Refused
from claims.services.spans import Marked, check
from claims.views.note_field import NoteField

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from claims.services.review import Stale
    from sources.models import Article, Snapshot

__all__ = ["MarkingForm", "back_to", "nothing_marked", "sent_by", "sheet", "spans_of", "with_guess"]

NOT_SHOWN = (Claim.State.REJECTED, Claim.State.WITHDRAWN)
ACTIONS = [(one, one) for one in ("save", "check", "split", "join")]


class MarkingForm(forms.Form):
    version = forms.IntegerField(required=False, min_value=1)
    action = forms.ChoiceField(choices=ACTIONS)
    marked = forms.CharField(required=False, max_length=50_000, help_text="Offsets as JSON; else the words count.")
    content = forms.CharField(required=False, max_length=100_000)
    source = forms.CharField(required=False, max_length=20_000)
    cue = forms.CharField(required=False, max_length=20_000)
    note = NoteField()
    at = forms.IntegerField(required=False, min_value=0, max_value=2**31, help_text="Where a claim is split.")
    begins = forms.CharField(required=False, max_length=5_000, help_text="The same, by the words that follow.")
    other = forms.CharField(required=False, max_length=50, help_text="Key and version of a claim to join.")
    speaker = ActorField(required=False, max_length=300)
    guess = forms.BooleanField(required=False, help_text="Source and cue of a new claim, where none are marked.")
    story = forms.ModelChoiceField(Story.objects.all(), required=False)


def spans_of(claim: Claim) -> Marked:
    return Marked(claim.content, claim.source, claim.cue)


def nothing_marked() -> Sent:
    return Sent(Marked([], [], []), dict.fromkeys(ROLES, ""), [])


def sent_by(form: MarkingForm, text: str, old: Marked) -> Sent:
    """What was marked; with faults of the form, what stood there before beside all that was typed."""
    if form.is_valid():
        return marks_sent(form.cleaned_data, text, old)
    lines = {role: str(form[role].value() or "").replace("\0", "") for role in ROLES}
    faults = [f"{name}: {fault}" for name, found in form.errors.items() for fault in found]
    return Sent(old, lines if any(lines.values()) else written(old, text), faults)


def with_guess(sent: Sent, text: str) -> Sent:
    """With source and cue as the sentence tells them, where only the content was marked, and stands in the text."""
    try:
        marked = check(sent.marked, text)
    except Refused:
        return sent
    if sent.faults or marked.source or marked.cue:
        return sent
    source, cue = guess(text, marked.content)
    guessed = Marked(marked.content, source, cue)
    return Sent(guessed, written(guessed, text), [])


def sheet(
    request: HttpRequest,
    article: Article,
    snapshot: Snapshot,
    sent: Sent,
    *,
    claim: Claim | None = None,
    form: MarkingForm | None = None,
    stale: Stale | None = None,
    guessed: bool = False,
    status: int = 200,
) -> HttpResponse:
    shown = Claim.objects.filter(snapshot=snapshot).exclude(state__in=NOT_SHOWN)
    asked = questions(request)
    claims = [as_found(claim, asked.get(claim.pk)) for claim in shown.in_text_order().for_display()]
    limit = limit_of(request)
    context: dict[str, Any] = {
        "article": article,
        "snapshot": snapshot,
        "claim": claim,
        "sheet": sheet_of(snapshot.text, claims, sent, claim, whole="whole" in request.GET),
        "form": form or MarkingForm(),
        "stale": stale,
        "guessed": guessed,
        "standing": stale and claim and written(spans_of(claim), snapshot.text),
        "back": back_to(request, (claim or article).get_absolute_url()),
        "stories": None if claim or limit is None else Story.objects.filter(pk__in=limit),
        "action": reverse("mark", args=[claim.pk]) if claim else reverse("add-claim", args=[article.pk]),
    }
    return render(request, "claims/marks.html", context, status=status)


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page that led here."""
    back = request.POST.get("next") or request.GET.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else otherwise
