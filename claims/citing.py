"""A claim as a line to cite, and a link to its words in the live article."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from claims.written_dates import write_day

if TYPE_CHECKING:
    from claims.models import Claim

__all__ = ["citation", "live_link", "web_address"]

FRAGMENT_WORDS = 6


def citation(claim: Claim, address: str) -> str:
    """Plain text: who, when, which words, where they stand, and the state in which this was read."""
    article = claim.snapshot.article
    who = ", ".join(speaker.who.name for speaker in claim.speakers.all()) or claim.unnamed or "Unknown speaker"
    said = f" ({write_day(claim.day)})" if claim.day else ""
    words = claim.content_text.strip('“”"')
    words = f"“{words}”" if claim.kind == claim.Kind.DIRECT else f"{words.rstrip('.')}."
    where = [article.byline, f"“{article}”", article.outlet.name]
    where += [write_day(article.published_on)] if article.published_on else []
    place = ", ".join(part for part in where if part)
    source = f" {article.url}" if article.url else ""
    return (
        f"{who}{said}: {words} In: {place}.{source} OnRecord, claim {claim.pk}, {claim.get_state_display()}, {address}"
    )


def live_link(claim: Claim) -> str:
    """The article's own address with a text fragment; empty where it is no web address."""
    url = web_address(claim.snapshot.article.url)
    if not url:
        return ""
    words = claim.content_text.strip("“”\"‘’' ").split(" … ")[0].split()
    if not words:
        return url
    start = quote(" ".join(words[:FRAGMENT_WORDS]), safe="").replace("-", "%2D")
    return f"{url}#:~:text={start}" if "#" not in url else url


def web_address(url: str) -> str:
    """The address if it is one that a browser may open from our page, else empty: it came with an import."""
    return url if url.lower().startswith(("https://", "http://")) else ""
