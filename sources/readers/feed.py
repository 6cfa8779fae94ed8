"""RSS and Atom: an entry is the address of an article, with what the feed says of it."""

from __future__ import annotations

import calendar
import datetime as dt
import html
import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from xml.parsers import expat

import feedparser

from sources.dates import moment
from sources.readers.records import Problem, Row, Rows, UnreadableError, excerpt
from sources.readers.xml_roots import declared_as_it_is, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

LARGEST = 10_000_000  # bytes
LARGEST_BROKEN = 300_000  # bytes; what is no XML is read by guesses, whose time has no bound
HEAD = 200
MARKUP = re.compile(r"<[^<>]{0,1000}>")
CLOSING = re.compile(rb"</(?:[\w-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--[^>]*-->\s*)*$", re.IGNORECASE)


def looks_like(sample: str, name: str) -> bool:
    return root_of(sample) in ("rss", "feed", "rdf")


def read_feed(opened: Opened, options: Options, place: Place | None) -> Rows:
    return Rows(rows_of(opened.whole(LARGEST)))


def rows_of(data: bytes, url: str = "") -> Iterator[Row]:
    """`url` is the address of the feed, which its relative links are meant from. Raises UnreadableError, at once."""
    if len(data) > LARGEST_BROKEN and not is_xml(data):
        raise UnreadableError(
            "The feed is not well-formed XML, and too large to be read all the same.", "Fetch it again."
        )
    # A stream: what feedparser gets as a text it would take for an address, and fetch.
    found = feedparser.parse(
        io.BytesIO(declared_as_it_is(data[:HEAD]) + data[HEAD:]),
        response_headers={"content-location": url} if url else None,
    )
    if not found.get("version") and not found.entries:
        raise UnreadableError("The file is no feed that can be read.", "Is it RSS or Atom, and complete?")
    if not found.entries:
        raise UnreadableError("The feed has no entries.", "Try again when it has some.")
    return entries(found, url, cut_off=not CLOSING.search(data[-1000:].rstrip(b"\0")))


def is_xml(data: bytes) -> bool:
    """Well-formed, without entities of its own."""
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(declared_as_it_is(data[:HEAD]) + data[HEAD:], True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def refuse(*_: object) -> None:
    raise ValueError("an entity")


def entries(found: Any, url: str, cut_off: bool) -> Iterator[Row]:
    base = urljoined(url, found.feed.get("link", "")) or url
    number = 0
    for number, entry in enumerate(found.entries, start=1):
        record = {name: value for name, value in fields(entry, base, found.version).items() if value}
        shown = excerpt(" ".join(record.values()))
        if "url" in record:
            yield Row(number, None, record=record, excerpt=shown)
        else:
            problem = Problem(
                "The entry has no address of an article.", "Find the article, and import it by its address."
            )
            yield Row(number, None, problem=problem, excerpt=shown)
    if cut_off:
        problem = Problem("The feed is cut off: entries may be missing.", "Fetch it again.")
        yield Row(number + 1, None, problem=problem)


def fields(entry: Any, base: str, version: str) -> dict[str, str]:
    link = urljoined(base, entry.get("feedburner_origlink") or entry.get("link") or "")
    id = (entry.get("id") or "").strip()
    authors = [author.get("name") or "" for author in entry.get("authors", [])] or [entry.get("author") or ""]
    return {
        "url": link if link.lower().startswith(("http://", "https://")) else "",
        "title": plain(entry.get("title") or ""),
        "byline": ", ".join(dict.fromkeys(name for author in authors if (name := plain(author)))),
        "published": published(entry, version),
        "external_id": "" if id.lower().startswith(("http:", "https:")) else id[:500],
    }


def published(entry: Any, version: str) -> str:
    """As the feed writes it where that can be read, with its offset. What an entry of Atom says of its last change is
    no date of publication; RSS 1.0 has only one date."""
    for name in ("published", "created", *(("updated",) if version.startswith("rss") else ())):
        if name not in entry:
            continue
        value = str(entry[name]).strip()
        try:
            return moment(value).isoformat()
        except (ValueError, OverflowError):
            if parsed := entry.get(f"{name}_parsed"):
                return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC).isoformat()
        return value
    return ""


def plain(text: str) -> str:
    return " ".join(html.unescape(MARKUP.sub(" ", text)).split())


def urljoined(base: str, address: str) -> str:
    """Where there is no address, none: not that of the base."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
