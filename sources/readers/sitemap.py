"""Sitemaps: addresses of articles, with what Google's news extension says of them; indexes of sitemaps."""

from __future__ import annotations

import gzip
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from sources.readers.opening import DAMAGED
from sources.readers.records import Problem, Row, Rows, UnreadableError, excerpt
from sources.readers.xml_roots import declared_as_it_is, root_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

    type OpenPart = Callable[[str], IO[bytes] | None]

LARGEST = 200_000_000  # bytes of one sitemap; the protocol allows 50 MB
HEAD = 200
MOST_PARTS = 5000
DEEPEST = 3
NAMED = 5  # parts named in the advice
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
NEWS_FIELDS = {"published": "publication_date", "title": "title"}
BROKEN = (ParseError, DefusedXmlException, ValueError, *DAMAGED)


def looks_like(sample: str, name: str) -> bool:
    return root_of(sample) in ("urlset", "sitemapindex")


def read_sitemap(opened: Opened, options: Options, place: Place | None) -> Rows:
    opened.stream.seek(0)
    return Rows(rows_of(opened.stream))


def rows_of(stream: IO[bytes], open_part: OpenPart | None = None) -> Iterator[Row]:
    """Of an index the rows of its parts, which `open_part` opens (None where it cannot). Raises UnreadableError, at
    once, for what is no sitemap, and for an index where there is no `open_part`."""
    rows = numbered(Sitemaps(open_part).rows(stream, "", 0))
    first = next(rows, None)
    if first is None:
        raise UnreadableError("The sitemap has no addresses.", "Try another one: robots.txt names a site's sitemaps.")
    return chain([first], rows)


def numbered(found: Iterator[tuple[dict[str, str] | Problem, str, str]]) -> Iterator[Row]:
    for number, (content, shown, part) in enumerate(found, start=1):
        if isinstance(content, Problem):
            yield Row(number, None, problem=content, excerpt=excerpt(shown), member=part)
        else:
            yield Row(number, None, record=content, excerpt=excerpt(shown), member=part)


class Sitemaps:
    """Those of one index: no part is opened twice, and not more than a site can have."""

    def __init__(self, open_part: OpenPart | None) -> None:
        self.open_part, self.seen = open_part, set[str]()

    def rows(self, stream: IO[bytes], part: str, depth: int) -> Iterator[tuple[dict[str, str] | Problem, str, str]]:
        parts: list[str] = []
        count = 0
        try:
            for element in elements(Bounded(stream)):
                if local(element) == "sitemap":
                    parts.append(text_at(element, "loc"))
                    if len(parts) > MOST_PARTS:
                        break
                    continue
                count += 1
                record = fields(element)
                usable = record["url"].lower().startswith(("http://", "https://"))
                content = {name: value for name, value in record.items() if value} if usable else NO_ADDRESS
                yield content, " ".join(record.values()), part
        except BROKEN as error:
            if not part and not count and not parts:
                raise UnreadableError(f"The sitemap cannot be read: {reason_of(error)}.", "Fetch it again.") from error
            yield Problem(f"The sitemap is broken: {reason_of(error)}.", "Addresses after it may be missing."), "", part
        yield from self.parts(parts, part, depth)

    def parts(self, parts: list[str], part: str, depth: int) -> Iterator[tuple[dict[str, str] | Problem, str, str]]:
        parts = [address for address in dict.fromkeys(parts) if address]
        if parts and self.open_part is None:
            named = ", ".join(parts[:NAMED]) + (", …" if len(parts) > NAMED else "")
            raise UnreadableError(
                f"The file is an index of {len(parts):,} sitemaps, and names no articles itself.",
                f"Import one of its parts: {named}",
            )
        for address in parts:
            if address in self.seen:
                continue
            self.seen.add(address)
            if depth + 1 >= DEEPEST or len(self.seen) > MOST_PARTS:
                yield (
                    Problem("The index of sitemaps is too large or too deep.", "Import this part itself."),
                    address,
                    part,
                )
                if len(self.seen) > MOST_PARTS:
                    return
                continue
            stream = self.open_part(address) if self.open_part else None
            if stream is None:
                yield Problem("This part of the sitemap could not be fetched.", "Import it itself."), address, address
                continue
            with stream:
                yield from self.rows(stream, address, depth + 1)


NO_ADDRESS = Problem("The entry has no http or https address.", "Find the article, and import it by its address.")


def elements(stream: Bounded) -> Iterator[Any]:
    """Each <url> and <sitemap>, which is forgotten when the next one is asked for."""
    root: Any = None
    depth = 0
    for event, element in iterparse(cast("Any", stream), events=("start", "end"), forbid_dtd=False):
        if event == "start":
            depth += 1
            if root is None:
                root = element
                if local(root) not in ("urlset", "sitemapindex"):
                    raise ValueError(f"it begins with <{local(root)[:40]}>")
            continue
        depth -= 1
        if depth == 1:
            if local(element) in ("url", "sitemap"):
                yield element
            root.clear()


def fields(url: Any) -> dict[str, str]:
    record = {"url": text_at(url, "loc")}
    news = url.find(f"{NEWS}news")
    if news is not None:
        for name, tag in NEWS_FIELDS.items():
            record[name] = " ".join((news.findtext(f"{NEWS}{tag}") or "").split())
        record["outlet"] = " ".join((news.findtext(f"{NEWS}publication/{NEWS}name") or "").split())
    return record


def text_at(element: Any, tag: str) -> str:
    """Of a child in the sitemap's own namespace: pictures have a <loc>, too."""
    namespace = element.tag.rpartition("}")[0]
    found = element.find(f"{namespace}}}{tag}" if namespace else tag)
    return (found.text or "").strip() if found is not None else ""


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


class Bounded:
    """What is read of a sitemap, unpacked, and no more than a sitemap can have."""

    def __init__(self, stream: IO[bytes]) -> None:
        start = stream.read(HEAD)
        if start.startswith(b"\x1f\x8b"):
            stream = cast("IO[bytes]", gzip.GzipFile(fileobj=cast("Any", Rejoined(start, stream))))
            start = stream.read(HEAD)
        self.stream = Rejoined(declared_as_it_is(start), stream)
        self.left = LARGEST

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise ValueError(f"it is larger than {LARGEST // 1_000_000} MB")
        return data


class Rejoined:
    """A stream from which the first bytes have been read already: what is fetched cannot be rewound."""

    def __init__(self, start: bytes, stream: IO[bytes]) -> None:
        self.start, self.stream = start, stream

    def read(self, size: int = -1) -> bytes:
        if not self.start:
            return self.stream.read(size)
        taken, self.start = (self.start[:size], self.start[size:]) if size >= 0 else (self.start, b"")
        return taken


def reason_of(error: Exception) -> str:
    match error:
        case DefusedXmlException():
            return "it declares entities"
        case ParseError(position=(line, _)):
            return f"line {line} is not well-formed XML"
        case gzip.BadGzipFile() | EOFError():
            return "it is cut off or damaged"
        case _:
            return str(error)
