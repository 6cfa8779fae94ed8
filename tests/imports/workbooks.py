"""Workbooks as people have them, made for tests."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def workbook(path: Path, rows: Iterable[Iterable[Any]], **sheets: Iterable[Iterable[Any]]) -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Articles"
    for row in rows:
        first.append(list(row))
    for title, others in sheets.items():
        sheet = book.create_sheet(title)
        for row in others:
            sheet.append(list(row))
    book.save(path)
    return path


def changed(path: Path, part: str, data: bytes | None) -> Path:
    """With another content of one of its parts; without that part for None."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.pop(part, None)
    if data is not None:
        parts[part] = data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def with_shared_strings(path: Path, rows: Iterable[Iterable[str]], strings: bytes | None = None) -> Path:
    """As most programs write it: cells point into a table of strings, which `strings` replaces."""
    workbook(path, [])
    known: dict[str, int] = {}
    written = "".join(
        "<row>" + "".join(f'<c t="s"><v>{known.setdefault(cell, len(known))}</v></c>' for cell in row) + "</row>"
        for row in rows
    )
    changed(
        path,
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{SHEETS}"><sheetData>{written}</sheetData></worksheet>'.encode(),
    )
    if strings is None:
        table = "".join(f"<si><t>{escape(text)}</t></si>" for text in known)
        strings = f'<sst xmlns="{SHEETS}">{table}</sst>'.encode()
    changed(path, "xl/sharedStrings.xml", strings)
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode()
    if STRINGS_TYPE not in types:
        types = types.replace(
            "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS_TYPE}"/></Types>'
        )
    return changed(path, "[Content_Types].xml", types.encode())
