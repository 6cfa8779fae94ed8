from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from sources import addresses
from sources.dates import AHEAD, EARLIEST

if TYPE_CHECKING:
    import datetime as dt

    from django.core.files.uploadedfile import UploadedFile


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; `clean` gives a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list) else [data] if data else []
        for file in files:
            if not file.size:
                raise ValidationError(f"{file.name} is empty: there is nothing in it to import.")
        return files


class ImportForm(forms.Form):
    upload = FilesField(required=False, label="Files")
    text = forms.CharField(
        required=False, strip=False, label="Text", widget=forms.Textarea(attrs={"rows": 8}), max_length=2_000_000
    )
    title = forms.CharField(required=False, label="Title", max_length=1000)
    outlet = forms.CharField(required=False, label="Outlet", max_length=200)
    published = forms.DateField(required=False, label="Published on", widget=forms.DateInput(attrs={"type": "date"}))
    url = forms.CharField(required=False, label="Address", widget=forms.TextInput(attrs={"inputmode": "url"}))

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            return addresses.canonical(url) if url else ""
        except addresses.AddressError as error:
            raise ValidationError(str(error)) from error

    def clean_published(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["published"]
        if day and not EARLIEST <= day <= (timezone.now() + AHEAD).date():
            raise ValidationError("The date must lie between 1900 and tomorrow.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if not data["upload"] and not data["text"].strip():
            raise ValidationError("Choose a file or paste a text: there is nothing to import yet.")
        if data["upload"] and data["text"].strip():
            raise ValidationError("Either files or a pasted text, please: not both at once.")
        return data

    def options(self) -> dict[str, object]:
        """What an import job is told about the file as a whole."""
        data = self.cleaned_data
        given = {"outlet": data["outlet"], "published": data["published"] and data["published"].isoformat()}
        if not data["upload"]:
            given |= {"url": data["url"], "title": data["title"]}
        elif len(data["upload"]) == 1:
            given |= {"url": data["url"]}
        return {name: value for name, value in given.items() if value}
