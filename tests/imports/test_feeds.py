"""RSS and Atom files: each entry is an address, with what the feed says of the article."""

import gzip
from pathlib import Path

import pytest

from sources.readers.feed import rows_of as rows_of_feed
from tests.imports.reading import reasons, records, refusal, rows_of

URL = "https://news.example/quay"


def rss(*items: str, channel: str = "<link>https://news.example/</link>", attributes: str = 'version="2.0"') -> str:
    return (
        f'<?xml version="1.0"?><rss {attributes} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        f"<channel><title>The Amsel Post</title>{channel}"
        f"{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )


def atom(*entries: str, attributes: str = "") -> str:
    found = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>The Amsel Post</title>{found}</feed>'


def rdf(item: str) -> str:
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title></channel>'
        f"<item>{item}</item></rdf:RDF>"
    )


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("RSS", rss(f"<title>Quay &amp;amp; pier</title><link>{URL}</link><guid isPermaLink='false'>q-7</guid>"
                    "<dc:creator>Jonna Reck</dc:creator><pubDate>Thu, 19 Sep 2024 08:30:00 +0300</pubDate>"),
         {"url": URL, "title": "Quay & pier", "byline": "Jonna Reck", "published": "2024-09-19T08:30:00+03:00",
          "external_id": "q-7"}),
        ("RSS 0.91", rss(f"<title>Quay</title><link>{URL}</link>", attributes='version="0.91"'),
         {"url": URL, "title": "Quay"}),
        ("RSS 1.0", rdf(f"<title>Quay</title><link>{URL}</link><dc:date>2024-09-19T08:30:00+03:00</dc:date>"),
         {"url": URL, "title": "Quay", "published": "2024-09-19T08:30:00+03:00"}),
        ("Atom", atom(f"<title>Quay</title><link rel='alternate' href='{URL}'/><link rel='self' href='{URL}.xml'/>"
                      "<id>tag:news.example,2024:q7</id><author><name>Jonna Reck</name></author>"
                      "<author><name>Teo Marsh</name></author><published>2024-09-19T05:30:00Z</published>"
                      "<updated>2024-10-01T00:00:00Z</updated>"),
         {"url": URL, "title": "Quay", "byline": "Jonna Reck, Teo Marsh", "published": "2024-09-19T05:30:00+00:00",
          "external_id": "tag:news.example,2024:q7"}),
        ("Atom without publication",
         atom(f"<link href='{URL}'/><updated>2024-10-01T00:00:00Z</updated>"), {"url": URL}),
        ("a guid that is the address", rss(f"<guid>{URL}</guid>"), {"url": URL}),
        ("a guid that is another address",
         rss(f"<link>{URL}</link><guid>http://news.example/?p=7</guid>"), {"url": URL}),
        ("the address before FeedBurner's", rss(f"<link>https://feeds.example/~r/1</link>"
                                                f"<feedburner:origLink>{URL}</feedburner:origLink>"), {"url": URL}),
        ("a relative link", rss("<link>/quay</link>"), {"url": URL}),
        ("xml:base", atom("<link href='quay'/>", attributes="xml:base='https://news.example/'"), {"url": URL}),
        ("markup in a title", rss(f"<title>&lt;b&gt;Quay&lt;/b&gt;  wide</title><link>{URL}</link>"),
         {"url": URL, "title": "Quay wide"}),
        ("a name of a zone", rss(f"<link>{URL}</link><pubDate>Thu, 19 Sep 2024 08:30:00 EST</pubDate>"),
         {"url": URL, "published": "2024-09-19T08:30:00-05:00"}),
        ("emoji and Arabic", rss(f"<title>🐟 مرفأ</title><link>{URL}</link>"), {"url": URL, "title": "🐟 مرفأ"}),
    ],
)  # fmt: skip
def test_entries(tmp_path: Path, name: str, data: str, expected: dict[str, str]) -> None:
    format, found = rows_of(tmp_path, data)
    assert (format, records(found)) == ("feed", [expected])


DECLARED = rss(f"<link>{URL}</link>").replace("?>", " encoding='UTF-16'?>", 1)


@pytest.mark.parametrize(
    "data",
    [
        rss(f"<link>{URL}</link>").encode("utf-16"),
        DECLARED.encode("utf-16"),
        gzip.compress(rss(f"<link>{URL}</link>").encode()),
    ],
)
def test_however_it_is_packed(tmp_path: Path, data: bytes) -> None:
    assert records(rows_of(tmp_path, data)[1]) == [{"url": URL}]


def test_latin_1_as_the_file_declares(tmp_path: Path) -> None:
    data = rss(f"<title>Café</title><link>{URL}</link>").replace("?>", ' encoding="iso-8859-1"?>', 1)
    assert records(rows_of(tmp_path, data.encode("latin-1"))[1]) == [{"url": URL, "title": "Café"}]


def test_links_relative_to_the_feed_itself() -> None:
    data = rss("<link>../quay</link>", channel="").encode()
    assert records(list(rows_of_feed(data, "https://news.example/feeds/all.xml"))) == [{"url": URL}]


def test_an_entry_without_an_address_is_a_rejected_row(tmp_path: Path) -> None:
    data = rss(
        "<title>Quay</title>", f"<link>{URL}</link>", "<link>javascript:alert(1)</link>", "<link>mailto:a@b</link>"
    )
    _, found = rows_of(tmp_path, data)
    assert [row.number for row in found if row.problem] == [1, 3, 4]
    assert reasons(found)[0] == "The entry has no address of an article."
    assert found[0].excerpt == "Quay"


def test_a_feed_that_is_cut_off_says_so(tmp_path: Path) -> None:
    data = rss(*(f"<link>{URL}{number}</link>" for number in range(5)))
    _, found = rows_of(tmp_path, data[:-60])
    assert "cut off" in reasons(found)[-1]
    assert [row.record for row in found if row.record][:4] == [{"url": f"{URL}{number}"} for number in range(4)]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "entity",
    [
        f'<!ENTITY l0 "lol">{LAUGHS}<!ENTITY x "&l11;">',
        f'<!ENTITY x "{"lol" * 10_000}">',
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:1/p.dtd"> %p; <!ENTITY x "y">',
    ],
)
def test_entities_do_nothing(tmp_path: Path, entity: str) -> None:
    host = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "localhost"
    item = f"<title>Quay {'&x;' * 500}</title><link>{URL}</link>"
    data = rss(item).replace("?>", f"?><!DOCTYPE rss [{entity}]>", 1)
    _, found = rows_of(tmp_path, data)
    assert found[0].record is not None
    assert found[0].record["url"] == URL
    assert len(found[0].record.get("title", "")) < 5000
    assert host not in found[0].record.get("title", "").replace("&x;", "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (rss(), "no entries"),
        ("<feed></feed>", "no feed that can be read|no entries"),
        ("<rss version='2.0'><channel>", "no entries"),
        (rss(f"<link>{URL}</link>" + " " * 20_000_000), "larger than 20 MB"),
    ],
)
def test_what_has_no_entries_is_refused(tmp_path: Path, data: str, reason: str) -> None:
    found = refusal(tmp_path, data)
    assert any(part in found for part in reason.split("|")), found
