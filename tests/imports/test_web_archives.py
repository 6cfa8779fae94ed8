"""WARC: each page that was answered well is a row, nothing else is."""

import gzip
import io
import random
import re
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.imports.reading import reasons, records, refusal, rows_of
from tests.pages_of_articles.build import PARAGRAPHS, page

TEXT = "\n\n".join(PARAGRAPHS)
URL = "https://news.example/quay"
HTML = "text/html; charset=utf-8"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page().encode()), page().encode())


def record(
    url: str = URL,
    body: bytes | str | None = None,
    status: str = "200 OK",
    kind: str = HTML,
    type: str = "response",
    **headers: str,
) -> dict[str, Any]:
    body = page() if body is None else body
    return {
        "url": url,
        "type": type,
        "body": body.encode() if isinstance(body, str) else body,
        "status": status,
        "headers": [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items())],
    }


def warc(*found: dict[str, Any], packed: bool = False) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("harbour.warc", {"software": "made for a test"}))
    for one in found:
        http = StatusAndHeaders(
            one["status"], one["headers"], protocol="GET / HTTP/1.1" if one["type"] == "request" else "HTTP/1.1"
        )
        response = one["type"] in ("response", "request", "revisit")
        writer.write_record(
            writer.create_warc_record(
                one["url"],
                one["type"],
                payload=io.BytesIO(one["body"]),
                http_headers=http if response else None,
                warc_content_type="" if response else one["headers"][0][1],
                warc_headers_dict={"WARC-Date": "2025-03-03T03:03:03Z"},
            )
        )
    return out.getvalue()


def test_a_page_is_a_row_and_the_day_of_fetching_is_no_date(tmp_path: Path) -> None:
    format, found = rows_of(tmp_path, warc(record()))
    assert (format, records(found)) == ("warc", [{"text": TEXT, "url": URL}])
    assert found[0].excerpt.startswith(URL)


def test_what_the_page_says_of_itself(tmp_path: Path) -> None:
    head = "<link rel=canonical href='/2024/09/19/quay'><meta name=author content='Jonna Reck'>"
    _, found = rows_of(tmp_path, warc(record(f"{URL}?utm_source=x", page(head=head))))
    assert records(found) == [
        {
            "text": TEXT,
            "url": "https://news.example/2024/09/19/quay",
            "byline": "Jonna Reck",
            "published": "2024-09-19",
            "published_from": "url",
        }
    ]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("a redirect", record(status="301 Moved", Location="/x")),
        ("not found", record(status="404 Not Found")),
        ("a picture", record(kind="image/png", body=b"\x89PNG")),
        ("a request", record(type="request")),
        ("a revisit", record(type="revisit", body=b"")),
        ("metadata", record(type="metadata", kind="application/warc-fields", body=b"a: b")),
        ("a name server's answer", record(url="dns:news.example", type="response", kind="text/dns")),
        ("a picture kept alone", record(type="resource", kind="image/png", body=b"\x89PNG")),
    ],
)
def test_what_is_no_row(tmp_path: Path, name: str, other: dict[str, Any]) -> None:
    _, found = rows_of(tmp_path, warc(other, record(), other))
    assert [(row.number, row.problem) for row in found] == [(1, None)]


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("a page kept without headers", record(type="resource")),
        ("compressed in transfer", record(body=gzip.compress(page().encode()), Content_Encoding="gzip")),
        ("sent in chunks", record(body=CHUNKS, Transfer_Encoding="chunked")),
        ("XHTML", record(kind="application/xhtml+xml")),
        ("another encoding", record(body=page().encode("cp1252"), kind="text/html; charset=windows-1252")),
        ("the address in brackets", record(url=f"<{URL}>")),
    ],
)  # fmt: skip
def test_what_is_a_row(tmp_path: Path, name: str, one: dict[str, Any]) -> None:
    assert records(rows_of(tmp_path, warc(one))[1]) == [{"text": TEXT, "url": URL}]


