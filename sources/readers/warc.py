"""Web archives (WARC): every page that was fetched well is an article."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from sources.pages import LARGEST
from sources.readers.opening import DAMAGED
from sources.readers.page_rows import row_of_page
from sources.readers.records import Problem, Row, Rows, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, UnicodeError, ValueError, *DAMAGED)
PACK_AGAIN = "The rows before it are imported; copy the archive again for those after it."


class Fetched(NamedTuple):
    offset: int
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
    stream = opened.stream
    stream.seek(start)
    archive = WARCIterator(cast("Any", stream))
    broken: Problem | None = None
    while broken is None:
        fetched: Fetched | None = None
        errors = archive.err_count
        try:
            record = next(archive, None)
            if record is None:
                break
            offset = archive.offset
            if is_page(record) and not (place and offset == start):
                fetched = Fetched(offset, *page_of(record))
            archive.read_to_end()
        except BROKEN as error:
            if not number and not place and not fetched:
                raise UnreadableError("The archive is damaged at its beginning.", "Copy it again.") from error
            broken = Problem(f"The archive is damaged after {stream.tell():,} bytes.", PACK_AGAIN)
        if fetched and archive.err_count == errors:
            number += 1
            here: Place = {"offset": fetched.offset, "number": number}
            yield row_of_page(number, fetched.html, fetched.url, fetched.content_type, here)
        elif archive.err_count > errors:
            number += 1
            yield Row(number, None, problem=Problem("The record's length is not what it says.", "Archive it again."))
    if broken:
        yield Row(number + 1, None, problem=broken)


def is_page(record: Any) -> bool:
    """An answer of status 200 with HTML, or HTML that was kept without the answer's headers."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not url.strip("<>").lower().startswith(("http://", "https://")):
        return False
    if record.rec_type == "resource":
        return "html" in (record.content_type or "").lower()
    if record.rec_type != "response" or not record.http_headers:
        return False
    kind = record.http_headers.get_header("Content-Type") or "text/html"
    return bool(record.http_headers.get_statuscode() == "200") and "html" in kind.lower()


def page_of(record: Any) -> tuple[str, str, bytes]:
    """Address, content type, and no more of the page than is ever read."""
    headers = record.http_headers
    kind = headers.get_header("Content-Type") if headers else record.content_type
    parts, size = [], 0
    stream = record.content_stream()
    while size <= LARGEST and (part := stream.read(min(1 << 20, LARGEST + 1 - size))):
        parts.append(part)
        size += len(part)
    return record.rec_headers.get_header("WARC-Target-URI").strip("<>"), kind or "", b"".join(parts)
