"""Tables from spreadsheet programs."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sources.readers import Options, Reading, Row, UnreadableError, read

from .workbooks import SHEETS, changed, with_shared_strings, workbook

HEADER = ("title", "text", "date", "id")


def rows(path: Path, **options: Any) -> list[Row]:
    with read(path, path.name, Options(**options)) as reading:
        assert reading.format == "xlsx"
        return list(reading.rows)


def test_cells_become_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            HEADER,
            ("Quay", "The council\nvoted.", dt.date(2024, 9, 19), 7),
            ("Ünï", "أعلن", dt.datetime(2024, 9, 19, 8, 30), 7.5),
            (None, True, dt.time(8, 30), None),
        ],
    )
    assert [row.record for row in rows(path)] == [
        {"title": "Quay", "text": "The council\nvoted.", "published": "2024-09-19", "external_id": "7"},
        {"title": "Ünï", "text": "أعلن", "published": "2024-09-19T08:30:00", "external_id": "7.5"},
        {"title": "", "text": "TRUE", "published": "08:30:00", "external_id": ""},
    ]


def test_rows_have_the_sheets_numbers_and_cells(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [(), HEADER, ("T", "one"), (), ("U", "two", None, 8, None, "beside")])
    found = rows(path)
    assert [(row.number, row.line) for row in found] == [(1, 3), (2, 5)]
    assert found[0].cells == ["T", "one", "", ""]
    assert found[1].problem
    assert "6 cells, the header has 4" in found[1].problem.reason
    assert found[1].cells == ["U", "two", "", "8", "", "beside"]


def test_the_sheet_that_has_rows_or_the_one_that_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [], Second=[("text", "id"), ("two", 1)], Third=[("text", "id"), ("three", 1)])
    assert [row.record and row.record["text"] for row in rows(path)] == ["two"]
    assert [row.record and row.record["text"] for row in rows(path, sheet="third")] == ["three"]
    with pytest.raises(UnreadableError, match="no sheet “Fourth”") as caught:
        rows(path, sheet="Fourth")
    assert "“Second”, “Third”" in caught.value.advice


def test_a_formula_counts_with_its_stored_value_or_not_at_all(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("text", "id"), ("=1+1", 1), ("two", 2), ("=NOW()", 3)])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    changed(
        path,
        "xl/worksheets/sheet1.xml",
        sheet.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"),
    )
    found = rows(path)
    assert [row.record and row.record["text"] for row in found] == ["2", "two", None]
    assert found[2].problem
    assert "Cell A4 holds a formula" in found[2].problem.reason
    assert found[2].problem.advice


def test_an_error_in_a_cell_rejects_its_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("text", "id"), ("#N/A", 1), ("two", 2)])
    first, second = rows(path)
    assert first.problem
    assert "Cell A2 holds the error #N/A" in first.problem.reason
    assert second.record


def test_a_sheet_that_breaks_off_keeps_its_first_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("text", "id"), *((f"text {n}", n) for n in range(5000))])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    changed(path, "xl/worksheets/sheet1.xml", sheet[: len(sheet) // 2])
    *taken, last = rows(path)
    assert len(taken) > 2000
    assert all(row.record for row in taken)
    assert last.problem
    assert f"damaged after row {len(taken)}" in last.problem.reason


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a"])
def test_a_workbook_is_known_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [("text", "id"), ("one", 1)]).rename(tmp_path / name)
    assert rows(path)[0].record == {"text": "one", "external_id": "1"}


def protected() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le") + bytes(500)


def document(part: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("protected.xlsx", protected(), "protected by a password"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "old office document"),
        ("letter.docx", document("word/document.xml"), "Word document"),
        ("slides.pptx", document("ppt/presentation.xml"), "presentation"),
        ("no sheets.xlsx", document("xl/workbook.xml"), "damaged"),
    ],
)
def test_other_documents_are_named(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError, match=reason) as caught:
        rows(tmp_path / name)
    assert caught.value.advice


@pytest.mark.parametrize("cut", [100, 1000, -30])
def test_a_cut_workbook_is_refused(tmp_path: Path, cut: int) -> None:
    path = workbook(tmp_path / "a.xlsx", [("text", "id"), ("one", 1)])
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnreadableError, match="damaged") as caught, read(path, "a.xlsx"):
        pass
    assert caught.value.advice


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("data", [b"", b"no XML at all", b"<a><b></a>", b"\xff\xfe\x00"])
def test_a_part_that_is_broken(tmp_path: Path, part: str, data: bytes) -> None:
    path = changed(with_shared_strings(tmp_path / "a.xlsx", [("text", "id"), ("one", "1")]), part, data)
    with pytest.raises(UnreadableError) as caught:
        rows(path)
    assert caught.value.advice


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused(tmp_path: Path, part: str) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    data = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&l9;&f;</x>'.encode()
    path = changed(with_shared_strings(tmp_path / "a.xlsx", [("text", "id"), ("one", "1")]), part, data)
    with pytest.raises(UnreadableError, match="damaged"):
        rows(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("text", "id"), ("one", 1)])
    changed(path, "xl/worksheets/sheet1.xml", b"<x>" + bytes(60 << 20))
    tracemalloc.start()
    with pytest.raises(UnreadableError, match="far larger"):
        rows(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    table = [("text", "id"), *((f"{n} " + "words " * 400, str(n)) for n in range(6000))]
    path = with_shared_strings(tmp_path / "a.xlsx", table)
    del table
    tracemalloc.start()
    with read(path, "a.xlsx") as reading:
        count = sum(1 for row in reading.rows if row.record)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 6000
    assert peak < 8_000_000


def test_strings_of_several_runs(tmp_path: Path) -> None:
    runs = "<si><t>text</t></si><si><t>id</t></si>"
    runs += "<si><r><t>The </t></r><r><rPr/><t>quay_x000D_</t></r><rPh><t>kwai</t></rPh></si>"
    table = f'<sst xmlns="{SHEETS}">{runs}<si><t>7</t></si></sst>'.encode()
    path = with_shared_strings(tmp_path / "a.xlsx", [("text", "id"), ("run", "7")], table)
    assert rows(path)[0].record == {"text": "The quay\r", "external_id": "7"}


def test_columns_of_a_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("text", "id", None, "text", None), ("one", 1)])

    def reading(**options: Any) -> Reading:
        with read(path, "a.xlsx", Options(**options)) as found:
            return found

    with pytest.raises(UnreadableError, match="Two columns"):
        reading()
    assert list(reading(mapping={"text": "text (2)"}).columns) == ["text", "id", "column 3", "text (2)"]
