import pytest

from sources.addresses import AddressError, canonical, host_of


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTPS://News.Example:443/A/?b=2&a=1#top", "https://news.example/A/?b=2&a=1"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=y&UTM_Medium=z&gclid=1", "https://news.example/a?id=7"),
        ("https://news.example/a?utmost=1&clid=2", "https://news.example/a?utmost=1&clid=2"),
        ("https://news.example/a/amp/", "https://news.example/a/"),
        ("https://news.example/a/amp", "https://news.example/a"),
        ("https://news.example/a.amp.html", "https://news.example/a.html"),
        ("https://news.example/a?outputType=amp", "https://news.example/a"),
        ("https://news.example/camp", "https://news.example/camp"),
        ("https://news.example/amp", "https://news.example/amp"),
        (" https://me:secret@news.example/a b ", "https://news.example/a%20b"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/ä"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("https://news.example./a", "https://news.example/a"),
    ],
)
def test_one_spelling_for_one_address(given: str, expected: str) -> None:
    assert canonical(given) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "news.example/a",
        "//news.example/a",
        "https:///a",
        "https://news.example:99999/a",
        "https://[broken/a",
        "https://ne<ws.example/a",
        "https://news.example/" + "a" * 30_000,
    ],
)
def test_what_is_no_address_of_an_article(given: str) -> None:
    with pytest.raises(AddressError):
        canonical(given)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.news.example/a", "news.example"),
        ("https://m.news.example/a", "news.example"),
        ("https://www.example/a", "www.example"),
        ("https://world.news.example:81/a", "world.news.example"),
    ],
)
def test_the_host_that_stands_for_the_outlet(url: str, host: str) -> None:
    assert host_of(url) == host
