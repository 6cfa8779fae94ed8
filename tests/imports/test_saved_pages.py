"""A saved web page is an article: its text and what it says of itself."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tests.imports.reading import reasons, records, rows_of
from tests.pages_of_articles.build import PARAGRAPHS, page

TEXT = "\n\n".join(PARAGRAPHS)
HEAD = (
    "<title>Quay to be widened</title><meta name=author content='Jonna Reck'>"
    "<link rel=canonical href='https://news.example/2024/09/19/quay'>"
    "<meta property='og:site_name' content='The Amsel Post'>"
)
ARTICLE = {
    "text": TEXT,
    "title": "Quay to be widened",
    "byline": "Jonna Reck",
    "outlet": "The Amsel Post",
    "url": "https://news.example/2024/09/19/quay",
    "published": "2024-09-19",
    "published_from": "url",
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("upload", page(head=HEAD).encode()),
        ("page.txt", page(head=HEAD).encode()),
        ("page.html", f"\n<!-- saved -->\n{page(head=HEAD)}".encode()),
        ("xhtml", f'<?xml version="1.0" encoding="utf-8"?>\n{page(head=HEAD)}'.encode()),
        ("page.html.gz", gzip.compress(page(head=HEAD).encode())),
        ("utf-16", page(head=HEAD).encode("utf-16")),
        ("cp1252", page(head="<meta charset=windows-1252>" + HEAD).encode("cp1252")),
        ("no doctype", page(head=HEAD).removeprefix("<!doctype html><html>").encode()),
    ],
)
def test_pages(tmp_path: Path, name: str, data: bytes) -> None:
    format, found = rows_of(tmp_path, data, name)
    assert (format, records(found)) == ("html", [ARTICLE])


def test_the_encoding_that_a_person_names(tmp_path: Path) -> None:
    data = page("Совет гавани проголосовал за расширение причала, сказала председатель.").encode("koi8-r")
    _, found = rows_of(tmp_path, data, "page.html", encoding="koi8-r")
    assert records(found) == [{"text": "Совет гавани проголосовал за расширение причала, сказала председатель."}]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (page(" "), "no article text"),
        ("<html>" + "x" * 20_000_001, "larger than 20 MB"),
        (page("<p>Please enable JavaScript to read on.</p>"), "only a notice"),
    ],
)
def test_a_page_without_an_article_is_a_rejected_row(tmp_path: Path, data: str, reason: str) -> None:
    _, (row,) = rows_of(tmp_path, data)
    assert row.number == 1
    assert reason in reasons([row])[0]
    assert row.excerpt.startswith("<")


def test_pages_and_others_in_an_archive(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.html", page(head=HEAD))
        archive.writestr("empty.html", page(" "))
        archive.writestr("two.md", "# Quay\n\nThe council *voted*.\n")
        archive.writestr("list.txt", "https://news.example/three\n")
    format, found = rows_of(tmp_path, packed.getvalue())
    names = ["one.html", "empty.html", "two.md", "list.txt"]
    assert (format, [(row.number, row.member) for row in found]) == ("zip", list(enumerate(names, start=1)))
    assert records(found)[:2] == [ARTICLE, None]
    assert records(found)[2:] == [
        {"text": "The council voted.", "title": "Quay"},
        {"url": "https://news.example/three"},
    ]


@pytest.mark.parametrize(
    "data", ["A < B, said the chair.", "<3 is a heart, the council said.", "<svg xmlns='x'/>", "<note>Hi</note>"]
)
def test_what_is_no_page(tmp_path: Path, data: str) -> None:
    assert rows_of(tmp_path, data)[0] != "html"
