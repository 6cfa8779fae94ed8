"""What an import may not reach: this machine, the network it stands in, and whatever leads there."""

from collections.abc import Sequence

import pytest

from sources.fetching import FetchError, fetch
from sources.fetching.guard import Guarded, is_public
from tests.fetching.conftest import Site


def get(url: str, **options: object) -> bytes:
    with fetch(url, largest=1_000_000, agent="Test", **options).body as body:  # type: ignore[arg-type]
        return body.read()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.9.1",
            "0.0.0.0",  # noqa: S104 - nothing is bound to it
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
        ),
        *("192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://192.168.0.1/",
        "http://0/",
    ],
)
def test_spellings_of_addresses_inside_are_refused(url: str) -> None:
    with pytest.raises(FetchError, match="inside a network") as caught:
        get(url)
    assert not caught.value.passing
    assert caught.value.advice


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "no web address"),
        ("ftp://news.example/a", "no web address"),
        ("gopher://news.example/", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("http:///a", "no web address"),
        ("http://news.example:22/", "Port 22"),
        ("http://news.example:25/", "Port 25"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        get(url)


def test_loopback_needs_to_be_allowed(site: Site) -> None:
    site.pages["/a"] = (200, {}, b"hello")
    with pytest.raises(FetchError, match="inside a network"):
        get(site.url("/a"))
    assert site.asked == []
    assert get(site.url("/a"), loopback=True) == b"hello"


def test_loopback_allows_nothing_else_inside() -> None:
    with pytest.raises(FetchError, match="inside a network"):
        get("http://10.0.0.1/", loopback=True)


def test_one_bad_address_of_several_is_enough() -> None:
    with pytest.raises(FetchError, match="inside a network"):
        get("http://news.example/", resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"])


def test_the_checked_address_is_the_one_connected_to(site: Site) -> None:
    """A name that answers differently the second time is asked once only."""
    site.pages["/a"] = (200, {}, b"hello")
    port = int(site.address.rpartition(":")[2])
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    asked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return answers.pop(0)

    assert get(f"http://news.example:{port}/a", loopback=True, resolver=rebinding) == b"hello"
    assert asked == ["news.example"]
    assert site.headers[0]["host"] == f"news.example:{port}"


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "//192.168.1.1/a",
        "http://[fe80::1]/",
    ],
)
def test_every_redirect_is_checked(site: Site, target: str) -> None:
    site.pages["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(FetchError, match=r"inside a network|no web address"):
        get(site.url("/a"), loopback=True)


def test_a_socket_of_the_machine_is_no_web_server() -> None:
    with pytest.raises(FetchError):
        Guarded().connect_unix_socket("/var/run/docker.sock")


def test_a_proxy_from_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, site.address)
    with pytest.raises(FetchError):
        get("http://10.0.0.1/")
    assert site.asked == []
