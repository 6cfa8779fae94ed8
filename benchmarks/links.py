"""How well claims are linked to events: micro F1 over (claim, event) pairs, and over (claim, story) pairs.

    python -m benchmarks.links tests/events/demo_links.json

with the demo running, or the installation that ONRECORD_DATA names, compares the links in its database with those
that a reader made, one JSON object with the list `claims`:

    {"article": external id, "words": a piece of the claim's content that the article has once,
     "story": slug or null, "events": [titles]}

The reader's rule: a claim belongs to an event when, asked what it is about or what it answers, a reader of the
claim and the paragraph before it would point at that event: it says that the event happened, will or should happen,
when, how or why; judges it; answers it; or denies a part in it. Being said near it, in time or in the text, is not
enough. It belongs to the story alone when it is about the story's subject and no single event of it, and to nothing
when it is about another subject, whoever says it. A claim of the reader's that the database has not counts as one
without links.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.machine import report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import Claim

__all__ = ["Score", "f1", "score", "stored_claims"]


@dataclass(frozen=True, slots=True)
class Score:
    """F1 in percent."""

    events: float
    stories: float
    claims: int
    found: int


def f1(found: Sequence[set[str]], wanted: Sequence[set[str]]) -> float:
    """Micro F1 in percent; nothing wanted and nothing found is all right."""
    right = sum(len(a & b) for a, b in zip(found, wanted, strict=True))
    total = sum(map(len, found)) + sum(map(len, wanted))
    return 200 * right / total if total else 100.0


def score(gold: Sequence[dict[str, Any]]) -> Score:
    """Against the database's links that nobody rejected."""
    claims = stored_claims(gold)
    links = [list(claim.links.standing().select_related("story", "event")) if claim else [] for claim in claims]
    return Score(
        f1([{one.event.title for one in row if one.event} for row in links], [set(one["events"]) for one in gold]),
        f1([{one.story.slug for one in row} for row in links], [{one["story"]} - {None} for one in gold]),
        len(gold),
        sum(claim is not None for claim in claims),
    )


def stored_claims(gold: Sequence[dict[str, Any]]) -> list[Claim | None]:
    """The standing claim of the article that covers most of the piece, half of it at least; the shortest of equals."""
    from claims.models import Claim

    by_article: dict[str, list[Claim]] = defaultdict(list)
    wanted = {one["article"] for one in gold}
    claims = Claim.objects.standing().filter(snapshot__article__external_id__in=wanted)
    for claim in claims.select_related("snapshot__article").order_by("pk"):
        by_article[claim.snapshot.article.external_id].append(claim)
    found: list[Claim | None] = []
    for one in gold:
        best, most = None, (0.5 * len(one["words"]), 0)
        for claim in by_article[one["article"]]:
            start = claim.snapshot.text.find(one["words"])
            end = start + len(one["words"])
            shared = sum(max(0, min(end, last) - max(start, first)) for first, last in claim.content)
            rank = (shared, -sum(last - first for first, last in claim.content))
            if start >= 0 and shared >= 0.5 * len(one["words"]) and (best is None or rank > most):
                best, most = claim, rank
        found.append(best)
    return found


def main() -> None:
    import django

    django.setup()
    for name in sys.argv[1:]:
        result = score(json.loads(Path(name).read_text(encoding="utf-8"))["claims"])
        figures = {"events": round(result.events, 1), "stories": round(result.stories, 1)}
        report("links", {"gold": name, **figures, "claims": result.claims, "found": result.found})


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
