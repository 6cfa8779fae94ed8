"""What a list of claims is narrowed by: the query string, checked, and the claims that it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from actors.models import Actor, Position
from actors.names import fold
from claims.models import Claim, Event, Heading, ListedClaim, Report, Story
from claims.search import fault_of
from sources.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from claims.models import ClaimQuerySet, ListedClaimQuerySet
    from claims.models.listing import DatedQuerySet

__all__ = ["HIDDEN_STATES", "ClaimForm", "fitting", "in_order", "is_under_heading", "listed_by", "narrow", "newest"]

YEAR = re.compile(r"\d+(?=-\d{1,2}-\d{1,2}$)")
HIDDEN_STATES = (Claim.State.REJECTED, Claim.State.WITHDRAWN)


class ActorField(forms.CharField):
    """An actor by slug or by any form of the name that belongs to one actor alone."""

    default_error_messages = {"max_length": "A name has at most %(limit_value)d characters, not %(show_value)d."}

    def clean(self, value: Any) -> Actor | None:
        text = super().clean(value)
        if not text:
            return None
        exact = Actor.objects.at(text)
        if exact:
            return exact.canonical or exact
        known = list(Actor.objects.known_as(fold(text))[:6])
        if not known:
            raise ValidationError(f"No actor is called “{text}”.")
        if len(known) > 1:
            others = " or ".join(f"“{actor.slug}”" for actor in known)
            raise ValidationError(f"Several actors are called “{text}”: write {others}.")
        return known[0]


class WordsField(forms.CharField):
    """A search that looks for something: one that only leaves words out would have to read every claim."""

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        if words and (fault := fault_of(words)):
            raise ValidationError(fault)
        return words


class DayField(forms.DateField):
    def __init__(self, label: str) -> None:
        super().__init__(label=label, widget=forms.DateInput({"type": "date"}))

    def to_python(self, value: Any) -> Any:
        year = YEAR.match(str(value or "").strip())
        if year and not 1 <= int(year[0][:5]) <= 9999:
            raise ValidationError(f"“{self.label}” lies outside the years 1 to 9999; write for example 2024-07-01.")
        return super().to_python(value)


class ClaimForm(forms.Form):
    q = WordsField(label="Words", max_length=300)
    speaker = ActorField(label="Speaker", max_length=300)
    behalf = ActorField(label="On behalf of", max_length=300)
    who = ActorField(label="By or on behalf of", max_length=300)
    naming = ActorField(label="Names", max_length=300)
    story = forms.ModelChoiceField(Story.objects.all(), to_field_name="slug")
    event = forms.ModelChoiceField(Event.objects.standing())
    outlet = forms.ModelChoiceField(Outlet.objects.all(), to_field_name="slug")
    position = forms.ModelChoiceField(
        Position.objects.exclude(state=Position.State.REJECTED).select_related("holder", "organization", "office")
    )
    since = DayField("Said from")
    until = DayField("Said to")
    meant_since = DayField("About days from")
    meant_until = DayField("About days to")
    kind = forms.ChoiceField(choices=Claim.Kind)
    cue = forms.SlugField(label="Cue class", max_length=40)
    state = forms.ChoiceField(choices=Claim.State)
    confidence = forms.IntegerField(label="Confidence", min_value=0, max_value=100)
    doubtful = forms.ChoiceField(choices=[("1", "doubtful")])
    reported = forms.ChoiceField(choices=[("1", "reported as wrong")])
    sort = forms.ChoiceField(choices=[("newest", "newest first"), ("relevance", "best match first")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            messages = {
                "invalid": f"“%(value)s” is no {name}.",
                "invalid_choice": f"There is no {name} “%(value)s”.",
                "max_length": f"“{field.label}” may have at most %(limit_value)d characters, not %(show_value)d.",
            }
            if isinstance(field, forms.DateField):
                messages["invalid"] = f"“{field.label}” is no date; write for example 2024-07-01."
            if isinstance(field, forms.IntegerField):
                messages["invalid"] = f"“{field.label}” is a number of percent, from 0 to 100."
                messages["min_value"] = messages["max_value"] = messages["invalid"]
            field.error_messages |= messages

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._in_order(values, "since", "until", "Said to {} lies before said from {}.")
        self._in_order(values, "meant_since", "meant_until", "About days to {} lies before about days from {}.")
        values["meant"] = (values.get("meant_since"), values.get("meant_until"))
        if values.get("sort") == "relevance" and not values.get("q"):
            values["sort"] = "newest"
        return values

    def _in_order(self, values: dict[str, Any], first: str, last: str, fault: str) -> None:
        since, until = values.get(first), values.get(last)
        if since and until and since > until:
            self.add_error(last, fault.format(until, since))


NARROWING: dict[str, Callable[[ListedClaimQuerySet, Any], ListedClaimQuerySet]] = {
    "q": lambda claims, words: claims.matching(words),
    "speaker": lambda claims, actor: claims.said_by(actor),
    "behalf": lambda claims, actor: claims.on_behalf_of(actor),
    "who": lambda claims, actor: claims.involving(actor.pk),
    "naming": lambda claims, actor: claims.naming(actor),
    "story": lambda claims, story: claims.about_story(story),
    "event": lambda claims, event: claims.about_event(event),
    "position": lambda claims, position: claims.spoken_in(position),
    "outlet": lambda claims, outlet: claims.under("outlet", outlet.pk),
    "since": lambda claims, day: claims.since(day),
    "until": lambda claims, day: claims.until(day),
    "meant": lambda claims, days: claims.about_days(*days),
    "kind": lambda claims, kind: claims.under("kind", kind),
    "cue": lambda claims, cue: claims.under("cue", cue),
    "state": lambda claims, state: claims.filter(state=state),
    "confidence": lambda claims, percent: claims.filter(confidence__gte=percent / 100),
    "doubtful": lambda claims, _: claims.doubtful(),
    "reported": lambda claims, _: claims.filter(pk__in=Report.objects.open().leading_claims()),
}


def listed_by(values: dict[str, Any], *, but: str = "") -> ListedClaimQuerySet:
    """The claims that fit `values` (a form's cleaned data) in the reading index, leaving one criterion aside.

    Rejected and withdrawn claims are there only for those who ask for that state.
    """
    shown = but == "state" or values.get("state") in HIDDEN_STATES
    return fitting(ListedClaim.objects.all() if shown else ListedClaim.objects.standing(), values, but=but)


def fitting(claims: ListedClaimQuerySet, values: dict[str, Any], *, but: str = "") -> ListedClaimQuerySet:
    """Those of `claims` that fit, whatever their state."""
    asked = _asked(values, but)
    others = [name for name in asked if name not in DAYS]
    for name in asked:
        apply = ALONE.get(name, NARROWING[name]) if len(others) == 1 else NARROWING[name]
        claims = apply(claims, values[name])
    return claims


HEADINGS = {
    "speaker": Heading.Under.SPEAKER,
    "behalf": Heading.Under.BEHALF,
    "story": Heading.Under.STORY,
    "event": Heading.Under.EVENT,
}
ALONE: dict[str, Callable[[ListedClaimQuerySet, Any], ListedClaimQuerySet]] = {
    "outlet": lambda claims, outlet: claims.filter(outlet=outlet),
    "cue": lambda claims, cue: claims.filter(cue_class=cue),
    "kind": lambda claims, kind: claims.filter(kind=kind),
}
"""By the column where only days are asked for besides: the index of facets is for what several have in common."""
ORDERED = ("outlet", "cue", "state")
"""They have an index each in the order of days."""
DAYS = ("since", "until")


def in_order(values: dict[str, Any], *, but: str = "") -> DatedQuerySet[Any] | None:
    """The claims that fit, where one index has them in the order of days and tells their number by itself; those of
    a heading, which has no hidden ones, as such."""
    asked = _asked(values, but)
    headings = [HEADINGS[name] for name in asked if name in HEADINGS]
    if not headings:
        return listed_by(values, but=but) if _has_order(asked) else None
    if any(name not in (*HEADINGS, *DAYS) for name in asked) or len(headings) > 1 or but == "state":
        return None
    key = next(values[name].pk for name in asked if name in HEADINGS)
    claims = Heading.objects.filter(under=headings[0], key=key)
    if since := values.get("since"):
        claims = claims.since(since)
    if until := values.get("until"):
        claims = claims.until(until)
    return claims


def is_under_heading(values: dict[str, Any]) -> bool:
    claims = in_order(values)
    return claims is not None and claims.model is Heading


def newest(values: dict[str, Any], most: int, column: str = "claim_id") -> QuerySet[Any, Any]:
    """Keys, or days, of the newest claims that fit: without a sort where all stand under one heading."""
    claims = in_order(values)
    found: QuerySet[Any, Any] = (
        (listed_by(values) if claims is None else claims).newest_first().values_list(column, flat=True)[:most]
    )
    return found


def _asked(values: dict[str, Any], but: str = "") -> list[str]:
    return [name for name in NARROWING if name != but and values.get(name) not in (None, "", (None, None))]


def _has_order(asked: list[str]) -> bool:
    others = [name for name in asked if name not in DAYS]
    return not others or (len(others) == 1 and others[0] in ORDERED)


def narrow(values: dict[str, Any]) -> ClaimQuerySet:
    """The claims themselves that fit `values`, one of each group."""
    return Claim.objects.filter(pk__in=listed_by(values).values("pk"))
