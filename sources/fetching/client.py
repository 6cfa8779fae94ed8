"""One GET: redirects followed by hand, each address checked, size and time capped. One POST: followed nowhere."""

from __future__ import annotations

import datetime as dt
import ssl
import tempfile
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import IO, TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore

from sources.fetching.errors import FetchError
from sources.fetching.guard import Guarded, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sources.fetching.guard import Resolver

REDIRECTS = 5
SECONDS = 60.0  # for all of it
PATIENCE = 15.0  # for each step of it
MEMORY = 1 << 20  # bytes of a body that are not written to disk
BLOCK = 1 << 16
LONGEST_WAIT = 24 * 3600
MOVED = (301, 302, 303, 307, 308)
PASSING = (408, 425, 429, 500, 502, 503, 504)
TLS = ssl.create_default_context(cafile=certifi.where())


@dataclass
class Answer:
    """`url` is the last one of the redirects, `moved` the one that a permanent redirect gave, or empty; `headers` have
    names in lower case; `body` is at its beginning, and gone when it is closed."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: IO[bytes]
    moved: str = ""

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def fetch(
    url: str,
    *,
    largest: int,
    agent: str,
    headers: Mapping[str, str] | None = None,
    loopback: bool = False,
    seconds: float = SECONDS,
    resolver: Resolver = resolved,
) -> Answer:
    """What `url` answers with, at most `largest` bytes of it after decompression. Raises FetchError, also for every
    status but 200 and 304. No proxy and no cookie is used."""
    until = time.monotonic() + seconds
    backend = Guarded(loopback=loopback, resolver=resolver)
    sent = {"User-Agent": agent, "Accept-Encoding": "gzip", "Accept": "*/*", **(headers or {})}
    moved, steady = "", True
    for _ in range(REDIRECTS + 1):
        with connected(backend, url) as pool:
            answer = step(pool, url, sent, largest, until)
        if isinstance(answer, Answer):
            answer.moved = moved
            return answer
        status, url = answer
        steady = steady and status in (301, 308)
        moved = url if steady else moved
    raise FetchError(f"The address leads on more than {REDIRECTS} times.", "Give the address where it ends.")


def post(
    url: str,
    body: bytes,
    *,
    largest: int,
    agent: str,
    headers: Mapping[str, str] | None = None,
    loopback: bool = False,
    seconds: float = SECONDS,
    resolver: Resolver = resolved,
) -> Answer:
    """Send `body`, and return the answer whatever its status, a redirect too; of what it says `largest` bytes at most
    are read. Raises FetchError where none came in time."""
    until = time.monotonic() + seconds
    sent = {"User-Agent": agent, "Accept-Encoding": "identity", **(headers or {})}
    with connected(Guarded(loopback=loopback, resolver=resolver), url) as pool:
        checked(url)
        extensions = {"timeout": timeout(until)}
        request = pool.stream("POST", ascii_url(url), headers=list(sent.items()), content=body, extensions=extensions)
        with request as response:
            answered = tempfile.SpooledTemporaryFile(MEMORY)  # noqa: SIM115 - whoever asked closes it
            for block in response.iter_stream():
                answered.write(block[: largest - answered.tell()])
                if answered.tell() >= largest or time.monotonic() > until:
                    break
            answered.seek(0)
            return Answer(response.status, url, lower(response.headers), answered)


@contextmanager
def connected(backend: Guarded, url: str) -> Iterator[httpcore.ConnectionPool]:
    """Connections through `backend`, which closes what it opened; their errors become FetchError."""
    with httpcore.ConnectionPool(ssl_context=TLS, network_backend=backend, max_connections=1) as pool:
        try:
            yield pool
        except httpcore.TimeoutException as error:
            raise FetchError("The server took too long to answer.", "Try again later.", passing=True) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
            raise FetchError(
                f"The server could not be reached: {told(error)}.", "Try again later.", passing=True
            ) from error
        except (httpcore.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise FetchError(f"“{url[:200]}” is no web address.", "Write one that begins with https://.") from error


def step(
    pool: httpcore.ConnectionPool, url: str, sent: Mapping[str, str], largest: int, until: float
) -> Answer | tuple[int, str]:
    """The answer, or the status and address of a redirect."""
    checked(url)
    extensions = {"timeout": timeout(until)}
    with pool.stream("GET", ascii_url(url), headers=list(sent.items()), extensions=extensions) as response:
        headers = lower(response.headers)
        if response.status in MOVED and headers.get("location"):
            return response.status, urljoin(url, headers["location"].strip())
        if response.status not in (200, 304):
            raise refused(response.status, headers)
        body = tempfile.SpooledTemporaryFile(MEMORY)  # noqa: SIM115 - whoever asked closes it
        try:
            for block in unpacked(limited(response.iter_stream(), largest, until), headers, largest):
                body.write(block)
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return Answer(response.status, url, headers, body)


def checked(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"“{url[:200]}” is no web address.", "Write one that begins with https://.")


def timeout(until: float) -> dict[str, float]:
    left = max(0.1, min(PATIENCE, until - time.monotonic()))
    return {"connect": left, "read": left, "write": left, "pool": left}


def lower(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


def ascii_url(url: str) -> str:
    """Letters beyond ASCII in path and query percent-encoded, as a browser does it."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{byte:02X}" for byte in c.encode()) for c in url)


def limited(blocks: Iterator[bytes], largest: int, until: float) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > largest:
            raise too_large(largest)
        if time.monotonic() > until:
            raise FetchError("The server sends too slowly.", "Try again later.", passing=True)
        yield block


def unpacked(blocks: Iterator[bytes], headers: Mapping[str, str], largest: int) -> Iterator[bytes]:
    """Raises FetchError where what unpacks is larger than `largest` or not what it says it is."""
    packing = headers.get("content-encoding", "").strip().lower()
    if packing in ("", "identity"):
        yield from blocks
        return
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"The server answers in a packing that we do not know ({packing[:40]}).")
    opener, size = zlib.decompressobj(32 + zlib.MAX_WBITS), 0
    try:
        for block in blocks:
            rest = block
            while rest:
                part = opener.decompress(rest, BLOCK)
                rest = opener.unconsumed_tail
                size += len(part)
                if size > largest:
                    raise too_large(largest)
                yield part
    except zlib.error as error:
        raise FetchError("What the server sent is damaged.", "Try again later.", passing=True) from error


def too_large(largest: int) -> FetchError:
    return FetchError(
        f"The answer is larger than {largest / 1e6:,.0f} MB.", "Download it, and import the file in parts."
    )


def refused(status: int, headers: Mapping[str, str]) -> FetchError:
    try:
        name = HTTPStatus(status).phrase
    except ValueError:
        name = "an unknown status"
    if status in (401, 403, 407, 451):
        advice = "It is not for everybody: save the page in a browser, and import the file."
    elif status in (404, 410):
        advice = "Is the address spelt right? The page may have been removed."
    else:
        advice = "Try again later."
    passing = status in PASSING
    return FetchError(f"The server answers {status} ({name}).", advice, passing=passing, wait=retry_after(headers))


def retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds, as the server asks for, at most a day (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(value) - dt.datetime.now(dt.UTC)
    except (ValueError, TypeError, IndexError):
        return None
    return max(0, min(int(wait.total_seconds()), LONGEST_WAIT))


def told(error: Exception) -> str:
    return str(error)[:200] or type(error).__name__
