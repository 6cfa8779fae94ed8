"""Rejected rows as a file to mend and import again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sources.readers import Options, Row, read
from sources.readers.rejects import reject_ending, write_rejects

from .workbooks import workbook


@dataclass
class Kept:
    """A rejected row as a job keeps it."""

    row: int
    line: int | None
    reason: str
    advice: str
    raw: str
    cells: list[str] | None
    record: dict[str, str] | None
    member: str


def kept(row: Row) -> Kept:
    problem = row.problem
    reason, advice = (problem.reason, problem.advice) if problem else ("The date is in the future.", "Correct it.")
    return Kept(row.number, row.line, reason, advice, row.raw, row.cells, row.record, row.member)


def rejects(path: Path, data: str | Path, **options: Any) -> bytes:
    """The reject file that would hold all rows of a file."""
    if isinstance(data, Path):
        file = data
    else:
        file = path / ("first.jsonl" if data.startswith("{") else "first.csv")
        file.write_text(data, newline="")
    with read(file, file.name, Options(**options)) as reading:
        return b"".join(write_rejects(reading.format, reading.columns, map(kept, reading.rows)))


def again(path: Path, data: bytes, **options: Any) -> tuple[list[str], list[Row]]:
    (path / "rejected.csv").write_bytes(data)
    with read(path / "rejected.csv", "rejected.csv", Options(**options)) as reading:
        return list(reading.columns), list(reading.rows)


def test_a_table_has_the_reasons_in_front(tmp_path: Path) -> None:
    data = rejects(tmp_path, 'text;Autor;id\n"a\nb; c";X;1\ntoo;few\n')
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert lines == [
        ["rejected row", "reason", "what to do", "text", "Autor", "id", "as it stands"],
        ["1", "The date is in the future.", "Correct it.", "a\nb; c", "X", "1", ""],
        [
            *("2", "The row has 2 cells, the header has 3."),
            "A cell that contains the delimiter or a line break needs quotation marks around it.",
            *("", "", "", "too;few"),
        ],
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-5", "@name", "\tx", "'=1", "''@x", "'quoted'", "plain", "=", "'"])
def test_no_cell_is_a_formula_and_none_is_changed(tmp_path: Path, cell: str) -> None:
    data = rejects(tmp_path, f'text,id,=name\n"{cell}",1,x\n')
    written = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for line in written for cell in line)
    columns, (row,) = again(tmp_path, data)
    assert columns == ["text", "id", "=name"]
    assert row.cells == [cell, "1", "x"]
    assert row.record == {"text": cell, "external_id": "1"}


def test_a_mended_file_is_imported_again(tmp_path: Path) -> None:
    data = rejects(tmp_path, "Wortlaut;id\none;1\ntwo;2;3\n", mapping={"text": "Wortlaut"})
    mended = data.decode("utf-8-sig").replace("two;2;3", "two;2").encode("utf-8-sig")
    columns, found = again(tmp_path, mended, mapping={"text": "Wortlaut"}, delimiter=";", encoding="cp1252")
    assert columns == ["Wortlaut", "id"]
    assert [row.record for row in found] == [
        {"text": "one", "external_id": "1"},
        {"text": "two", "external_id": "2"},
    ]


def test_a_row_that_nobody_mended_stays_rejected(tmp_path: Path) -> None:
    data = rejects(tmp_path, 'text,id\n"open,1\ntwo,2,3\n')
    _, found = again(tmp_path, data)
    assert [bool(row.problem) for row in found] == [True, True]
    assert again(tmp_path, rejects(tmp_path, tmp_path / "rejected.csv"))[0] == ["text", "id"]


def test_of_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("text", "id"), ("one", 1), ("two", 2, None, "beside")])
    columns, found = again(tmp_path, rejects(tmp_path, path))
    assert columns == ["text", "id"]
    assert found[0].record == {"text": "one", "external_id": "1"}
    assert found[1].problem


def test_of_a_table_without_header(tmp_path: Path) -> None:
    mapping = {"text": "column 2"}
    data = rejects(tmp_path, "https://a.example/1,one\nhttps://a.example/2,two\n", mapping=mapping)
    assert [row.record for row in again(tmp_path, data, mapping=mapping)[1]] == [{"text": "one"}, {"text": "two"}]


def test_json_lines_stay_json_lines(tmp_path: Path) -> None:
    data = rejects(tmp_path, '{"text": "one", "tags": [1]}\n{"text": oops\n[7]\n')
    first, second, third = map(json.loads, data.splitlines())
    assert first == {
        "text": "one",
        "tags": [1],
        "_rejected": {"row": 1, "reason": "The date is in the future.", "advice": "Correct it."},
    }
    assert second["_rejected"]["raw"] == '{"text": oops'
    assert third["_rejected"]["raw"] == "[7]"
    assert reject_ending("jsonl") == "jsonl"
    (tmp_path / "again").write_bytes(data)
    with read(tmp_path / "again", "again.jsonl") as reading:
        assert next(reading.rows).record == {"text": "one"}


def test_of_other_formats_a_table_of_what_is_known(tmp_path: Path) -> None:
    known = Kept(1, None, "Why.", "What.", "{}", None, {"text": "one", "url": "https://a.example/1"}, "a/one.json")
    unknown = Kept(2, None, "Why.", "What.", "words", None, None, "")
    data = b"".join(write_rejects("zip", [], [known, unknown]))
    columns, found = again(tmp_path, data)
    assert columns[:3] == ["member", "text", "title"]
    assert [row.record and (row.record["text"], row.record["url"]) for row in found] == [
        ("one", "https://a.example/1"),
        ("words", ""),
    ]
    assert reject_ending("zip") == "csv"
