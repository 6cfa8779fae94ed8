from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.services.reprocessing.selection import Choice
from sources.models import Outlet

__all__ = ["ChoiceForm"]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ChoiceForm(forms.Form):
    """Which articles; all fields can stay empty."""

    outlet = forms.ModelChoiceField(
        Outlet.objects.all(), required=False, label="Outlet", empty_label="all outlets", to_field_name="slug"
    )
    since = forms.DateField(required=False, label="Published from", widget=_day())
    until = forms.DateField(required=False, label="to", widget=_day())

    read_by = forms.ChoiceField(required=False, label="Last read by")

    def __init__(self, *args: Any, versions: dict[str, int], **kwargs: Any) -> None:
        """`versions`: how many articles were read by which."""
        super().__init__(*args, **kwargs)
        counted = [(version, f"{version} ({number:,})") for version, number in versions.items()]
        self.fields["read_by"].choices = [("", "any other version"), *counted]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            raise ValidationError("The first day comes after the last one.")
        return data

    def choice(self) -> Choice:
        """Of a valid form."""
        return Choice(**self.cleaned_data)
