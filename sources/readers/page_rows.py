"""A web page as a row."""

from __future__ import annotations

from dataclasses import asdict

from sources.pages import PageError, extract
from sources.readers.records import Place, Problem, Row, excerpt

SHOWN = 2000  # bytes of a page that an excerpt is made of


def row_of_page(
    number: int, html: bytes, url: str = "", content_type: str = "", place: Place | None = None, line: int | None = None
) -> Row:
    """The excerpt names the address, where there is one: that is how a person finds the page again."""
    shown = excerpt(" ".join(f"{url} {html[:SHOWN].decode('utf-8', 'replace')}".split()))
    try:
        page = extract(html, url, content_type)
    except PageError as error:
        return Row(number, line, problem=Problem(error.reason, error.advice), excerpt=shown, place=place)
    record = {name: value for name, value in asdict(page).items() if value}
    return Row(number, line, record=record, excerpt=shown, place=place)
