"""Text, headline, author, outlet and address of pages as sites write them."""

import json

import pytest

from sources.pages import Page, extract
from tests.pages_of_articles.build import PARAGRAPHS, page

OTHER = "<meta property='og:title' content='Harbour'>"
URL = "https://news.example/harbour/quay"


def read(html: str, url: str = URL) -> Page:
    return extract(html.encode(), url)


@pytest.mark.parametrize(
    ("name", "html", "expected"),
    [
        ("paragraphs", page(), list(PARAGRAPHS)),
        ("emphasis", page(PARAGRAPHS[0], "<b>“We cannot wait,”</b> said <a href='/b'>Ilva <i>Brandt</i></a>."), None),
        ("a headline before its text", page(before="<h1>Quay to be widened</h1>"), list(PARAGRAPHS)),
        ("another headline before it", page(head=OTHER, before="<h1>Quay to be <i>widened</i></h1>"), list(PARAGRAPHS)),
        ("a list", page(after="<ul><li>Two piers<li>One <b>crane</b></ul>"), [*PARAGRAPHS, "Two piers\nOne crane"]),
        ("a heading", page(after=f"<h2>What now</h2><p>{PARAGRAPHS[0]} Again.</p>"), None),
        ("a table", page(after="<table><tr><td>Length<td>200 m<tr><td>Cost<td>9 m</table>"), None),
        ("a quotation", page(PARAGRAPHS[0], after=f"<blockquote><p>{PARAGRAPHS[1]}</p></blockquote>"), None),
    ],
)
def test_text(name: str, html: str, expected: list[str] | None) -> None:
    others = {
        "emphasis": [PARAGRAPHS[0], "“We cannot wait,” said Ilva Brandt."],
        "a heading": [*PARAGRAPHS, "What now", f"{PARAGRAPHS[0]} Again."],
        "a table": [*PARAGRAPHS, "Length 200 m\nCost 9 m"],
        "a quotation": list(PARAGRAPHS[:2]),
    }
    assert read(html).text.split("\n\n") == (expected or others[name])


def test_emoji_and_combining_marks_stay_as_they_are() -> None:
    text = f"{PARAGRAPHS[0]} “Cafe\u0301 👩‍👩‍👧 open,” said the keeper, Ilva Brandt."
    assert read(page(text)).text == text


def test_an_arabic_page() -> None:
    text = "قال رئيس مجلس الميناء إن الرصيف الشمالي سيتم توسيعه بعد نقاش دام أربع ساعات في القاعة. "
    found = read(page(text * 3, head="<title>توسيع الرصيف</title>"))
    assert (found.text, found.title) == ((text * 3).strip(), "توسيع الرصيف")


def linked(**data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **data})}</script>'


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Quay to be widened</title>", "Quay to be widened"),
        ("<title>A</title><meta property='og:title' content='Quay &amp; pier'>", "Quay & pier"),
        (
            "<meta property='og:site_name' content='The Amsel Post'><meta property='og:title' "
            "content='Quay - to be widened | The Amsel Post'>",
            "Quay - to be widened",
        ),
        (linked(headline="Quay &quot;to be&quot; widened") + "<title>Other</title>", 'Quay "to be" widened'),
    ],
)
def test_headlines(head: str, title: str) -> None:
    assert read(page(head=head)).title == title


@pytest.mark.parametrize(
    ("head", "before", "byline"),
    [
        ("", "", ""),
        ("<meta name=author content='By Jonna Reck'>", "", "Jonna Reck"),
        ("<meta property='article:author' content='https://social.example/jonna'>", "", ""),
        (linked(author={"@type": "Person", "name": "Jonna Reck"}), "", "Jonna Reck"),
        (linked(author=[{"name": "Jonna Reck"}, {"name": "Teo Marsh"}]), "", "Jonna Reck, Teo Marsh"),
        (linked(author=["Jonna Reck", "https://a.example/"]), "", "Jonna Reck"),
        ("", "<p class='byline'>By Jonna Reck</p>", "Jonna Reck"),
    ],
)
def test_authors(head: str, before: str, byline: str) -> None:
    assert read(page(head=head, before=before)).byline == byline


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("", ""),
        ("<meta property='og:site_name' content='The Amsel Post'>", "The Amsel Post"),
        (linked(publisher={"@type": "Organization", "name": "The Amsel Post"}), "The Amsel Post"),
        ("<meta property='og:site_name' content='https://news.example/'>", ""),
    ],
)
def test_outlets(head: str, outlet: str) -> None:
    assert read(page(head=head)).outlet == outlet


@pytest.mark.parametrize(
    ("url", "head", "expected"),
    [
        (URL, "", URL),
        ("", "", ""),
        (URL, "<link rel=canonical href='/2024/quay'>", "https://news.example/2024/quay"),
        (URL, "<link rel='nofollow CANONICAL' href='//www.news.example/q'>", "https://www.news.example/q"),
        (URL, "<meta property='og:url' content='https://news.example/q'>", "https://news.example/q"),
        ("https://amp.amselpost.com/q", "<link rel=canonical href='https://www.amselpost.com/q'>",
         "https://www.amselpost.com/q"),
        ("", "<link rel=canonical href='https://news.example/q'>", "https://news.example/q"),
        ("", "<link rel=canonical href='/q'>", ""),
        (URL, "<link rel=canonical href='https://other.example/q'>", URL),
        ("https://one.co.uk/q", "<link rel=canonical href='https://two.co.uk/q'>", "https://one.co.uk/q"),
        (URL, "<link rel=canonical href='https://news.example/'>", URL),
        (URL, "<link rel=canonical href='javascript:alert(1)'>", URL),
        (URL, "<link rel=canonical href='file:///etc/passwd'>", URL),
        (URL, "<link rel=canonical href='https://[broken'>", URL),
        (URL, "<link rel=canonical href='http://{{ url }}'>", URL),
        (URL, f"<link rel=canonical href='/{'x' * 9000}'>", URL),
    ],
)  # fmt: skip
def test_addresses(url: str, head: str, expected: str) -> None:
    assert read(page(head=head), url).url == expected
