"""Claims as an Atom feed (RFC 4287). Pure, but for what the claims themselves look up; fetch them for display."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from django.utils.html import format_html, format_html_join

from claims.citing import web_address
from claims.outputs.cells import printable
from claims.written_dates import write_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.models import Claim

__all__ = ["ATOM_TYPE", "FEED_LENGTH", "render_atom"]

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
FEED_LENGTH = 50
TITLE_LENGTH = 120


def render_atom(
    claims: Iterable[Claim], title: str, self_url: str, page_url: str, *, updated: datetime | None = None
) -> bytes:
    """`page_url`, the list that the feed follows, is the feed's id: an address of one's own may change or be revoked.

    Entries have the claims' permalinks as ids. `updated` is for a feed without entries.
    """
    shown = list(claims)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(feed, "id", page_url)
    _text(feed, "title", title)
    newest = max((claim.updated_at for claim in shown), default=updated or datetime.now(UTC))
    _text(feed, "updated", _moment(newest))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": printable(self_url)})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": printable(page_url)})
    _text(feed, "generator", "OnRecord")
    for claim in shown:
        _entry(feed, claim, page_url)
    document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _entry(feed: ET.Element, claim: Claim, site: str) -> None:
    speakers = [speaker.who.name for speaker in claim.speakers.all()]
    speakers = speakers or [claim.unnamed or claim.speaker_name or "speaker unknown"]
    words = _quoted(claim)
    entry = ET.SubElement(feed, "entry")
    address = urljoin(site, claim.get_absolute_url())
    _text(entry, "id", address)
    _text(entry, "title", _short(f"{', '.join(speakers)}: {words}"))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    if live := web_address(claim.snapshot.article.url):
        ET.SubElement(entry, "link", {"rel": "via", "href": printable(live)})
    _text(entry, "published", _moment(claim.created_at))
    _text(entry, "updated", _moment(claim.updated_at))
    for name in speakers:
        _text(ET.SubElement(entry, "author"), "name", name)
    for term in filter(None, [claim.state, claim.kind, claim.cue_class]):
        ET.SubElement(entry, "category", {"term": term})
    _text(entry, "content", _content(claim, speakers, words), type="html")


def _content(claim: Claim, speakers: list[str], words: str) -> str:
    article = claim.snapshot.article
    said = f", {write_day(claim.day)}" if claim.day else ""
    where = [f"“{article}”", article.outlet.name]
    where += [write_day(article.published_on)] if article.published_on else []
    about = list(dict.fromkeys(str(link.event or link.story) for link in claim.links.all() if link.state != "rejected"))
    lines = [
        f"{', '.join(speakers)}{said}: {claim.cue_text}".rstrip(": "),
        *([f"About {'; '.join(about)}"] if about else []),
        f"In {', '.join(where)}",
        f"State: {claim.get_state_display()}",
    ]
    return format_html(
        "<blockquote>{}</blockquote>{}", words, format_html_join("", "<p>{}</p>", ([one] for one in lines))
    )


def _quoted(claim: Claim) -> str:
    words = " ".join(claim.content_text.split())
    return f"“{words.strip('“”"')}”" if claim.kind == claim.Kind.DIRECT else words


def _short(title: str) -> str:
    return title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1].rstrip()}…"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = printable(text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
