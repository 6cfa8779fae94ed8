"""A role, and for an editor the stories: asked for in an invitation and on a person's page."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.access import ROLES
from claims.models import Story

MOST_STORIES = 500
WHAT_THEY_DO = {
    "analyst": "analyst: reads",
    "editor": "editor: reads and decides",
    "admin": "admin: also imports and manages people",
}


class RightsForm(forms.Form):
    role = forms.ChoiceField(label="Role", choices=[(role, WHAT_THEY_DO[role]) for role in ROLES], initial="analyst")
    limited = forms.ChoiceField(
        label="An editor decides about",
        choices=[("", "every story, and claims on none"), ("yes", "these stories only:")],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    stories = forms.ModelMultipleChoiceField(
        label="Stories", queryset=Story.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stories"].queryset = Story.objects.order_by("title")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("limited") and not values.get("stories") and "stories" not in self.errors:
            self.add_error("stories", "Choose the stories, or let the editor decide about every one.")
        return values

    @property
    def limit(self) -> list[Story] | None:
        """Of a valid form."""
        return list(self.cleaned_data["stories"]) if self.cleaned_data["limited"] else None


class PersonForm(RightsForm):
    """Somebody who is here may also have no role."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        role.choices = [("", "no role: reads nothing"), *role.choices]  # type: ignore[attr-defined]
        role.required = False


class InvitationForm(RightsForm):
    email = forms.EmailField(label="E-mail address", max_length=254)
