"""Tables in text, as programs and people write them."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from sources.readers import Options, Row, UnreadableError, read


def table(path: Path, data: str | bytes, name: str = "file.csv", **options: Any) -> tuple[list[str], list[Row]]:
    (path / "file").write_bytes(data if isinstance(data, bytes) else data.encode())
    with read(path / "file", name, Options(**options)) as reading:
        assert reading.format == "csv"
        return list(reading.columns), list(reading.rows)


def texts(found: list[Row]) -> list[str | None]:
    return [row.record["text"] if row.record else None for row in found]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("comma", 'id,text\n1,"a, b"\n', ["a, b"]),
        ("semicolon", 'id;text\n1;"a; b"\n', ["a; b"]),
        ("tab", "id\ttext\n1\ta, b; c\n", ["a, b; c"]),
        ("bar", "id|text\n1|a, b; c\n", ["a, b; c"]),
        ("all quoted", '"id","text"\n"1","a ""b"" c"\n', ['a "b" c']),
        ("single quotes", "'id','text'\n'1','a, b'\n'2','it''s'\n", ["a, b", "it's"]),
        ("backslash", 'id,text\n1,"a \\"b\\", c"\n', ['a "b", c']),
        ("a space after the comma", 'id, text\n1, "a, b"\n', ["a, b"]),
        ("tabs without quoting", 'id\ttext\n1\t"No," she said\n2\t"yes\n3\tend\n', ['"No," she said', '"yes', "end"]),
        ("a line for spreadsheets", "sep=;\nid;text\n1;a, b\n", ["a, b"]),
        ("unknown names", "Nr;Wortlaut;text\n1;x, y;a\n", ["a"]),
        ("carriage returns only", "id,text\r1,a\r2,b", ["a", "b"]),
        ("nul", "id,text\n1,a\0b\n", ["a\0b"]),
        ("empty lines before", "\n\r\nid,text\n1,a\n", ["a"]),
        ("cells of 131,073 characters", "id,text\n1," + "x" * 131_073 + "\n", ["x" * 131_073]),
        ("10,000 columns", ",".join(["text", *map(str, range(9999))]) + "\n" + "a" + "," * 9999 + "\n", ["a"]),
    ],
)
def test_dialects(tmp_path: Path, name: str, data: str, expected: list[str]) -> None:
    assert texts(table(tmp_path, data)[1]) == expected


@pytest.mark.parametrize(("given", "data"), [("^", "id^text\n1^a,b\n"), ("tab", "id\ttext\n1\ta,b\n")])
def test_a_person_knows_the_delimiter(tmp_path: Path, given: str, data: str) -> None:
    assert texts(table(tmp_path, data, delimiter=given)[1]) == ["a,b"]


@pytest.mark.parametrize("given", ["ab", "\n", '"', "klingon"])
def test_a_delimiter_that_cannot_be(tmp_path: Path, given: str) -> None:
    with pytest.raises(UnreadableError, match="cannot stand between cells") as caught:
        table(tmp_path, "id,text\n1,a\n", delimiter=given)
    assert caught.value.advice


def test_columns_and_cells(tmp_path: Path) -> None:
    columns, found = table(tmp_path, "id, text ,,text,x\n1,a,b,c,d\n2,a\n3,a,b,c,d,e,f\n", mapping={"text": "text (2)"})
    assert columns == ["id", "text", "column 3", "text (2)", "x"]
    assert texts(found) == ["c", None, None]
    assert [row.cells for row in found] == [list("1abcd"), ["2", "a"], list("3abcdef")]
    assert [row.raw for row in found] == ["1,a,b,c,d", "2,a", "3,a,b,c,d,e,f"]
    assert found[1].problem
    assert found[1].problem.reason == "The row has 2 cells, the header has 5."


def test_a_doubled_name_that_is_needed_is_no_guess(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="Two columns are called “text”") as caught:
        table(tmp_path, "id,text,text\n1,a,b\n")
    assert "“text (2)”" in caught.value.advice
    assert texts(table(tmp_path, "text,id,id\na,1,2\n", mapping={"external_id": "id"})[1]) == ["a"]


def test_a_field_that_no_column_holds(tmp_path: Path) -> None:
    _, (row,) = table(tmp_path, "text,author,id\na,b,1\n", mapping={"byline": "", "text": "text"})
    assert row.record == {"text": "a", "external_id": "1"}


def test_addresses_instead_of_texts(tmp_path: Path) -> None:
    _, (row,) = table(tmp_path, "stories_id,url,title\n7,https://a.example/1,T\n", name="upload")
    assert row.record == {"external_id": "7", "url": "https://a.example/1", "title": "T"}


HEADLESS = "https://a.example/1,2024-09-19,The council voted.\nhttps://a.example/2,2024-09-20,It was late.\n"


def test_no_header_is_said_and_columns_are_numbered(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no header") as caught:
        table(tmp_path, HEADLESS)
    assert '--map text="column 2"' in caught.value.advice
    columns, found = table(tmp_path, HEADLESS, mapping={"text": "column 3", "url": "Column 1"})
    assert columns == ["column 1", "column 2", "column 3"]
    assert texts(found) == ["The council voted.", "It was late."]
    assert [(row.number, row.line) for row in found] == [(1, 1), (2, 2)]


def test_numbered_columns_where_the_first_row_could_be_a_header(tmp_path: Path) -> None:
    assert texts(table(tmp_path, "one,1\ntwo,2\n", mapping={"text": "column 1"})[1]) == ["one", "two"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("open quote in the header", 'text,"id\none,1\n', "first row cannot be read"),
        ("an endless first line", "text," + "x" * 21_000_000, "longer than 20 MB"),
        ("no known column", "colour,size\nred,3\n", "No column is known"),
        ("only commas", ",,,\n,,\n", "No column is known"),
    ],
)
def test_nothing_is_taken_without_a_header(tmp_path: Path, name: str, data: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        table(tmp_path, data)
    assert caught.value.advice


def test_a_line_of_100_mb_is_one_rejected_row_in_bounded_memory(tmp_path: Path) -> None:
    with (tmp_path / "file.csv").open("w") as file:
        file.write("text,id\none,1\n")
        for _ in range(100):
            file.write("x" * 1_000_000)
        file.write(",2\nthree,3\n")
    tracemalloc.start()
    with read(tmp_path / "file.csv", "file.csv") as reading:
        found = list(reading.rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert texts(found) == ["one", None, "three"]
    assert found[1].problem
    assert "longer than 20 MB" in found[1].problem.reason
    assert len(found[1].raw) <= 1_000_000
    assert peak < 150_000_000


def test_an_open_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    rest = "".join(f'"text {number}",{number}\n' for number in range(40_000))
    _, found = table(tmp_path, 'text,id\n"never closed,0\n' + rest)
    assert len(found) == 40_001
    assert [row.number for row in found if row.problem] == [1]
