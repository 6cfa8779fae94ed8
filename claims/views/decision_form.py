"""What an editor's form about one claim says, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from actors.models import Actor
from claims.listing.criteria import ActorField
from claims.marking.sent import marks_of
from claims.models import Review
from claims.services.refusals import Refused

if TYPE_CHECKING:
    from claims.services.spans import Marked

OTHER, NOBODY = "other", "nobody"


class DecisionForm(forms.Form):
    version = forms.IntegerField(min_value=1)
    action = forms.ChoiceField(choices=[(a, a) for a in ("confirm", "reject", "correct", "note")])
    choice = forms.CharField(required=False, help_text="Key of an actor, or “other”, or “nobody”.")
    other = ActorField(required=False, max_length=300)
    behalf = ActorField(required=False, max_length=300)
    unnamed = forms.CharField(required=False, max_length=300)
    note = forms.CharField(required=False, max_length=5_000)
    marked = forms.CharField(required=False, max_length=50_000, help_text="Other words for the claim: offsets as JSON.")
    rest = forms.BooleanField(required=False, help_text="With other words: all else is right.")

    def clean_marked(self) -> Marked | None:
        try:
            return marks_of(self.cleaned_data["marked"]) if self.cleaned_data["marked"] else None
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("action") != Review.Action.CORRECT or self.errors:
            return values
        choice = values["choice"]
        if not choice and values["marked"]:
            return values
        if choice == NOBODY:
            if not values["unnamed"]:
                self.add_error("unnamed", "Write how the text describes the speaker: “two officials”.")
        elif choice == OTHER:
            values["actor"] = values["other"]
            if not values["other"]:
                self.add_error("other", "Write the name of an actor.")
        else:
            values["actor"] = Actor.objects.surviving().filter(pk=choice).first() if choice.isdecimal() else None
            if not values["actor"]:
                self.add_error("choice", "Choose who speaks.")
        return values
