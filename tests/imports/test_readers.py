"""Files as people have them, and the rows that come out."""

import gzip
import re
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from sources.readers import Options, Row, UnreadableError, read

QUOTED = 'text,url\n"first, with comma",https://a.example/1\n'


def rows(path: Path, data: bytes | str, name: str = "upload", **options: Any) -> tuple[str, list[Row]]:
    file = path / "file"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    with read(file, name, Options(**options)) as reading:
        return reading.format, list(reading.rows)


def texts(found: list[Row]) -> list[str | None]:
    return [row.record["text"] if row.record else None for row in found]


@pytest.mark.parametrize(
    ("name", "data", "format", "expected"),
    [
        ("jsonl", '{"text": "one"}\n\n{"text": "two"}', "jsonl", ["one", "two"]),
        ("jsonl called csv.csv", '{"text": "one"}\n', "jsonl", ["one"]),
        ("broken first.jsonl", '{"text": \n{"text": "two"}\n', "jsonl", [None, "two"]),
        ("csv", QUOTED, "csv", ["first, with comma"]),
        ("semicolons", "id;title;body\n7;T;one, two\n", "csv", ["one, two"]),
        ("tabs", "id\ttext\n7\tone, two\n", "csv", ["one, two"]),
        ("bars", "id|text\n7|one\n", "csv", ["one"]),
        ("line breaks in cells", 'text,id\n"one\n\ntwo",7\n', "csv", ["one\n\ntwo"]),
        ("carriage returns only", "text,id\rone,7\rtwo,8\r", "csv", ["one", "two"]),
        ("no line end at the end", "text,id\none,7", "csv", ["one"]),
        ("byte order mark", b"\xef\xbb\xbftext,id\none,7\n", "csv", ["one"]),
        ("cp1252", b"text,id\ncaf\xe9,7\nna\xefve,8\n", "csv", ["café", "naïve"]),
        ("utf-16", "text,id\ncafé,7\n".encode("utf-16"), "csv", ["café"]),
        ("nul", "text,id\no\0ne,7\n", "csv", ["o\0ne"]),
        ("backslashes", 'text,id\n"said \\"no\\"",7\n', "csv", ['said "no"']),
        ("empty rows", "text,id\n,\none,7\n\n", "csv", ["one"]),
        ("only a text.csv", "text\none\ntwo\n", "csv", ["one", "two"]),
        ("prose", "Text, the council said, matters.\nMore.\n", "text", ["Text, the council said, matters.\nMore.\n"]),
        ("prose in brackets", "[Port Amsel] The quay", "text", ["[Port Amsel] The quay"]),
        ("compressed.gz", gzip.compress(b'{"text": "one"}\n'), "jsonl", ["one"]),
        ("a large cell", "text,id\n" + "x" * 140_000 + ",7\n", "csv", ["x" * 140_000]),
    ],
)
def test_formats_are_known_by_their_content(
    tmp_path: Path, name: str, data: bytes | str, format: str, expected: list[str | None]
) -> None:
    found, lines = rows(tmp_path, data, name)
    assert (found, texts(lines)) == (format, expected)


@pytest.mark.parametrize(
    ("data", "record"),
    [
        (
            "Headline,Full Text,pubDate,media_name,Link,Author,stories_id\nH,T,2024-09-19,M,https://a.example/,A,7\n",
            {
                "title": "H",
                "text": "T",
                "published": "2024-09-19",
                "outlet": "M",
                "url": "https://a.example/",
                "byline": "A",
                "external_id": "7",
            },
        ),
        (
            '{"id": 7, "content": "T", "authors": ["A", "B"], "date": null, "other": {}}',
            {"external_id": "7", "text": "T", "byline": "A, B", "published": ""},
        ),
        ("text,body,id\nT,B,7\n", {"text": "T", "external_id": "7"}),
    ],
)
def test_names_of_fields_as_people_have_them(tmp_path: Path, data: str, record: dict[str, str]) -> None:
    assert rows(tmp_path, data)[1][0].record == record


def test_a_mapping_overrules_names(tmp_path: Path) -> None:
    found = rows(tmp_path, "text,Wortlaut,id\nsummary,words,7\n", mapping={"text": "wortlaut"})
    assert found[1][0].record == {"text": "words", "external_id": "7"}


