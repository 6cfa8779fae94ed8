"""What an editor writes about an event, checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, cast

from django import forms

from claims.services.decide_event import LONGEST_TITLE, EventDetails
from claims.services.refusals import Refused
from claims.services.understood import understand
from claims.views.pasted import LineField, TextField
from claims.views.story_form import LARGEST_VERSION, ActorsField, NamesField

if TYPE_CHECKING:
    from django.http import QueryDict

    from claims.models import Event

__all__ = ["EventForm", "Understood", "understood"]

LONGEST_DATE = 200


@dataclass(frozen=True, slots=True)
class Understood:
    written: str
    edtf: str = ""
    fault: str = ""


def understood(written: str) -> Understood:
    """A date as a person writes it; nothing is neither understood nor wrong."""
    written = LineField(required=False).clean(written)[: LONGEST_DATE + 1]
    if not written:
        return Understood("")
    try:
        return Understood(written, understand(written))
    except Refused as refused:
        return Understood(written, fault=str(refused))


class EventForm(forms.Form):
    version = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_VERSION)
    title = LineField(max_length=LONGEST_TITLE)
    date = LineField(required=False)
    description = TextField(required=False, max_length=5_000)
    keywords = LineField(required=False, max_length=6_000)
    actor = ActorsField()
    more = NamesField()
    claim = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    note = TextField(required=False, max_length=5_000)

    @classmethod
    def of(cls, event: Event) -> Self:
        plain = {name: getattr(event, name) for name in ("version", "title", "description")}
        actors = [actor.slug for actor in event.actors.all()]
        return cls(
            initial={**plain, "date": event.edtf, "keywords": ", ".join(event.keywords), "actor": actors},
        )

    def clean_date(self) -> str:
        """Checked here, so that all that is wrong is said at once."""
        written = str(self.cleaned_data["date"])
        try:
            understand(written)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        return written

    @property
    def understood(self) -> Understood:
        return understood(str(self["date"].value() or ""))

    @property
    def ticked(self) -> list[str]:
        """Slugs."""
        return [str(slug).replace("\0", "") for slug in self["actor"].value() or ()][:50]

    @property
    def details(self) -> EventDetails:
        """Of a valid form."""
        sent = self.cleaned_data
        actors = list(dict.fromkeys([*sent["actor"], *sent["more"]]))
        return EventDetails(sent["title"], sent["date"], sent["description"], sent["keywords"].split(","), actors)

    def on(self, version: int) -> Self:
        """The same words, to be decided on another version."""
        data = cast("QueryDict", self.data).copy()
        data["version"] = str(version)
        return type(self)(data)
