"""Text in which every line is an address."""

import gzip
from pathlib import Path

import pytest

from tests.imports.reading import reasons, records, rows_of

A, B = "https://news.example/a", "http://news.example/b?x=1"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("one", A, [{"url": A}]),
        ("lines", f"{A}\n{B}\n", [{"url": A}, {"url": B}]),
        ("empty lines and comments", f"# quay\n\n{A}\n  \n#{B}\n{B}\n", [{"url": A}, {"url": B}]),
        ("titles", f"{A}\tQuay to be widened\n{B}\t\n", [{"url": A, "title": "Quay to be widened"}, {"url": B}]),
        ("spaces around", f"  {A}  \r\n{B}\r\n", [{"url": A}, {"url": B}]),
        ("capitals", "HTTPS://NEWS.EXAMPLE/A\n", [{"url": "HTTPS://NEWS.EXAMPLE/A"}]),
        ("byte order mark", f"\ufeff{A}\n", [{"url": A}]),
        ("other letters", "https://news.example/مرفأ\n", [{"url": "https://news.example/مرفأ"}]),
        ("utf-16", f"{A}\n{B}\n".encode("utf-16"), [{"url": A}, {"url": B}]),
        ("packed", gzip.compress(f"{A}\n{B}\n".encode()), [{"url": A}, {"url": B}]),
    ],
)
def test_lists_of_addresses(
    tmp_path: Path, name: str, data: bytes | str, expected: list[dict[str, str] | None]
) -> None:
    format, found = rows_of(tmp_path, data)
    assert (format, records(found)) == ("urls", expected)


def test_a_line_that_is_no_address_is_a_rejected_row(tmp_path: Path) -> None:
    lines = [A] * 9 + ["ftp://news.example/c", "see the other list", A]
    format, found = rows_of(tmp_path, "\n".join(lines))
    assert format == "urls"
    assert [row.number for row in found] == list(range(1, 13))
    assert {row.line: row.excerpt for row in found if row.problem} == {10: lines[9], 11: lines[10]}
    assert "no http or https address" in reasons(found)[9]


@pytest.mark.parametrize(
    "data",
    [
        f"The quay is described at {A} and elsewhere, said the council.\n",
        f"url,text\n{A},words\n",
        f"{A}\nThe council voted on Tuesday.\nIt will widen the quay.\n",
        f"{A}\t{'The council voted. ' * 20}\n",
        f"{A}\tQuay\t2024-09-19\n",
        "# only a comment\n",
        '{"url": "https://news.example/a"}\n',
    ],
)
def test_what_only_names_an_address_is_no_list(tmp_path: Path, data: str) -> None:
    assert rows_of(tmp_path, data, text_of_table(data))[0] != "urls"


def text_of_table(data: str) -> str:
    return "table.csv" if data.startswith("url,") else "upload"


def test_reading_goes_on_after_a_row(tmp_path: Path) -> None:
    data = "".join(f"https://news.example/é{number}\n" for number in range(50))
    _, whole = rows_of(tmp_path, data)
    _, rest = rows_of(tmp_path, data, place=whole[19].place)
    assert rest == whole[20:]