@pytest.mark.parametrize("pack", [lambda found: warc(*found, packed=True), lambda found: gzip.compress(warc(*found))])
def test_packed_record_by_record_or_as_a_whole(tmp_path: Path, pack: Any) -> None:
    format, found = rows_of(tmp_path, pack([record(f"{URL}{number}") for number in range(3)]), "a.warc.gz")
    assert format == "warc"
    assert [row.record and row.record["url"] for row in found] == [f"{URL}{number}" for number in range(3)]


def test_a_page_without_an_article_is_a_rejected_row(tmp_path: Path) -> None:
    _, found = rows_of(tmp_path, warc(record(body=page(" ")), record(body=b""), record(body="%PDF-1.4"), record()))
    assert [row.number for row in found] == [1, 2, 3, 4]
    assert [bool(reason) for reason in reasons(found)] == [True, True, True, False]


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_off_says_so(tmp_path: Path, packed: bool) -> None:
    noise = [f"<!-- {random.Random(number).randbytes(40_000).hex()} -->" for number in range(4)]  # noqa: S311
    data = warc(*(record(f"{URL}{n}", page(after=noise[n])) for n in range(4)), packed=packed)
    _, found = rows_of(tmp_path, data[: -len(data) // 10])
    assert [row.record["url"] for row in found if row.record][:3] == [f"{URL}{number}" for number in range(3)]
    assert reasons(found)[-1].startswith("The archive is ")
    assert [row.number for row in found] == list(range(1, len(found) + 1))


def test_a_broken_record_is_a_rejected_row(tmp_path: Path) -> None:
    first, second, third = (warc(record(f"{URL}{number}")) for number in range(3))
    shorter = re.sub(
        rb"(Type: response.*?Content-Length: )(\d+)", lambda m: m[1] + b"%d" % (int(m[2]) - 9), second, flags=re.DOTALL
    )
    assert shorter != second
    _, found = rows_of(tmp_path, first + shorter + third)
    assert found[0].record == {"text": TEXT, "url": f"{URL}0"}
    assert found[1].excerpt == f"{URL}1"
    assert "longer or shorter than it says" in reasons(found)[1]
    assert [row.number for row in found] == list(range(1, len(found) + 1))


def test_an_answer_without_sense_costs_itself_alone(tmp_path: Path) -> None:
    data = warc(record(f"{URL}1"), record(f"{URL}2")).replace(b"HTTP/1.1 200 OK", b"<html>harbour ", 1)
    assert records(rows_of(tmp_path, data)[1]) == [{"text": TEXT, "url": f"{URL}2"}]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("no pages", warc(record(status="404 Not Found")), "no web page in it"),
        ("nothing", b"WARC/1.0\r\n", "no web page in it|damaged"),
        ("nonsense", b"WARC/1.0\r\n" + b"harbour " * 5000, "no web page in it|damaged"),
    ],
)
def test_what_holds_no_pages_is_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    found = refusal(tmp_path, data)
    assert any(part in found for part in reason.split("|")), found


def test_a_page_that_unpacks_to_too_much_is_a_rejected_row(tmp_path: Path) -> None:
    bomb = record(body=gzip.compress(b"<p>" + b"harbour " * 20_000_000), Content_Encoding="gzip")
    _, found = rows_of(tmp_path, warc(bomb, record()))
    assert reasons(found) == ["The page is larger than 20 MB.", ""]


@pytest.mark.parametrize("packed", [False, True])
def test_reading_goes_on_after_a_row(tmp_path: Path, packed: bool) -> None:
    other = record(status="404 Not Found")
    data = warc(*(one for number in range(6) for one in (record(f"{URL}{number}"), other)), packed=packed)
    _, whole = rows_of(tmp_path, data)
    assert len(whole) == 6
    for row in whole:
        assert rows_of(tmp_path, data, place=row.place)[1] == whole[row.number :]
