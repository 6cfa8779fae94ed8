"""A collection as a document to go on writing in: each claim quoted, its note, and the citations at the end. Pure."""

from __future__ import annotations

import re
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

from docx import Document
from docx.shared import Pt

from claims.citing import as_told, citation, day_told
from claims.outputs.cells import printable
from claims.outputs.claims import claim_columns
from claims.outputs.tables import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.collected import Collected
    from claims.models import Claim
    from claims.outputs.records import Record

__all__ = ["GONE", "CollectionLine", "collection_columns", "docx_file", "markdown"]

GONE = "This claim is no longer here: its article was taken down, or its import undone."
_MARKS = re.compile(r"[\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w)")
_BEGINS = re.compile(r"(?m)^[ \t]*(\d*)(?=[-+=#]|(?<=\d)[.)])")
"""Where a list, a heading or, after four spaces, code would begin."""


class CollectionLine(NamedTuple):
    number: int
    record: Record | None
    """None where the claim is gone; the note stays."""
    note: str
    cite: str


def collection_columns(site: str) -> list[Column[CollectionLine]]:
    return [
        Column("number", lambda line: line.number),
        Column("note", lambda line: line.note),
        Column("citation", lambda line: line.cite),
        *(_of_record(column) for column in claim_columns(site)),
    ]


def _of_record(column: Column[Record]) -> Column[CollectionLine]:
    return Column(column.name, lambda line: column.cell(line.record) if line.record else None)


def markdown(title: str, description: str, entries: Sequence[Collected], site: str) -> str:
    """Quotes, notes, and numbered references; what looks like a mark in a text is none."""
    parts = [f"# {_plain(title)}"]
    parts += [_plain(description)] if description else []
    cites = []
    for number, entry in enumerate(entries, 1):
        if not entry.claim:
            parts.append(f"{number}\\. *{GONE}*")
            cites.append(f"{number}. {GONE}")
        else:
            parts.append(
                f"> {_plain(as_told(entry.claim))}\n>\n> — {_plain(_by(entry.claim))} [{number}]{_state(entry)}"
            )
            cites.append(f"{number}. {_plain(citation(entry.claim, _at(entry.claim, site)))}")
        if entry.item.note:
            parts.append(_plain(entry.item.note))
    if cites:
        parts += ["## References", "\n".join(cites)]
    return "\n\n".join(parts) + "\n"


def docx_file(title: str, description: str, entries: Sequence[Collected], site: str) -> IO[bytes]:
    """At its beginning, to be read."""
    document = Document()
    document.core_properties.title = printable(title)
    document.core_properties.author = "OnRecord"
    document.add_heading(printable(title), level=1)
    for paragraph in _paragraphs(description):
        document.add_paragraph(paragraph)
    for number, entry in enumerate(entries, 1):
        if entry.claim:
            quote = document.add_paragraph(style="Intense Quote")
            quote.add_run(printable(as_told(entry.claim)))
            quote.add_run(f" [{number}]").font.superscript = True
            by = document.add_paragraph()
            by.add_run(printable(f"— {_by(entry.claim)}{_state(entry)}")).font.size = Pt(9)
        else:
            document.add_paragraph(f"[{number}] {GONE}")
        for paragraph in _paragraphs(entry.item.note):
            document.add_paragraph(paragraph)
    if entries:
        document.add_heading("References", level=2)
    for number, entry in enumerate(entries, 1):
        cite = citation(entry.claim, _at(entry.claim, site)) if entry.claim else GONE
        document.add_paragraph(printable(f"[{number}] {cite}")).paragraph_format.space_after = Pt(4)
    file = TemporaryFile(suffix=".docx")  # noqa: SIM115 - the response closes it
    document.save(file)
    file.seek(0)
    return file


def _by(claim: Claim) -> str:
    who = [f"{one.who}, {one.role}" if one.role else str(one.who) for one in claim.speakers.all()]
    parts = [" and ".join(who) or claim.unnamed or "speaker unknown", day_told(claim)]
    return ", ".join(part for part in parts if part)


def _state(entry: Collected) -> str:
    """Only what a reader has to know."""
    claim = entry.claim
    hidden = claim and claim.state in (claim.State.REJECTED, claim.State.WITHDRAWN)
    return f" ({claim.get_state_display()})" if claim and hidden else ""


def _at(claim: Claim, site: str) -> str:
    return f"{site}{claim.get_absolute_url()}"


def _plain(text: str) -> str:
    """Markdown in which the text says just what it says."""
    lines = [line.strip() for line in text.splitlines()]
    return _BEGINS.sub(r"\1\\", _MARKS.sub(r"\\\g<0>", "\n".join(lines)))


def _paragraphs(text: str) -> list[str]:
    return [part for part in printable(text).replace("\r\n", "\n").split("\n") if part.strip()]
