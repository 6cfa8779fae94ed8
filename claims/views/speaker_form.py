"""Who speaks, as an editor types it: known actors, or a new one; in one claim, or in all that mention them alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from actors.models import Actor, Position
from claims.listing.criteria import ActorField, DayField
from claims.models import Story
from claims.services.actors.decide import LONGEST_NAME, Details
from claims.services.actors.positions import LONGEST_ROLE, Post
from claims.services.alike import Within
from claims.services.assign import Newcomer, Speaks
from claims.views.actor_form import WIKIDATA
from claims.views.pasted import LineField, LinesField, TextField
from sources.models import Outlet

__all__ = ["SpeakerForm"]

ONE, ARTICLE, TEXT = "assign", "article", "text"


class SpeakerForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    action = forms.ChoiceField(choices=[(each, each) for each in (ONE, ARTICLE, TEXT)])
    who = ActorField(label="Speaker", required=False, max_length=LONGEST_NAME)
    behalf = ActorField(label="On behalf of", required=False, max_length=LONGEST_NAME)
    position = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    role = LineField(required=False, max_length=LONGEST_ROLE)
    who2 = ActorField(label="Second speaker", required=False, max_length=LONGEST_NAME)
    behalf2 = ActorField(label="On whose behalf the second speaks", required=False, max_length=LONGEST_NAME)
    who3 = ActorField(label="Third speaker", required=False, max_length=LONGEST_NAME)
    behalf3 = ActorField(label="On whose behalf the third speaks", required=False, max_length=LONGEST_NAME)
    new_name = LineField(label="Name of the new actor", required=False, max_length=LONGEST_NAME)
    new_kind = forms.ChoiceField(label="Kind", required=False, choices=Actor.Kind.choices)
    new_aliases = LinesField(label="Aliases", required=False, max_length=10_000)
    new_wikidata = LineField(label="Wikidata id", required=False, max_length=200)
    new_role = LineField(label="Role", required=False, max_length=LONGEST_ROLE)
    new_organization = ActorField(label="Organisation", required=False, max_length=LONGEST_NAME)
    note = TextField(required=False, max_length=5_000)
    outlet = LineField(required=False, max_length=300)
    story = LineField(required=False, max_length=300)
    since = DayField("Since")
    until = DayField("Until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].required = self.fields["until"].required = False

    def clean_outlet(self) -> Outlet | None:
        return self._named(Outlet.objects.filter(slug=self.cleaned_data["outlet"]), "outlet")

    def clean_story(self) -> Story | None:
        return self._named(Story.objects.filter(slug=self.cleaned_data["story"]), "story")

    def _named[M: models.Model](self, found: models.QuerySet[M], name: str) -> M | None:
        slug = self.cleaned_data[name]
        if slug and not (one := found.first()):
            raise forms.ValidationError(f"There is no {name} “{slug}”.")
        return one if slug else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        if bool(values["who"]) == bool(values["new_name"]):
            told = "Write one of the two: a speaker whom we know, or the name of a new actor."
            self.add_error("who", told if values["who"] else "Write who speaks, or the name of a new actor.")
        if values["new_name"] and not values["new_kind"]:
            self.add_error("new_kind", "Say whether it is a person, an organisation, an office or a group.")
        for one, behalf in (("who2", "behalf2"), ("who3", "behalf3")):
            if values[behalf] and not values[one]:
                self.add_error(one, f"Say who speaks on behalf of {values[behalf]}.")
        return values

    @property
    def speakers(self) -> list[Speaks]:
        """Of a valid form."""
        values = self.cleaned_data
        position = Position.objects.filter(pk=values["position"]).first() if values["position"] else None
        first = Speaks(values["who"] or self._newcomer(), values["behalf"], position, values["role"])
        others = [(values["who2"], values["behalf2"]), (values["who3"], values["behalf3"])]
        return [first, *(Speaks(who, behalf) for who, behalf in others if who)]

    def _newcomer(self) -> Newcomer:
        values = self.cleaned_data
        details = Details(aliases=values["new_aliases"], wikidata=WIKIDATA.sub("", values["new_wikidata"]))
        body = values["new_organization"]
        office = body if body and body.kind == Actor.Kind.OFFICE else None
        post = Post(values["new_role"], None if office else body, office) if body else None
        return Newcomer(values["new_name"], values["new_kind"], details, post)

    def within(self, stories: frozenset[int] | None) -> Within:
        """Of a valid form."""
        values = self.cleaned_data
        return Within(values["outlet"], values["story"], values["since"], values["until"], stories)
