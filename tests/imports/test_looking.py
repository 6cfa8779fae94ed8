"""What the page on which columns are chosen is told of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sources.readers import Options, UnreadableError
from sources.readers.looking import Look, look

from .workbooks import workbook

LONG = (
    "The harbour council of Port Amsel voted on Tuesday to widen the northern quay after a debate of four hours. " * 2
)


def looked(path: Path, data: str | bytes, name: str = "file.csv", **options: Any) -> Look:
    (path / "file").write_bytes(data if isinstance(data, bytes) else data.encode())
    return look(path / "file", name, Options(**options))


def test_a_table_with_names_that_we_know(tmp_path: Path) -> None:
    found = looked(tmp_path, f"id;Headline;pubDate;body;colour\n7;A quay;19/09/2024;{LONG};red\n")
    assert (found.format, found.encoding, found.delimiter, found.dates) == ("csv", "utf-8", ";", "day_first")
    assert found.mapping == {"external_id": "id", "title": "Headline", "published": "pubDate", "text": "body"}
    assert [column.name for column in found.columns] == ["id", "Headline", "pubDate", "body", "colour"]
    assert found.columns[4].samples == ["red"]
    assert found.rows[0].record == {"external_id": "7", "title": "A quay", "published": "19/09/2024", "text": LONG}


def test_columns_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    rows = "".join(f"{n};Quay to be wider {n};2024-09-{n + 10};{LONG};https://a.example/{n}\n" for n in range(15))
    found = looked(tmp_path, "a;b;c;d;e\n" + rows)
    assert found.mapping == {"text": "d", "url": "e", "published": "c", "title": "b"}
    assert len(found.rows) == 10
    assert found.columns[1].samples == ["Quay to be wider 0", "Quay to be wider 1", "Quay to be wider 2"]


def test_what_is_in_a_column_counts_more_than_its_name(tmp_path: Path) -> None:
    rows = "".join(f"{n},web,{LONG.replace(',', '')},https://a.example/{n}\n" for n in range(5))
    assert looked(tmp_path, "link,content,words,where\n" + rows).mapping == {"text": "words", "url": "where"}


def test_a_table_without_header(tmp_path: Path) -> None:
    found = looked(tmp_path, f"https://a.example/1\t{LONG}\nhttps://a.example/2\t{LONG}\n")
    assert found.delimiter == "tab"
    assert found.mapping == {"text": "column 2", "url": "column 1"}
    assert [row.number for row in found.rows] == [1, 2]


def test_a_table_of_which_nothing_is_known_is_shown_nevertheless(tmp_path: Path) -> None:
    found = looked(tmp_path, "colour,size\nred,3\n")
    assert found.mapping == {}
    assert found.rows[0].cells == ["red", "3"]


def test_what_a_person_chose_stands(tmp_path: Path) -> None:
    found = looked(tmp_path, f"a,b,author\nshort,{LONG},X\n", mapping={"text": "a", "byline": ""})
    assert found.mapping == {"text": "a"}
    assert found.rows[0].record == {"text": "short"}


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["03/04/2024", "19/09/2024"], "day_first"),
        (["03/04/2024", "09/19/2024"], "month_first"),
        (["03.04.24", "30.04.24"], "day_first"),
        (["03/04/2024", "05/06/2024"], ""),
        (["19/09/2024", "09/19/2024"], ""),
        (["2024-09-19", "19 September 2024"], ""),
        (["12/12/2024", "", "40/13/2024"], ""),
    ],
)
def test_the_order_of_day_and_month_is_proved_or_open(tmp_path: Path, dates: list[str], order: str) -> None:
    found = looked(tmp_path, "text,date\n" + "".join(f"one,{date}\n" for date in dates))
    assert found.dates == order


def test_a_workbook_shows_its_sheets(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [], More=[("text", "id"), ("one", 1)], Other=[("text", "id"), ("two", 2)])
    found = look(path, "a.xlsx", Options(sheet="Other"))
    assert (found.format, found.sheet, list(found.sheets)) == ("xlsx", "Other", ["Articles", "More", "Other"])
    assert found.rows[0].record == {"text": "two", "external_id": "2"}
    assert look(path, "a.xlsx").sheet == "More"


@pytest.mark.parametrize("by_lines", [True, False])
def test_names_in_json(tmp_path: Path, by_lines: bool) -> None:
    values = [{"nr": n, "Wortlaut": LONG, "tags": {"a": 1}, "link": f"https://a.example/{n}"} for n in range(12)]
    data = "\n".join(map(json.dumps, values)) if by_lines else json.dumps(values)
    found = looked(tmp_path, data, "file")
    assert found.format == ("jsonl" if by_lines else "json")
    assert found.mapping == {"text": "Wortlaut", "url": "link"}
    assert len(found.rows) == 10
    assert found.rows[0].record == {"text": LONG, "url": "https://a.example/0"}


def test_a_plain_text_has_no_columns(tmp_path: Path) -> None:
    found = looked(tmp_path, LONG, "a.txt")
    assert (found.format, list(found.columns)) == ("text", [])
    assert found.rows[0].record


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="empty"):
        looked(tmp_path, "")