@pytest.mark.parametrize(
    ("name", "data", "bad", "taken"),
    [
        ("bad JSON", '{"text": "one"}\n{"text": \n{"text": "three"}', {2: "not valid JSON"}, ["one", "three"]),
        ("no object", '{"text": "one"}\n[1]\n', {2: "not an object"}, ["one"]),
        ("not a text", '{"text": {"a": 1}}\n{"text": "two"}\n', {1: "neither text nor number"}, ["two"]),
        ("deep", '{"text": "one"}\n' + "[" * 200_000 + "\n", {2: "nested too deeply|not valid JSON"}, ["one"]),
        ("bad UTF-8", '{"text": "é"}\n{"text": "è"}\n'.encode() + b'{"text": "\xe9"}\n', {3: "UTF-8"}, ["é", "è"]),
        ("bad UTF-8 cell", "text,id\ncafé,1\né,2\n".encode() + b"\xe9,3\n", {3: "UTF-8"}, ["café", "é"]),
        ("too many cells", "text,id\none,1\ntwo,2,3\nfour,4\n", {2: "3 cells, the header has 2"}, ["one", "four"]),
        ("too few cells", "text,id,url\none,1,\ntwo\nfour,4,\n", {2: "1 cells?, the header has 3"}, ["one", "four"]),
        ("open quote", 'text,id\none,1\n"two,2\nthree,3\n"four",4\n', {2: "do not fit"}, ["one", "three", "four"]),
        ("never closed", 'text,id\none,1\n"two,2\nthree,3\n', {2: "never closed"}, ["one", "three"]),
        (
            "the rest of a broken text",
            'text,url\n"He said "no", and left.\nThen, silence.\nEnd",https://a.example/1\nok,https://a.example/2\n',
            {1: "do not fit"},
            ["ok"],
        ),
        ("two open quotes", 'text,id\n"a,1\n"b,2\nc,3\n', {1: "do not fit", 2: "never closed"}, ["c"]),
    ],
)
def test_a_bad_row_costs_itself_alone(
    tmp_path: Path, name: str, data: bytes | str, bad: dict[int, str], taken: list[str]
) -> None:
    _, found = rows(tmp_path, data)
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    assert [row.record["text"] for row in found if row.record] == taken
    problems = {row.number: row.problem for row in found if row.problem}
    assert problems.keys() == bad.keys()
    for number, reason in bad.items():
        problem = problems[number]
        assert problem
        assert re.search(reason, problem.reason)
        assert problem.advice


def test_the_line_on_which_a_row_begins(tmp_path: Path) -> None:
    _, found = rows(tmp_path, 'text,id\n"one\n\nstill one",1\n\ntwo\nthree,3\n')
    assert [(row.number, row.line) for row in found] == [(1, 2), (2, 6), (3, 7)]


def test_a_line_without_end_is_rejected_in_bounded_memory(tmp_path: Path) -> None:
    data = b'{"text": "one"}\n{"text": "' + b"x" * 21_000_000 + b'"}\n{"text": "three"}\n'
    tracemalloc.start()
    _, found = rows(tmp_path, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert texts(found) == ["one", None, "three"]
    assert found[1].problem
    assert "longer than 20 MB" in found[1].problem.reason
    assert len(found[1].excerpt) < 1000
    assert peak < 5 * len(data)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.csv", b"", "empty"),
        ("blank.txt", b" \n\r\n\t", "empty"),
        ("empty.gz", gzip.compress(b""), "empty"),
        ("binary.csv", bytes(range(256)) * 50, "binary"),
        ("report.pdf", b"%PDF-1.7\n", "PDF"),
        ("table.xlsx", b"PK\x03\x04" + b"x" * 100, "damaged"),
        ("no header.csv", b"one,1\ntwo,2\n", "No column"),
        ("two texts.csv", b"text,id,Text\none,1,uno\n", "Two columns"),
        ("cut.gz", gzip.compress(b'{"text": "one"}\n' * 1000)[:-20], "damaged"),
        ("damaged.gz", b"\x1f\x8b\x08 and so on", "damaged"),
    ],
)
def test_nothing_is_taken_of_an_unreadable_file(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        rows(tmp_path, data, name)
    assert caught.value.advice


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(UnreadableError), read(path, "upload"):
            pass


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no column “body”"):
        rows(tmp_path, "text,id\none,1\n", mapping={"text": "body"})


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Quay to be widened\n\nThe council voted.", "Quay to be widened"),
        ("Close\nMenu\n\nQuay to be widened\nThe council voted.", "Quay to be widened"),
        ("The council voted on Tuesday.\nIt was late.", ""),
        ("Quay to be widened", ""),
        ("x " * 150 + "\nThe council voted.", ""),
    ],
)
def test_the_headline_of_a_plain_text(tmp_path: Path, text: str, title: str) -> None:
    format, (row,) = rows(tmp_path, text, "article.txt")
    assert (format, row.record) == ("text", {"text": text, "title": title})
