"""What an editor writes about an actor and about a position, checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

from django import forms

from actors.models import Actor
from claims.listing.criteria import ActorField
from claims.services.actors.decide import LONGEST_NAME, Details
from claims.services.actors.positions import LONGEST_ROLE, Post
from claims.services.refusals import Refused
from claims.services.understood import understand
from claims.views.pasted import LineField, LinesField, TextField

if TYPE_CHECKING:
    from actors.models import Position

__all__ = ["ActorForm", "PositionForm", "typed"]

WIKIDATA = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/", re.IGNORECASE)
STILL = ("", "now", "today", "still", "present", "..")
NOTE = {"required": False, "max_length": 5_000}


def typed() -> forms.TextInput:
    """An input under which actors are suggested."""
    return forms.TextInput({"data-suggest": "/actors/suggest/", "dir": "auto", "autocomplete": "off"})


class ActorForm(forms.Form):
    """Each field carries what it was, so that only what the editor changed is decided."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=[(a, a) for a in ("correct", "confirm", "reject")])
    name = LineField(max_length=LONGEST_NAME, show_hidden_initial=True, widget=forms.TextInput({"dir": "auto"}))
    kind = forms.ChoiceField(choices=Actor.Kind.choices, show_hidden_initial=True)
    description = TextField(
        required=False,
        max_length=2_000,
        show_hidden_initial=True,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )
    wikidata = LineField(
        label="Wikidata id", required=False, max_length=200, show_hidden_initial=True,
        widget=forms.TextInput({"placeholder": "Q796"}),
    )  # fmt: skip
    aliases = LinesField(
        label="Names and aliases, one per line",
        required=False,
        max_length=70_000,
        show_hidden_initial=True,
        widget=forms.Textarea({"rows": 6, "dir": "auto", "spellcheck": "false"}),
    )
    note = TextField(**NOTE, widget=forms.Textarea({"rows": 2}))  # type: ignore[arg-type]

    WHAT = ("name", "kind", "description", "wikidata", "aliases")

    @classmethod
    def of(cls, actor: Actor) -> Self:
        return cls(initial={"version": actor.version, **cls._now(actor)})

    def clean_wikidata(self) -> str:
        return WIKIDATA.sub("", str(self.cleaned_data["wikidata"]))

    @property
    def details(self) -> Details | None:
        """Of a valid form: what was changed; None for nothing."""
        changed = {name: self.cleaned_data[name] for name in self.WHAT if name in self.changed_data}
        return Details(**changed) if changed else None

    def on(self, actor: Actor) -> Self:
        """The same words over the actor as it is now; what the editor had not touched follows."""
        data: dict[str, Any] = {**self.data.dict(), "version": actor.version}  # type: ignore[attr-defined]
        now = self._now(actor)
        for name, value in now.items():
            written = self.fields[name].prepare_value(value)
            data[f"initial-{name}"] = written
            if name not in self.changed_data:
                data[name] = written
        return type(self)(data)

    @staticmethod
    def _now(actor: Actor) -> dict[str, Any]:
        aliases = [alias.text for alias in actor.aliases.all()]
        return {
            "name": actor.name,
            "kind": actor.kind,
            "description": actor.description,
            "wikidata": actor.wikidata,
            "aliases": aliases,
        }


class PositionForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=[(a, a) for a in ("add", "correct", "confirm", "reject")])
    role = LineField(required=False, max_length=LONGEST_ROLE, widget=forms.TextInput({"dir": "auto"}))
    organization = ActorField(label="Organisation", required=False, max_length=LONGEST_NAME, widget=typed())
    office = ActorField(required=False, max_length=LONGEST_NAME, widget=typed())
    since = LineField(required=False, max_length=200, widget=forms.TextInput({"placeholder": "late 2022"}))
    until = LineField(required=False, max_length=200, widget=forms.TextInput({"placeholder": "still held"}))
    note = LineField(**NOTE)  # type: ignore[arg-type]

    @classmethod
    def of(cls, position: Position) -> Self:
        names = {name: getattr(position, name) for name in ("organization", "office")}
        rest = {name: getattr(position, name) for name in ("version", "role", "since", "until")}
        found = {name: actor.slug if actor else "" for name, actor in names.items()}
        return cls(initial={**rest, **found}, auto_id=f"p{position.pk}-%s")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("action") in ("add", "correct"):
            for name in ("since", "until"):
                if name in values:
                    values[name] = self._day(name, values[name])
        return values

    def _day(self, name: str, written: str) -> str:
        if written.casefold() in STILL:
            return ""
        try:
            return understand(written)
        except Refused as refused:
            self.add_error(name, str(refused))
            return ""

    def on(self, position: Position) -> Self:
        """The same words over the position as it is now."""
        if self.cleaned_data["action"] != "correct":
            return self.of(position)
        return type(self)({**self.data.dict(), "version": position.version}, auto_id=self.auto_id)  # type: ignore[attr-defined]

    @property
    def post(self) -> Post:
        """Of a valid form."""
        values = self.cleaned_data
        return Post(
            values["role"], values["organization"], values["office"], since=values["since"], until=values["until"]
        )
