"""What a list of claims is narrowed by: the query string, checked, and the claims that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from actors.models import Actor
from actors.names import fold
from claims.models import Claim, Event, Story
from sources.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.models import ClaimQuerySet

__all__ = ["ClaimForm", "narrow"]

HIDDEN_STATES = (Claim.State.REJECTED, Claim.State.WITHDRAWN)


class ActorField(forms.CharField):
    """An actor by slug or by any form of the name that belongs to one actor alone."""

    def clean(self, value: Any) -> Actor | None:
        text = super().clean(value)
        if not text:
            return None
        exact = Actor.objects.filter(slug=text).select_related("canonical").first()
        if exact:
            return exact.canonical or exact
        known = list(Actor.objects.known_as(fold(text))[:6])
        if not known:
            raise ValidationError(f"No actor is called “{text}”.")
        if len(known) > 1:
            others = " or ".join(f"“{actor.slug}”" for actor in known)
            raise ValidationError(f"Several actors are called “{text}”: write {others}.")
        return known[0]


class ClaimForm(forms.Form):
    q = forms.CharField(label="Words", max_length=300)
    speaker = ActorField(label="Speaker", max_length=300)
    behalf = ActorField(label="On behalf of", max_length=300)
    story = forms.ModelChoiceField(Story.objects.all(), to_field_name="slug")
    event = forms.ModelChoiceField(Event.objects.standing())
    outlet = forms.ModelChoiceField(Outlet.objects.all(), to_field_name="slug")
    since = forms.DateField(label="Said from", widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label="Said to", widget=forms.DateInput({"type": "date"}))
    kind = forms.ChoiceField(choices=Claim.Kind)
    cue = forms.SlugField(label="Cue class", max_length=40)
    state = forms.ChoiceField(choices=Claim.State)
    doubtful = forms.ChoiceField(choices=[("1", "doubtful")])
    sort = forms.ChoiceField(choices=[("newest", "newest first"), ("relevance", "best match first")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            messages = {
                "invalid": f"“%(value)s” is no {name}.",
                "invalid_choice": f"There is no {name} “%(value)s”.",
            }
            if isinstance(field, forms.DateField):
                messages["invalid"] = f"“{field.label}” is no date; write for example 2024-07-01."
            field.error_messages |= messages

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            self.add_error("until", f"Said to {until} lies before said from {since}.")
        if values.get("sort") == "relevance" and not values.get("q"):
            values["sort"] = "newest"
        return values


NARROWING: dict[str, Callable[[ClaimQuerySet, Any], ClaimQuerySet]] = {
    "q": lambda claims, words: claims.matching(words),
    "speaker": lambda claims, actor: claims.said_by(actor),
    "behalf": lambda claims, actor: claims.on_behalf_of(actor),
    "story": lambda claims, story: claims.about(story=story),
    "event": lambda claims, event: claims.about(event=event),
    "outlet": lambda claims, outlet: claims.filter(snapshot__article__outlet=outlet),
    "since": lambda claims, day: claims.filter(day__gte=day),
    "until": lambda claims, day: claims.filter(day__lte=day),
    "kind": lambda claims, kind: claims.filter(kind=kind),
    "cue": lambda claims, cue: claims.filter(cue_class=cue),
    "state": lambda claims, state: claims.filter(state=state),
    "doubtful": lambda claims, _: claims.doubtful(),
}


def narrow(values: dict[str, Any], *, but: str = "") -> ClaimQuerySet:
    """The claims that fit `values` (a form's cleaned data), one of each group, leaving one criterion aside.

    Rejected and withdrawn claims are there only for those who ask for that state.
    """
    shown = but == "state" or values.get("state") in HIDDEN_STATES
    claims = Claim.objects.current() if shown else Claim.objects.standing()
    claims = claims.distinct_claims()
    for name, apply in NARROWING.items():
        if name != but and values.get(name):
            claims = apply(claims, values[name])
    return claims
