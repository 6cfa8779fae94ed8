"""One request: redirects, sizes, times, packings, statuses."""

import gzip
import zlib

import pytest

from sources.fetching import Answer, FetchError, fetch
from sources.fetching.client import REDIRECTS, retry_after
from tests.fetching.conftest import Site, forever, slowly


def get(url: str, largest: int = 1_000_000, seconds: float = 20) -> Answer:
    return fetch(url, largest=largest, agent="OnRecord/test", loopback=True, seconds=seconds)


def test_a_page(site: Site) -> None:
    site.pages["/%C3%A4?q=1%202"] = (200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>Hello")
    answer = get(site.url("/ä?q=1 2"))
    assert (answer.status, answer.content_type, answer.body.read()) == (200, "text/html", b"<p>Hello")
    assert site.headers[0]["user-agent"] == "OnRecord/test"
    assert "cookie" not in site.headers[0]


def test_redirects_are_followed_and_the_end_is_told(site: Site) -> None:
    site.pages["/a"] = (301, {"Location": "/b"}, b"")
    site.pages["/b"] = (308, {"Location": site.url("/c")}, b"")
    site.pages["/c"] = (200, {}, b"end")
    answer = get(site.url("/a"))
    assert (answer.url, answer.moved, answer.body.read()) == (site.url("/c"), site.url("/c"), b"end")


def test_a_redirect_for_now_moves_nothing_for_good(site: Site) -> None:
    site.pages["/a"] = (302, {"Location": "/b"}, b"")
    site.pages["/b"] = (301, {"Location": "/c"}, b"")
    site.pages["/c"] = (200, {}, b"end")
    assert get(site.url("/a")).moved == ""


def test_redirects_come_to_an_end(site: Site) -> None:
    site.pages["/a"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(FetchError, match="leads on more than"):
        get(site.url("/a"))
    assert len(site.asked) == REDIRECTS + 1


def test_an_endless_body(site: Site) -> None:
    site.pages["/a"] = (200, {}, forever())
    with pytest.raises(FetchError, match="larger than 1 MB") as caught:
        get(site.url("/a"))
    assert not caught.value.passing


def test_a_body_that_never_gets_on(site: Site) -> None:
    site.pages["/a"] = (200, {}, slowly())
    with pytest.raises(FetchError, match="too slowly") as caught:
        get(site.url("/a"), seconds=0.5)
    assert caught.value.passing


def test_a_server_that_does_not_answer(site: Site) -> None:
    def silent(headers: dict[str, str]) -> None:
        import time

        time.sleep(2)
        raise ConnectionResetError

    site.pages["/a"] = silent
    with pytest.raises(FetchError, match="took too long") as caught:
        get(site.url("/a"), seconds=0.3)
    assert caught.value.passing


def test_nobody_listens() -> None:
    with pytest.raises(FetchError, match="could not be reached") as caught:
        get("http://127.0.0.1:9/".replace(":9/", ":59999/"))
    assert caught.value.passing


@pytest.mark.parametrize(
    ("packing", "packed"), [("gzip", gzip.compress(b"Hello" * 1000)), ("deflate", zlib.compress(b"Hello" * 1000))]
)
def test_packed_answers(site: Site, packing: str, packed: bytes) -> None:
    site.pages["/a"] = (200, {"Content-Encoding": packing}, packed)
    assert get(site.url("/a")).body.read() == b"Hello" * 1000


def test_a_packed_bomb(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    assert len(bomb) < 1_000_000
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, bomb)
    with pytest.raises(FetchError, match="larger than"):
        get(site.url("/a"))


def test_a_damaged_packing(site: Site) -> None:
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, b"no gzip at all")
    with pytest.raises(FetchError, match="damaged"):
        get(site.url("/a"))


@pytest.mark.parametrize(
    ("status", "passing", "reason"),
    [
        (404, False, "404 (Not Found)"),
        (410, False, "410 (Gone)"),
        (403, False, "403 (Forbidden)"),
        (429, True, "429 (Too Many Requests)"),
        (500, True, "500 (Internal Server Error)"),
        (503, True, "503 (Service Unavailable)"),
        (299, False, "299 (an unknown status)"),
    ],
)
def test_statuses(site: Site, status: int, passing: bool, reason: str) -> None:
    site.pages["/a"] = (status, {"Retry-After": "7"}, b"")
    with pytest.raises(FetchError) as caught:
        get(site.url("/a"))
    assert reason in caught.value.reason
    assert (caught.value.passing, caught.value.wait) == (passing, 7)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("", None),
        ("soon", None),
        ("-1", None),
        ("120", 120),
        ("99999999999999", 86400),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0),
    ],
)
def test_when_to_come_again(value: str, wait: int | None) -> None:
    assert retry_after({"retry-after": value}) == wait
