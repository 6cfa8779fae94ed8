"""Articles with claims that people decided about."""

from __future__ import annotations

from typing import Any

from claims.models import Claim, Review
from claims.services.review import Correction, decide
from sources.models import Article, Snapshot
from tests.factories import ArticleFactory, UserFactory
from tests.outputs import run, said

TEXT = "🌊 “The harbour opens in May,” Ana Petrova said. Boris Lund denied that the café had closed."
OPENS = ("“The harbour opens in May,”", "Ana Petrova", "said")
CLOSED = ("that the café had closed", "Boris Lund", "denied")


def article_with(*claims: tuple[str, str, str], text: str = TEXT, **fields: Any) -> Article:
    """An article in which the machine found these claims: content, source, cue."""
    article: Article = ArticleFactory(text=text, **fields)
    speakers = [{"name": source, "kind": "person"} for _, source, _ in claims]
    found = [said(text, c, s, who, cue=cue) for (c, s, cue), who in zip(claims, speakers, strict=True)]
    run(article.latest, *found)
    return article


def claim_in(article: Article, words: str) -> Claim:
    return Claim.objects.get(snapshot=text_of(article), content_text__contains=words)


def decided(
    article: Article, words: str, action: str, correction: Correction | None = None, *, note: str = ""
) -> Review:
    claim = claim_in(article, words)
    return decide(claim, UserFactory(role="editor"), action, claim.version, correction, note=note)


def text_of(article: Article) -> Snapshot:
    snapshot = article.latest
    assert snapshot is not None
    return snapshot
