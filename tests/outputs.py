"""Outputs of the extraction as `manage.py extract` prints them, written by the words that they point at."""

from __future__ import annotations

from typing import Any

from claims.models import Claim, Extraction
from claims.services.apply import Applied, apply
from sources.models import Article, Snapshot
from tests.factories import ExtractionFactory, sha256

NOBODY = {"name": None, "kind": "unnamed", "description": "an official"}


def span(text: str, words: str) -> list[list[int]]:
    """Where the words stand; “a … b” are two spans."""
    spans, position = [], 0
    for piece in filter(None, words.split(" … ")):
        start = text.index(piece, position)
        position = start + len(piece)
        spans.append([start, position])
    return spans


def said(
    text: str, content: str, source: str = "", speaker: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """One claim of an output."""
    return {
        "kind": "direct",
        "content": span(text, content),
        "source": span(text, source),
        "cue": span(text, more.pop("cue", "")),
        "speaker": speaker or NOBODY,
        "cue_class": "say",
        "said_on": None,
        "dates": [],
        "confidence": 0.9,
        **more,
    }


def person(name: str, **more: str) -> dict[str, Any]:
    return {"name": name, "kind": "person", **more}


def run(snapshot: Snapshot | None, *claims: dict[str, Any], dates: list[dict[str, Any]] | None = None) -> Applied:
    """A new pipeline version finds these claims, and they are applied."""
    assert snapshot is not None
    number = Extraction.objects.filter(snapshot=snapshot).count() + 1
    output = {"id": "1", "language": "en", "claims": list(claims), "entities": [], "dates": dates or []}
    return apply(ExtractionFactory(snapshot=snapshot, pipeline=f"test-{number}", output=output))


def new_text(article: Article, text: str) -> Snapshot:
    """The article's next snapshot."""
    number = article.snapshots.count() + 1
    article.latest = Snapshot.objects.create(article=article, number=number, text=text, sha256=sha256(text))
    article.save()
    return article.latest


def only() -> Claim:
    return Claim.objects.get()
