"""Web archives (WARC): every page that was fetched well is an article."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException

from sources.pages import LARGEST
from sources.readers.opening import DAMAGED
from sources.readers.page_rows import row_of_page
from sources.readers.records import Problem, Row, Rows, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

LONGEST_LINE = 32_000_000  # bytes
LONGEST_HEADER, MOST_HEADERS = 16_000, 500
BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, UnicodeError, ValueError, *DAMAGED)
COPY_AGAIN = "The rows before it are imported; copy the archive again for those after it."


class Fetched(NamedTuple):
    url: str
    content_type: str
    html: bytes


def magic(start: bytes, name: str) -> bool:
    return start.startswith((b"WARC/0.", b"WARC/1."))


def read_warc(opened: Opened, options: Options, place: Place | None) -> Rows:
    """A row's place is where its record begins in the unpacked archive. That a page was fetched on a day does not
    mean that it was published then: its date is what the page or its address says."""
    rows = rows_of(opened, place)
    first = next(rows, None)
    if first is None and place is None:
        raise UnreadableError(
            "The archive has no web page in it.", "Only pages that were answered with status 200 count."
        )
    return Rows(chain([first] if first else [], rows))


def rows_of(opened: Opened, place: Place | None) -> Iterator[Row]:
    number, start = (int(place["number"]), int(place["offset"])) if place else (0, 0)
    opened.stream.seek(start)
    archive = WARCIterator(cast("Any", Lines(opened.stream, start)), no_record_parse=True)
    broken = False
    while not broken:
        fetched, problem, errors = None, None, archive.err_count
        try:
            record = next(archive, None)
            if record is None:
                return
            if not isinstance(record.raw_stream, LimitReader):
                raise ArchiveLoadFailed("a record without its length")
            offset = archive.offset
            if not (place and offset == start):
                fetched = page_of(record)
            archive.read_to_end()
            if record.raw_stream.limit:
                broken, problem = True, Problem("The archive is cut off in this record.", COPY_AGAIN)
            elif archive.err_count > errors:
                problem = Problem("The record is longer or shorter than it says.", "Archive the page again.")
        except BROKEN:
            broken, problem = True, Problem(f"The archive is damaged near byte {opened.stream.tell():,}.", COPY_AGAIN)
        if problem:
            if not number and not place and not fetched:
                raise UnreadableError("The archive is damaged at its beginning.", "Copy it again.")
            number += 1
            yield Row(number, None, problem=problem, excerpt=fetched.url if fetched else "")
        elif fetched:
            number += 1
            here: Place = {"offset": offset, "number": number}
            yield row_of_page(number, fetched.html, fetched.url, fetched.content_type, here)


def page_of(record: Any) -> Fetched | None:
    """An answer of status 200 with HTML, or HTML that was kept without the answer's headers."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if not url.lower().startswith(("http://", "https://")):
        return None
    if record.rec_type == "resource":
        kind = record.content_type or ""
    elif record.rec_type == "response":
        record.http_headers = headers_of(record.raw_stream)
        if record.http_headers.get_statuscode() != "200":
            return None
        kind = record.http_headers.get_header("Content-Type") or "text/html"
    else:
        return None
    return Fetched(url, kind, beginning(record.content_stream())) if "html" in kind.lower() else None


def headers_of(stream: Any) -> StatusAndHeaders:
    """Of an answer; what is no header line is left out."""
    protocol, _, status = line_of(stream).partition(" ")
    headers: list[tuple[str, str]] = []
    while len(headers) < MOST_HEADERS and (line := line_of(stream)):
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip(), value.strip()))
    return StatusAndHeaders(status.strip(), headers, protocol)


def line_of(stream: Any) -> str:
    return str(stream.readline(LONGEST_HEADER).decode("latin-1").strip("\r\n"))


def beginning(stream: Any) -> bytes:
    """No more of a page than is ever read, unpacked."""
    parts, size = [], 0
    while size <= LARGEST and (part := stream.read(min(1 << 20, LARGEST + 1 - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


class Lines:
    """An archive's bytes, of which no line, the only thing that is read in one, is as large as the memory."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        self.stream, self.offset, self.line = stream, offset, 0

    def tell(self) -> int:
        return self.offset

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.offset += len(data)
        self.line = self.line + len(data) if b"\n" not in data else 0
        if self.line > LONGEST_LINE:
            raise ArchiveLoadFailed("a line without end")
        return data
