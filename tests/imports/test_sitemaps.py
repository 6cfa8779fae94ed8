"""Sitemaps: addresses, and what the news extension says of the articles."""

import gzip
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from sources.readers import UnreadableError, sitemap
from tests.imports.reading import reasons, records, refusal, rows_of

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
URL = "https://news.example/quay"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def urlset(*urls: str, spaces: str = SPACES) -> str:
    return f'<?xml version="1.0"?><urlset {spaces}>{"".join(f"<url>{url}</url>" for url in urls)}</urlset>'


def index(*parts: str) -> str:
    return f"<sitemapindex {SPACES}>{''.join(f'<sitemap><loc>{part}</loc></sitemap>' for part in parts)}</sitemapindex>"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("an address", urlset(f"<loc> {URL} </loc>"), {"url": URL}),
        ("no namespace", urlset(f"<loc>{URL}</loc>", spaces=""), {"url": URL}),
        ("the last change is no publication", urlset(f"<loc>{URL}</loc><lastmod>2024-10-01</lastmod>"), {"url": URL}),
        ("news", urlset(f"<loc>{URL}</loc><news:news><news:publication><news:name>The Amsel Post</news:name>"
                        "<news:language>en</news:language></news:publication><news:publication_date>"
                        "2024-09-19T08:30:00+03:00</news:publication_date><news:title>Quay &amp; pier</news:title>"
                        "</news:news><lastmod>2024-10-01</lastmod>"),
         {"url": URL, "outlet": "The Amsel Post", "published": "2024-09-19T08:30:00+03:00", "title": "Quay & pier"}),
        ("pictures and other languages", urlset("<image:image><image:loc>https://news.example/a.jpg</image:loc>"
                                                f"<image:title>Boat</image:title></image:image><loc>{URL}</loc>"
                                                "<xhtml:link href='https://news.example/ar/quay'/>"), {"url": URL}),
        ("an ampersand", urlset(f"<loc>{URL}?a=1&amp;b=2</loc>"), {"url": f"{URL}?a=1&b=2"}),
        ("with a comment", f"<!-- made today -->{urlset(f'<loc>{URL}</loc>').partition('?>')[2]}", {"url": URL}),
    ],
)  # fmt: skip
def test_addresses(tmp_path: Path, name: str, data: str, expected: dict[str, str]) -> None:
    format, found = rows_of(tmp_path, data, "upload.xml")
    assert (format, records(found)) == ("sitemap", [expected])


def test_packed(tmp_path: Path) -> None:
    format, found = rows_of(tmp_path, gzip.compress(urlset(f"<loc>{URL}</loc>").encode()), "sitemap.xml.gz")
    assert (format, records(found)) == ("sitemap", [{"url": URL}])


def test_utf_16_as_it_declares(tmp_path: Path) -> None:
    data = urlset(f"<loc>{URL}/é</loc>").replace("?>", ' encoding="utf-16"?>', 1)
    assert records(rows_of(tmp_path, data.encode("utf-16"))[1]) == [{"url": f"{URL}/é"}]


def test_an_entry_without_an_address_is_a_rejected_row(tmp_path: Path) -> None:
    data = urlset("<lastmod>2024-01-01</lastmod>", f"<loc>{URL}</loc>", "<loc>ftp://news.example/a</loc>")
    _, found = rows_of(tmp_path, data)
    assert [(row.number, bool(row.problem)) for row in found] == [(1, True), (2, False), (3, True)]
    assert found[2].excerpt == "ftp://news.example/a"


def test_a_sitemap_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    data = urlset(*(f"<loc>{URL}{number}</loc>" for number in range(5)))
    _, found = rows_of(tmp_path, data[:-40])
    assert records(found)[:4] == [{"url": f"{URL}{number}"} for number in range(4)]
    assert "not well-formed XML" in reasons(found)[-1]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty", urlset(), "has no addresses"),
        ("broken at once", f"<urlset {SPACES}><url><</url>", "line 1 is not well-formed XML"),
        ("laughs",
         urlset("<loc>&l11;</loc>").replace("?>", f"?><!DOCTYPE u [<!ENTITY l0 'l'>{LAUGHS}]>"), "declares entit"),
        ("a file", urlset("<loc>&x;</loc>").replace("?>", "?><!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
         "declares entit"),
        ("an index", index("https://news.example/1.xml", "https://news.example/2.xml"),
         "index of 2 sitemaps.*Import one of its parts: https://news.example/1.xml, https://news.example/2.xml"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, data: str, reason: str) -> None:
    assert pytest.importorskip("re").search(reason, refusal(tmp_path, data))


def parts(**found: str | bytes) -> Callable[[str], IO[bytes] | None]:
    def open_part(address: str) -> IO[bytes] | None:
        data = found.get(address.rpartition("/")[2])
        return None if data is None else io.BytesIO(data.encode() if isinstance(data, str) else data)

    return open_part


def of_index(data: str, **found: str | bytes) -> list[tuple[str, str]]:
    rows = sitemap.rows_of(io.BytesIO(data.encode()), parts(**found))
    return [
        (row.record["url"] if row.record else row.problem.reason if row.problem else "", row.member) for row in rows
    ]


def test_an_index_gives_the_rows_of_its_parts() -> None:
    one, two = "https://news.example/one", "https://news.example/two"
    found = of_index(
        index(one, two, one),
        one=urlset(f"<loc>{URL}1</loc>", f"<loc>{URL}2</loc>"),
        two=gzip.compress(urlset(f"<loc>{URL}3</loc>").encode()),
    )
    assert found == [(f"{URL}1", one), (f"{URL}2", one), (f"{URL}3", two)]


def test_a_part_that_cannot_be_had_is_a_rejected_row() -> None:
    one, two = "https://news.example/one", "https://news.example/two"
    assert of_index(index(one, two), two=urlset(f"<loc>{URL}</loc>")) == [
        ("This part of the sitemap could not be fetched.", one),
        (URL, two),
    ]


def test_a_part_that_is_no_sitemap_is_a_rejected_row() -> None:
    one, two = "https://news.example/one", "https://news.example/two"
    found = of_index(index(one, two), one="<html><body>Not here</body></html>", two=urlset(f"<loc>{URL}</loc>"))
    assert found == [("The sitemap is broken: it begins with <html>.", one), (URL, two)]


def test_indexes_in_circles_end() -> None:
    one, two = "https://news.example/one", "https://news.example/two"
    assert of_index(index(one, two), one=index(two, one), two=urlset(f"<loc>{URL}</loc>")) == [(URL, two)]
    with pytest.raises(UnreadableError, match="no addresses"):
        of_index(index(one), one=index(two), two=index(one))


def test_indexes_are_not_followed_without_end() -> None:
    found = of_index(
        index("https://a.example/p0"), **{f"p{n}": index(f"https://a.example/p{n + 1}") for n in range(50)}
    )
    assert [reason for reason, _ in found] == ["The index of sitemaps is too large or too deep."]


def test_memory_is_bounded() -> None:
    data = io.BytesIO(gzip.compress(urlset(*(f"<loc>{URL}{number}</loc>" for number in range(60_000))).encode()))
    tracemalloc.start()
    count = sum(1 for _ in sitemap.rows_of(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_000
    assert peak < 5_000_000


def test_a_bomb_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "LARGEST", 2_000_000)
    bomb = gzip.compress(f"<urlset {SPACES}>{' ' * 9_000_000}".encode())
    with pytest.raises(UnreadableError, match="larger than 2 MB"):
        list(sitemap.rows_of(io.BytesIO(bomb)))
