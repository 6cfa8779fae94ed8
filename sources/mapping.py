"""How a file is going to be read: what a person chose, else what its outlet's last table taught, else what the file
itself suggests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sources.models import ImportJob, Outlet
from sources.readers import Options, UnreadableError
from sources.readers.looking import look
from sources.readers.records import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sources.readers import Row
    from sources.readers.looking import Look

READING = ("encoding", "delimiter", "sheet", "dates")
TABLES = ("csv", "xlsx")


@dataclass(frozen=True)
class Choice:
    """`values` are those of the form; `look` is None where the file cannot be read at all, and `error` says why it
    cannot, or not in this way."""

    values: dict[str, Any]
    look: Look | None
    error: UnreadableError | None = None
    remembered: bool = False  # the outlet's last table decided

    @property
    def columns(self) -> list[str]:
        return [column.name for column in self.look.columns] if self.look else []

    @property
    def rows(self) -> list[Row]:
        return list(self.look.rows) if self.look and not self.error else []

    @property
    def is_table(self) -> bool:
        return self.look is not None and self.look.format in TABLES


@dataclass(frozen=True)
class Wish:
    """How to read, as somebody wants it; a field that is not in `map` is guessed."""

    format: str = ""
    map: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    dates: str = ""

    def options(self, mapping: Mapping[str, str]) -> Options:
        return Options(self.format, dict(mapping), self.encoding, self.delimiter, self.sheet)


def choose(job: ImportJob, said: Mapping[str, Any] | None = None) -> Choice:
    """`said` are the form's values as the person left them. Values that do not fit the file give way to guesses."""
    about = {name: job.options.get(name) or "" for name in ("outlet", "published", "url", "title", "fetch")}
    if said is not None:
        about = {name: said.get(name) or "" for name in about}
    known = memory(str(about["outlet"]))
    wish, remembered = wished(job, said, known)
    first, error = looked(job, wish, {})
    if remembered and not (first and set(known["map"].values()) & {column.name for column in first.columns}):
        wish, remembered = Wish(format=wish.format), False
        first, error = looked(job, wish, {})
    values = {"format": wish.format, **{name: getattr(wish, name) for name in READING}, **about}
    values["for_outlet"] = about["outlet"]
    if first is None:
        return Choice(values, None, error)
    mapping = settled(first, wish.map)
    found, error = looked(job, wish, mapping) if mapping else (first, None)
    values |= {f"map_{name}": column for name, column in mapping.items()}
    return Choice(values, found or first, error, remembered)


def wished(job: ImportJob, said: Mapping[str, Any] | None, known: Mapping[str, Any]) -> tuple[Wish, bool]:
    """And whether it is the outlet's."""
    options, format = job.options, job.format
    outlet_is_new = True
    if said is not None:
        options = {name: said.get(name) or "" for name in READING}
        options["map"] = {name: said[f"map_{name}"] for name in FIELDS if f"map_{name}" in said}
        format = str(said.get("format", format))
        outlet_is_new = (said.get("for_outlet") or "") != (said.get("outlet") or "")
    if known and outlet_is_new and (said is not None or "map" not in options):
        return wish_of(format, known), True
    return wish_of(format, options), False


def wish_of(format: str, options: Mapping[str, Any]) -> Wish:
    return Wish(format, options.get("map") or {}, **{name: str(options.get(name) or "") for name in READING})


def memory(outlet: str) -> dict[str, Any]:
    """How this outlet's last table was read; empty where it had none."""
    stored = Outlet.objects.filter(name__iexact=outlet).first() if outlet else None
    return dict(stored.import_options) if stored and stored.import_options.get("map") else {}


def looked(job: ImportJob, wish: Wish, mapping: Mapping[str, str]) -> tuple[Look | None, UnreadableError | None]:
    if not job.path:
        return None, UnreadableError("The file is no longer there.", "Import it again.")
    try:
        return look(Path(job.path), job.name, wish.options(mapping)), None
    except UnreadableError as error:
        return None, error


def settled(found: Look, wanted: Mapping[str, str]) -> dict[str, str]:
    """A column, or none (""), for each field; empty where the file has no columns."""
    names = {column.name for column in found.columns}
    if not names:
        return {}
    mapping = {name: column for name, column in wanted.items() if name in FIELDS and (not column or column in names)}
    taken = set(mapping.values())
    for column in found.columns:
        if column.field and column.field not in mapping and column.name not in taken:
            mapping[column.field] = column.name
    return {name: mapping.get(name, "") for name in FIELDS}
