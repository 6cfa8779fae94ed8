"""A claim as linked data: schema.org's Claim and Quotation, and where its words stand as a W3C Web Annotation.

The one place that knows these shapes. Every term is defined in the document itself: reading it fetches nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from claims.citing import as_told, web_address
from claims.outputs.records import days_of
from claims.outputs.tables import iso

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actors.models import Actor
    from claims.models import Claim, ClaimSpeaker, Event, Story
    from sources.models import Article

__all__ = ["JSONLD_TYPE", "linked_data"]

JSONLD_TYPE = "application/ld+json"
AROUND = 32
"""Characters of prefix and suffix."""

_REFERENCE = {"@type": "@id"}
SCHEMA = """
    Claim Quotation NewsArticle Person Organization Event Thing about affiliation appearance author creativeWorkStatus
    dateCreated datePublished description firstAppearance headline identifier inLanguage jobTitle keywords name
    publisher spokenByCharacter temporalCoverage text
"""
ANNOTATION = """
    Annotation SpecificResource TextQuoteSelector TextPositionSelector TimeState exact prefix suffix highlighting
"""
CONTEXT: dict[str, Any] = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{term: f"schema:{term}" for term in SCHEMA.split()},
    "url": {"@id": "schema:url", **_REFERENCE},
    "sameAs": {"@id": "schema:sameAs", **_REFERENCE},
    **{term: f"oa:{term}" for term in ANNOTATION.split()},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", **_REFERENCE},
    "target": {"@id": "oa:hasTarget", **_REFERENCE},
    "source": {"@id": "oa:hasSource", **_REFERENCE},
    "selector": {"@id": "oa:hasSelector", **_REFERENCE},
    "state": {"@id": "oa:hasState", **_REFERENCE},
    "cached": {"@id": "oa:cachedSource", **_REFERENCE},
    "sourceDate": {"@id": "oa:sourceDate", "@type": "xsd:dateTime"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
}


def linked_data(claim: Claim, elsewhere: Sequence[Claim], site: str) -> dict[str, Any]:
    """`claim` with its snapshot's text, `elsewhere` its other appearances, all fetched for display."""
    return {"@context": CONTEXT, "@graph": [_claim(claim, elsewhere, site), _annotation(claim, site)]}


def _claim(claim: Claim, elsewhere: Sequence[Claim], site: str) -> dict[str, Any]:
    first, last = days_of(claim.said_on)
    articles = [one.snapshot.article for one in (claim, *elsewhere)]
    links = [link for link in claim.links.all() if link.state != link.State.REJECTED]
    places = dict.fromkeys(link.event or link.story for link in links)
    return _known(
        {
            "id": f"{site}{claim.get_absolute_url()}",
            "type": ["Claim", "Quotation"],
            "identifier": str(claim.pk),
            "text": claim.content_text,
            "description": as_told(claim),
            "inLanguage": "en",
            "spokenByCharacter": [_speaker(one, site) for one in claim.speakers.all()] or _unnamed(claim),
            "dateCreated": iso(first) if first == last else None,
            "temporalCoverage": [one.edtf for one in claim.dates.all() if one.edtf],
            "about": [
                {"type": "Event" if hasattr(one, "edtf") else "Thing", "name": str(one), "url": _at(site, one)}
                for one in places
            ],
            "keywords": [word for word in (claim.kind, claim.cue_class) if word],
            "creativeWorkStatus": claim.get_state_display(),
            "firstAppearance": _article(min(articles, key=_published), site),
            "appearance": [_article(article, site) for article in articles],
        }
    )


def _speaker(speaker: ClaimSpeaker, site: str) -> dict[str, Any]:
    behalf = speaker.for_whom
    more = {"jobTitle": speaker.role, "affiliation": behalf and _actor(behalf, site)}
    return _actor(speaker.who, site) | _known(more)


def _actor(actor: Actor, site: str) -> dict[str, Any]:
    kind = "Person" if actor.kind == actor.Kind.PERSON else "Organization"
    same = actor.wikidata and f"http://www.wikidata.org/entity/{actor.wikidata}"
    return _known({"id": _at(site, actor), "type": kind, "name": actor.name, "sameAs": same})


def _unnamed(claim: Claim) -> list[dict[str, Any]]:
    words = claim.unnamed or claim.speaker_name
    return [{"type": "Person", "description": words}] if words else []


def _article(article: Article, site: str) -> dict[str, Any]:
    live = web_address(article.url)
    return _known(
        {
            "id": live or _at(site, article),
            "type": "NewsArticle",
            "headline": article.title,
            "url": live or _at(site, article),
            "author": article.byline and {"type": "Person", "name": article.byline},
            "datePublished": iso(article.published_on),
            "publisher": {"type": "Organization", "name": article.outlet.name},
        }
    )


def _annotation(claim: Claim, site: str) -> dict[str, Any]:
    """One target for each piece of a split quote: several selectors of one target would mean the same piece."""
    snapshot = claim.snapshot
    text, address = snapshot.text, _at(site, claim)
    kept = f"{_at(site, snapshot.article)}?snapshot={snapshot.number}"
    return {
        "id": f"{address}#annotation",
        "type": "Annotation",
        "motivation": "highlighting",
        "body": address,
        "target": [
            {
                "type": "SpecificResource",
                "source": web_address(snapshot.article.url) or kept,
                "state": {"type": "TimeState", "cached": kept, "sourceDate": snapshot.created_at.isoformat()},
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": text[start:end],
                        "prefix": text[max(0, start - AROUND) : start],
                        "suffix": text[end : end + AROUND],
                    },
                    {"type": "TextPositionSelector", "start": start, "end": end},
                ],
            }
            for start, end in claim.content
        ],
    }


def _at(site: str, thing: Actor | Article | Claim | Event | Story) -> str:
    return f"{site}{thing.get_absolute_url()}"


def _published(article: Article) -> tuple[bool, date, int]:
    """The undated come last."""
    return article.published_on is None, article.published_on or date.max, article.pk


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in (None, "", [])}
