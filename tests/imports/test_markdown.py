"""Markdown as the text that it stands for, with its front matter."""

from pathlib import Path

import pytest

from tests.imports.reading import reasons, records, refusal, rows_of

BODY = "The council voted to widen the quay."


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("paragraphs", "One\nline.\n\nTwo.\n", "One line.\n\nTwo."),
        ("emphasis", "The *chair* said **“we** cannot” snake_case_name ~~no~~.",
         "The chair said “we cannot” snake_case_name no."),
        ("links", "Said [Ilva Brandt](https://news.example/b 'x') at <https://a.example/>.",
         "Said Ilva Brandt at https://a.example/."),
        ("references", "Said [Ilva][1] and [Teo].\n\n[1]: https://a.example/\n[teo]: /b\n", "Said Ilva and Teo."),
        ("pictures", "![The quay](a.jpg) Said so.", "Said so."),
        ("lists", "Votes:\n\n- One *yes*\n- Two\n  1. Three\n\n     Four\n- Five\n",
         "Votes:\n\nOne yes\nTwo\nThree\nFour\nFive"),
        ("headings", "Begin.\n\n## What now\n\nMore.\n", "Begin.\n\nWhat now\n\nMore."),
        ("code", "Run `a < b`:\n\n```sh\nx = *1*\n\ny\n```\n", "Run a < b:\n\nx = *1*\n\ny"),
        ("quotation", "> We cannot\n> wait.\n>\n> Never.\n", "We cannot wait.\n\nNever."),
        ("line breaks", "One  \ntwo\\\nthree<br>four", "One\ntwo\nthree\nfour"),
        ("a rule", "One.\n\n---\n\nTwo.", "One.\n\nTwo."),
        ("a table", "| Name | Vote |\n|---|---|\n|  | yes |\n| Ilva | no |\n", "Name Vote\nyes\nIlva no"),
        ("HTML",
         "<div>\nSaid <b>so</b>.\n</div>\n\nAnd <i>more</i>.<!-- not this -->", "Said so.\n\nAnd more."),
        ("entities", "Quay &amp; pier &copy; 1\\*2", "Quay & pier © 1*2"),
        ("deep", ">" * 40 + " Deep.", "Deep."),
        ("emoji", "Fish 🐟 cafe\u0301.", "Fish 🐟 cafe\u0301."),
    ],
)  # fmt: skip
def test_text(tmp_path: Path, name: str, source: str, expected: str) -> None:
    format, found = rows_of(tmp_path, source, "quay.md")
    assert (format, records(found)) == ("markdown", [{"text": expected}])


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a heading", f"# Quay *wide*\n\n{BODY}", {"title": "Quay wide", "text": BODY}),
        ("a heading underlined", f"Quay\n====\n\n{BODY}", {"title": "Quay", "text": BODY}),
        ("a smaller heading at the top", f"## Quay\n\n{BODY}", {"title": "Quay", "text": BODY}),
        ("a later heading is none", f"{BODY}\n\n## Quay\n", {"text": f"{BODY}\n\nQuay"}),
        ("front matter", f"---\ntitle: Quay\n---\n# Other\n\n{BODY}", {"title": "Quay", "text": f"Other\n\n{BODY}"}),
        ("both the same", f"---\ntitle: Quay\n---\n\n# Quay\n\n{BODY}", {"title": "Quay", "text": BODY}),
    ],
)
def test_headline(tmp_path: Path, name: str, source: str, expected: dict[str, str]) -> None:
    assert records(rows_of(tmp_path, source, "quay.md")[1]) == [expected]


