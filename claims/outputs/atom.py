"""Feeds in Atom (RFC 4287)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from claims.citing import as_told, day_told, web_address
from claims.outputs.cells import printable
from claims.written_dates import write_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.models import Claim

__all__ = ["ATOM_TYPE", "FEED_LENGTH", "FeedEntry", "claim_entry", "render_atom", "render_feed"]

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
FEED_LENGTH = 50
TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class FeedEntry:
    address: str
    """Its id, too."""
    title: str
    published: datetime
    updated: datetime
    authors: list[str] = field(default_factory=lambda: ["OnRecord"])
    quote: str = ""
    lines: list[str] = field(default_factory=list)
    """Each a paragraph below the quote."""
    categories: list[str] = field(default_factory=list)
    via: str = ""
    """Where it was published first."""


def render_atom(
    claims: Iterable[Claim], title: str, self_url: str, page_url: str, *, updated: datetime | None = None
) -> bytes:
    """A feed of claims, fetched for display; see `render_feed`."""
    return render_feed([claim_entry(claim, page_url) for claim in claims], title, self_url, page_url, updated=updated)


def render_feed(
    entries: Sequence[FeedEntry], title: str, self_url: str, page_url: str, *, updated: datetime | None = None
) -> bytes:
    """`page_url`, the list that the feed follows, is the feed's id: an address of one's own may change or be revoked.

    `updated` is for a feed without entries.
    """
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(feed, "id", page_url)
    _text(feed, "title", title)
    _text(feed, "updated", _moment(max((one.updated for one in entries), default=updated or datetime.now(UTC))))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": printable(self_url)})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": printable(page_url)})
    _text(feed, "generator", "OnRecord")
    for entry in entries:
        _write(feed, entry)
    document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _write(feed: ET.Element, one: FeedEntry) -> None:
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", one.address)
    _text(entry, "title", one.title)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.address})
    if one.via:
        ET.SubElement(entry, "link", {"rel": "via", "href": printable(one.via)})
    _text(entry, "published", _moment(one.published))
    _text(entry, "updated", _moment(one.updated))
    for name in one.authors:
        _text(ET.SubElement(entry, "author"), "name", name)
    for term in one.categories:
        ET.SubElement(entry, "category", {"term": term})
    quote = format_html("<blockquote>{}</blockquote>", one.quote) if one.quote else ""
    _text(entry, "content", quote + format_html_join("", "<p>{}</p>", ([line] for line in one.lines)), type="html")


def claim_entry(claim: Claim, site: str) -> FeedEntry:
    speakers = [speaker.who.name for speaker in claim.speakers.all()]
    speakers = speakers or [claim.unnamed or claim.speaker_name or "speaker unknown"]
    words = as_told(claim)
    article = claim.snapshot.article
    where = [f"“{article}”", article.outlet.name]
    where += [write_day(article.published_on)] if article.published_on else []
    about = list(dict.fromkeys(str(link.event or link.story) for link in claim.links.all() if link.state != "rejected"))
    return FeedEntry(
        address=urljoin(site, claim.get_absolute_url()),
        title=Truncator(f"{', '.join(speakers)}: {words}").chars(TITLE_LENGTH),
        published=claim.created_at,
        updated=claim.updated_at,
        authors=speakers,
        quote=words,
        lines=[
            ", ".join([*speakers, *filter(None, [day_told(claim)])]),
            *([f"About {'; '.join(about)}"] if about else []),
            f"In {', '.join(where)}",
            f"State: {claim.get_state_display()}",
        ],
        categories=[term for term in (claim.state, claim.kind, claim.cue_class) if term],
        via=web_address(article.url),
    )


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = printable(text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
