"""Every page ends in a text or in a sentence that says why not, within the limit; the next page is not affected."""

import pytest

from sources.pages import PageError, extract
from tests.pages_of_articles.build import PARAGRAPHS, page

TEXT = "\n\n".join(PARAGRAPHS)
ATTRIBUTES = " ".join(f'a{number}="x"' for number in range(300_000))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">{LAUGHS}]><html><body><p>&l11;</p></body></html>'
XXE = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>&x;</body></html>'


def outcome_of(html: str) -> str:
    """The reason, or "read: " and the text."""
    try:
        return f"read: {extract(html.encode(), 'https://news.example/quay', seconds=4).text}"
    except PageError as error:
        return error.reason


@pytest.mark.parametrize(
    ("name", "html", "outcome"),
    [
        ("300,000 attributes", page(before=f"<div {ATTRIBUTES}>harbour</div>"), "took longer than|read:"),
        ("100,000 open tags", page(after="<div>" * 100_000 + "end"), "took longer than|no article text|read:"),
        ("100,000 open paragraphs", page(after="<b><p>" * 100_000), "took longer than|no article text|read:"),
        ("billion laughs", BOMB, "no article text|read:"),
        ("a file as an entity", XXE, "no article text|read:"),
        ("no text", page(" "), "has no article text"),
        ("no text at all", "<html></html>", "has no article text"),
        ("empty", "", "is empty"),
        ("only spaces", " \n ", "is empty"),
        ("larger than 20 MB", "<p>" + "x" * 30_000_000, "larger than 20 MB"),
        ("JavaScript only", "<body><div id=app></div><noscript>Enable JavaScript.</noscript>", "no article text"),
        ("JavaScript asked for", "<body><p>You need to enable JavaScript to run this app.</p>", "only a notice"),
        ("consent", page("We value your privacy. We and our partners use cookies to show you things.",
                         "<button>Accept all</button>"), "only a notice|no article text"),
        ("a robot check", page("Checking if you are human. Verify you are human by completing the action below."),
         "only a notice"),
        ("only pictures", page("<img src=a.jpg>", "<svg><path d='M0'/></svg>"), "has no article text"),
        ("processing instructions", "<?php echo 1 ?>" * 50_000, "no article text|is empty"),
        ("comments", "<!-- harbour -->" * 200_000, "no article text|is empty"),
        ("an open comment", f"<!-- {page()}", "no article text"),
        ("a PDF document", "%PDF-1.7 harbour", "is a PDF document"),
        ("binary", "\x01\x02\x03\x00" * 400, "is binary"),
    ],
)  # fmt: skip
def test_hostile_pages_end_in_a_sentence(name: str, html: str, outcome: str) -> None:
    found = outcome_of(html)
    assert any(part in found for part in outcome.split("|")), found
    assert "lollol" not in found
    assert extract(page().encode()).text == TEXT


def test_nul_bytes_do_not_end_a_text() -> None:
    text = extract(page(f"{PARAGRAPHS[0]} o\0ne", PARAGRAPHS[1]).encode()).text
    assert text == f"{PARAGRAPHS[0]} o\ufffdne\n\n{PARAGRAPHS[1]}"


def test_characters_that_may_not_be_do_not_cost_the_text() -> None:
    text = extract(
        page(f"{PARAGRAPHS[0]} a&#0;b&#x1;c&#xD800;d&#x110000;e&#xFFFE;f&#13;g&#233;h", PARAGRAPHS[1]).encode()
    ).text
    assert text == f"{PARAGRAPHS[0]} a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf géh\n\n{PARAGRAPHS[1]}"


@pytest.mark.parametrize(
    ("content_type", "reason"),
    [
        ("application/pdf", "gives application/pdf, not a web page"),
        ("image/png; x=y", "gives image/png, not a web page"),
        ("text/html; charset=utf-8", ""),
        ("APPLICATION/XHTML+XML", ""),
        ("", ""),
        (";;;=\r\nX: y", ""),
    ],
)
def test_only_web_pages_are_read(content_type: str, reason: str) -> None:
    if not reason:
        assert extract(page().encode(), content_type=content_type).text == TEXT
        return
    with pytest.raises(PageError, match=reason):
        extract(page().encode(), content_type=content_type)
