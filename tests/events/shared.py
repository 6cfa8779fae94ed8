"""Articles about a ferry whose claims share a date."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Claim, ClaimDate
from claims.services.link import link_claims
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

MAY = DateRange(dt.date(2025, 5, 1), dt.date(2025, 6, 1))
OPENS = [
    "The ferry will use the new harbour in May 2025",
    "Passengers can board the ferry at the new harbour in May 2025",
    "No ferry will leave the new harbour in May 2025",
]


def article_with(words: str, *, dated: bool = True, **article: Any) -> Claim:
    """One claim about the ferry, about May 2025 where its words say so, linked."""
    text = f"The ferry is old, and the town waits for a better one.\n\n“{words},” the captain of the ferry said."
    start = text.index(words)
    snapshot = ArticleFactory(text=text, title="The ferry", **article).latest
    claim: Claim = ClaimFactory(snapshot=snapshot, content=[[start, start + len(words)]], speaker=ActorFactory())
    if dated:
        at = text.index("May 2025")
        ClaimDate.objects.create(
            claim=claim,
            start=at,
            end=at + 8,
            type="DATE",
            value="2025-05",
            text="in May 2025",
            edtf="2025-05",
            days=MAY,
        )
    link_claims([claim])
    return claim


def three_articles() -> list[Claim]:
    return [article_with(words) for words in OPENS]
