from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from sources import addresses, inbox
from sources.dates import AHEAD, EARLIEST

if TYPE_CHECKING:
    import datetime as dt

    from django.core.files.uploadedfile import UploadedFile

ADDRESS = {"inputmode": "url", "autocomplete": "off"}


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


class AddressField(forms.CharField):
    """A canonical http or https address, or nothing."""

    widget = forms.TextInput(attrs=ADDRESS)

    def clean(self, value: Any) -> str:
        url: str = super().clean(value)
        try:
            return addresses.canonical(url) if url else ""
        except addresses.AddressError as error:
            raise ValidationError(str(error)) from error


class AboutForm(forms.Form):
    """What a person says about a file as a whole."""

    outlet = forms.CharField(required=False, label="Outlet", max_length=200)
    published = forms.DateField(required=False, label="Published on", widget=forms.DateInput(attrs={"type": "date"}))
    url = AddressField(required=False, label="Address of the article")

    def clean_published(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["published"]
        if day and not EARLIEST <= day <= (timezone.now() + AHEAD).date():
            raise ValidationError("The date must lie between 1900 and tomorrow.")
        return day

    def options(self) -> dict[str, Any]:
        """As an import job is told."""
        data = self.cleaned_data
        day = data["published"]
        given = {"outlet": data["outlet"], "published": day and day.isoformat(), "url": data["url"]}
        return {name: value for name, value in given.items() if value}


class ImportForm(AboutForm):
    """What to import: files, or one text, or what lies at an address, or a file of the server's folder."""

    upload = FilesField(required=False, label="Files")
    address = AddressField(required=False, label="Address to fetch")
    inbox = forms.ChoiceField(required=False, label="File on the server", widget=forms.RadioSelect)
    text = forms.CharField(
        required=False, strip=False, label="Text", widget=forms.Textarea(attrs={"rows": 6}), max_length=2_000_000
    )
    title = forms.CharField(required=False, label="Title", max_length=1000)
    go = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = inbox.waiting()
        names = [(file.name, f"{file.name} ({filesizeformat(file.size)})") for file in self.waiting]
        choice = self.fields["inbox"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - as declared above
        choice.choices = [("", "None of these"), *names]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        given = [bool(data["upload"]), bool(data["address"]), bool(data["inbox"]), bool(data["text"].strip())]
        if not any(given):
            raise ValidationError(
                "Choose a file, paste a text or write an address to fetch: there is nothing to import yet."
            )
        if sum(given) > 1:
            raise ValidationError(
                "Only one of these at a time, please: files, an address, a file on the server, or a pasted text."
            )
        return data

    def options(self) -> dict[str, Any]:
        data = self.cleaned_data
        options = super().options()
        if len(data["upload"]) > 1:
            options.pop("url", None)
        if data["text"].strip() and data["title"]:
            options["title"] = data["title"]
        return options
