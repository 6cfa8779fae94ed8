"""The form of the page that awaits a go-ahead: how the file is read, and what it does not say itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError

from sources.forms import AboutForm
from sources.mapping import READING
from sources.models import Outlet
from sources.readers import FORMATS
from sources.readers.records import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BoundField

    from sources.mapping import Choice
    from sources.readers.looking import Look

SINGLE = ("text", "markdown", "html")  # formats of one article
MOST_COLUMNS = 300
MOST_OUTLETS = 300
LABELS = {
    "text": "Text",
    "title": "Title",
    "url": "Address",
    "external_id": "Id",
    "outlet": "Outlet",
    "byline": "Byline",
    "published": "Date",
}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "windows-1252": "Western European (Windows-1252)",
    "iso-8859-15": "Western European (ISO 8859-15)",
    "windows-1250": "Central European (Windows-1250)",
    "windows-1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "windows-1256": "Arabic (Windows-1256)",
    "windows-1255": "Hebrew (Windows-1255)",
    "windows-1253": "Greek (Windows-1253)",
    "windows-1254": "Turkish (Windows-1254)",
    "mac-roman": "Macintosh (Mac Roman)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "shift_jis": "Japanese (Shift JIS)",
    "euc-kr": "Korean (EUC-KR)",
}
DELIMITERS = {",": "comma ,", ";": "semicolon ;", "tab": "tab", "|": "bar |"}
DATES = {"day_first": "day first: 3/4/2024 is 3 April", "month_first": "month first: 3/4/2024 is 4 March"}


class ChoicesForm(AboutForm):
    """Always bound: to what the person said, or to what was chosen for them."""

    format = forms.ChoiceField(required=False, label="Format")
    encoding = forms.ChoiceField(required=False, label="Encoding")
    delimiter = forms.ChoiceField(required=False, label="Between cells")
    sheet = forms.ChoiceField(required=False, label="Sheet")
    dates = forms.ChoiceField(required=False, label="Dates in figures")
    title = forms.CharField(required=False, label="Title", max_length=1000)
    fetch = forms.BooleanField(required=False, label="Fetch the text where a row has only an address")
    for_outlet = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice.values)
        self.choice = choice
        look = choice.look
        found = shown_as(look) if look else {}
        self.known_outlets = Outlet.objects.values_list("name", flat=True)[:MOST_OUTLETS]
        self.fields["outlet"].widget.attrs |= {"list": "outlets", "autocomplete": "off"}
        self.offer("format", FORMATS, found.get("format"))
        self.offer("encoding", ENCODINGS, found.get("encoding"))
        self.offer("delimiter", DELIMITERS, found.get("delimiter"))
        self.offer("sheet", {name: name for name in (look.sheets if look else [])}, found.get("sheet"))
        proven = DATES.get(look.dates if look else "", "")
        none = f"as the values prove, {proven}" if proven else "no order: 3/4/2024 is refused"
        cast("forms.ChoiceField", self.fields["dates"]).choices = [("", none), *DATES.items()]
        names = list(dict.fromkeys([*choice.columns[:MOST_COLUMNS], *self.mapped().values()]))
        for name in FIELDS if choice.columns else ():
            self.fields[f"map_{name}"] = forms.ChoiceField(
                required=False, label=LABELS[name], choices=[("", "– none –"), *((n, n) for n in names if n)]
            )

    def offer(self, name: str, known: dict[str, str], found: str | None) -> None:
        """Choices, the first of which leaves it to what was found."""
        chosen = str(self.data.get(name) or "")
        rest = known if chosen in known or not chosen else {chosen: chosen, **known}
        first = f"as recognised: {found}" if found and not chosen else "recognise it"
        cast("forms.ChoiceField", self.fields[name]).choices = [("", first), *rest.items()]

    def clean_encoding(self) -> str:
        encoding: str = self.cleaned_data["encoding"]
        try:
            "".encode(encoding or "utf-8")
        except LookupError as error:
            raise ValidationError(f"“{encoding[:40]}” is no encoding.") from error
        return encoding

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        mapping = self.mapped()
        if mapping and not mapping.get("text") and not mapping.get("url"):
            raise ValidationError("Say which column holds the text, or the address to fetch it from.")
        return data

    def mapped(self) -> dict[str, str]:
        return {name: str(self.data.get(f"map_{name}") or "") for name in FIELDS if f"map_{name}" in self.data}

    def lines(self) -> Iterator[tuple[BoundField, list[str]]]:
        """Each of our fields' selects, with samples of the column that it names."""
        samples = {column.name: list(column.samples) for column in self.choice.look.columns} if self.choice.look else {}
        for name, column in self.mapped().items():
            yield self[f"map_{name}"], samples.get(column, [])

    def reading(self) -> Iterator[BoundField]:
        """The fields of how to read that this file's format has."""
        look = self.choice.look
        shown = {
            "format": True,
            "encoding": look is None or bool(look.encoding),
            "delimiter": look is None or look.format == "csv",
            "sheet": look is not None and len(look.sheets) > 1,
        }
        return (self[name] for name, wanted in shown.items() if wanted)

    def hidden_reading(self) -> Iterator[tuple[str, str]]:
        """The others, so that a choice is not lost while its field is not shown."""
        shown = {bound.name for bound in self.reading()}
        return ((name, str(self.data.get(name) or "")) for name in READING if name not in shown and name != "dates")

    @property
    def is_single(self) -> bool:
        return self.choice.look is not None and self.choice.look.format in SINGLE

    def options(self) -> dict[str, Any]:
        """As an import job has them."""
        data = self.cleaned_data
        found = {**super().options(), **{name: data[name] for name in (*READING, "fetch")}}
        found["dates"] = data["dates"] or (self.choice.look.dates if self.choice.look else "")
        if self.is_single:
            found["title"] = data["title"]
        else:
            found.pop("url", None)
        if mapping := self.mapped():
            found["map"] = mapping
        return {name: value for name, value in found.items() if value}


def shown_as(look: Look) -> dict[str, str]:
    """What was recognised, in words."""
    delimiter = "tab" if look.delimiter == "\t" else look.delimiter
    return {
        "format": FORMATS.get(look.format, look.format),
        "encoding": ENCODINGS.get(look.encoding.lower(), look.encoding),
        "delimiter": DELIMITERS.get(delimiter, delimiter),
        "sheet": look.sheet,
    }
