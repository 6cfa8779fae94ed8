"""What an editor writes about a story, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError

from actors.models import Actor
from claims.listing.criteria import ActorField
from claims.services.decide_story import LONGEST_QUERY, LONGEST_SUMMARY, LONGEST_TITLE, MOST_ACTORS, StoryDetails
from claims.views.pasted import LineField, LinesField, TextField

if TYPE_CHECKING:
    from django.http import QueryDict

    from claims.models import Story

__all__ = ["ActorsField", "NamesField", "StoryForm"]

LARGEST_VERSION = 2**31 - 1


class ActorsField(forms.ModelMultipleChoiceField[Actor]):
    """Ticked ones, by their slugs."""

    def __init__(self) -> None:
        super().__init__(Actor.objects.all(), to_field_name="slug", required=False, label="Actors")
        self.error_messages["invalid_choice"] = "There is no actor “%(value)s”."

    def clean(self, value: Any) -> Any:
        if len(value or ()) > MOST_ACTORS:
            raise ValidationError(f"At most {MOST_ACTORS} actors.")
        return list(super().clean(value))


class NamesField(LinesField):
    """Actors by any form of their names, one on each line."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=MOST_ACTORS * LONGEST_TITLE, label="More actors")

    def clean(self, value: Any) -> Any:
        names = super().clean(value)
        if len(names) > MOST_ACTORS:
            raise ValidationError(f"At most {MOST_ACTORS} actors.")
        found, faults = [], []
        for name in names:
            try:
                found.append(ActorField(max_length=LONGEST_TITLE).clean(name))
            except ValidationError as fault:
                faults += fault.messages
        if faults:
            raise ValidationError(faults)
        return found


class StoryForm(forms.Form):
    version = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_VERSION)
    title = LineField(max_length=LONGEST_TITLE)
    summary = TextField(required=False, max_length=LONGEST_SUMMARY)
    q = LineField(label="Words", required=False, max_length=LONGEST_QUERY)
    actor = ActorsField()
    more = NamesField()
    note = TextField(required=False, max_length=5_000)

    @classmethod
    def of(cls, story: Story) -> Self:
        plain = {"version": story.version, "title": story.title, "summary": story.summary, "q": story.query}
        return cls(initial={**plain, "actor": [actor.slug for actor in story.actors.all()]})

    @property
    def details(self) -> StoryDetails:
        """Of a valid form."""
        sent = self.cleaned_data
        actors = list(dict.fromkeys([*sent["actor"], *sent["more"]]))
        return StoryDetails(sent["title"], sent["summary"], sent["q"], actors)

    @property
    def ticked(self) -> list[str]:
        """Slugs."""
        return [str(slug) for slug in self["actor"].value() or ()]

    def on(self, version: int) -> Self:
        """The same words, to be decided on another version."""
        data = cast("QueryDict", self.data).copy()
        data["version"] = str(version)
        return type(self)(data)