@pytest.mark.parametrize(
    ("name", "matter", "expected"),
    [
        ("all", "title: 'Quay: wide'\nDate: 2024-09-19\nauthor: [Jonna, Teo]\nsource: The Amsel Post\nid: 007\n"
                "link: https://a.example/\n",
         {"title": "Quay: wide", "published": "2024-09-19", "byline": "Jonna, Teo", "outlet": "The Amsel Post",
          "external_id": "007", "url": "https://a.example/"}),
        ("a time", "date: 2024-09-19T08:30:00+03:00\n", {"published": "2024-09-19T08:30:00+03:00"}),
        ("a list in lines", "authors:\n  - Jonna\n  - Teo\n", {"byline": "Jonna, Teo"}),
        ("empty values", "title:\ndate: null\nauthor: ~\nauthors: []\n", {}),
        ("others are left alone", "tags: [a]\nlayout: post\nseo: {title: No}\n", {}),
        ("no lists of lists", "author: [[Jonna]]\n", {}),
        ("a text in it is none", "text: other\n", {}),
        ("a class of Python", "title: !!python/object/apply:os.system ['true']\n", {"title": "true"}),
        ("CRLF", "title: Quay\r\ndate: 2024-09-19\r\n", {"title": "Quay", "published": "2024-09-19"}),
        ("nothing", "", {}),
        ("no mapping", "Only words.\n", None),
    ],
)  # fmt: skip
def test_front_matter(tmp_path: Path, name: str, matter: str, expected: dict[str, str] | None) -> None:
    _, found = rows_of(tmp_path, f"---\n{matter}---\n{BODY}\n", "quay.md")
    assert found[0].record is not None
    if expected is None:
        assert BODY in found[0].record["text"]
    else:
        assert found[0].record == {"text": BODY, **expected}


@pytest.mark.parametrize(
    ("name", "matter", "reason"),
    [
        ("no YAML", "title: Quay: wide\n", "not valid YAML in line 2"),
        ("anchors", "a: &a [x, x]\ntitle: *a\n", "uses anchors"),
        ("laughs", "a: &a [x]\nb: &b [*a, *a]\n", "uses anchors"),
        ("deep", "[" * 30_000 + "\n", "nested too deeply|not valid YAML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_a_rejected_row(
    tmp_path: Path, name: str, matter: str, reason: str
) -> None:
    _, found = rows_of(tmp_path, f"---\n{matter}---\n{BODY}\n", "quay.md")
    assert any(part in reasons(found)[0] for part in reason.split("|"))


def test_front_matter_has_an_end(tmp_path: Path) -> None:
    _, found = rows_of(tmp_path, f"---\ntitle: Quay\n{'x' * 70_000}\n---\n{BODY}\n", "quay.md")
    assert found[0].record is not None
    assert "title: Quay" in found[0].record["text"]


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("quay.md", BODY, "markdown"),
        ("quay.MARKDOWN", BODY, "markdown"),
        ("upload", f"# Quay\n\nSaid [Ilva](https://a.example/).\n\n{BODY}\n", "markdown"),
        ("upload", f"{BODY}\n\n- not a list, a dash\n", "text"),
        ("quay.md", "<p align=center>The quay</p>\n\nSaid **so**.", "markdown"),
    ],
)
def test_what_is_markdown(tmp_path: Path, name: str, data: str, format: str) -> None:
    assert rows_of(tmp_path, data, name)[0] == format


@pytest.mark.parametrize(
    "source",
    [
        "[" * 50_000,
        "*a " * 50_000,
        "`" * 20_001 + "a",
        ">" * 50_000,
        "![" * 30_000,
        "|a" * 20_000,
        "- " * 5_000,
        "<a" * 50_000,
    ],
)
def test_hostile_markdown_ends(tmp_path: Path, source: str) -> None:
    assert len(rows_of(tmp_path, f"{BODY}\n\n{source}\n", "quay.md")[1]) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"caf\xe9 \xc3\xa9\xc3\xa8\n" * 2 + b"\xc3\xa9\n" * 9, "not valid UTF-8"),
        (b"x " * 1_000_001, "longer than 2 MB"),
    ],
)
def test_bad_bytes_and_books_are_rejected_rows(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in reasons(rows_of(tmp_path, data, "quay.md")[1])[0]


def test_plain_text_has_front_matter_too(tmp_path: Path) -> None:
    matter = "---\ndate: 2024-09-19\nauthor: Jonna\n---\n"
    format, found = rows_of(tmp_path, f"{matter}{BODY}\n\nMore *of* it.\n", "quay.txt")
    assert format == "text"
    assert records(found) == [
        {"text": f"{BODY}\n\nMore *of* it.\n", "title": "", "published": "2024-09-19", "byline": "Jonna"}
    ]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "empty" in refusal(tmp_path, "", "quay.md")
