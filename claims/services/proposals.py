"""A run's output read into values for claims."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql.psycopg_any import DateRange

from claims.extraction.edtf import edtf_of, said_phrase
from claims.models import ClaimDate
from claims.services.matching import Shape
from claims.services.speakers import Attributed, attribute
from claims.services.values import days_of, days_of_edtf, texts_of

if TYPE_CHECKING:
    from claims.rejected_patterns import Pattern
    from sources.models import Article, Snapshot

__all__ = ["Proposal", "attribute_speakers", "dates_of", "read"]

type Spans = list[list[int]]


@dataclass
class Proposal:
    """One candidate claim: the values that its fields would have."""

    shape: Shape
    kind: str
    content: Spans
    source: Spans
    cue: Spans
    content_text: str
    source_text: str
    cue_text: str
    cue_class: str
    said_on: DateRange | None
    said_on_text: str
    said_on_edtf: str
    day: dt.date | None
    raw_speaker: dict[str, Any] | None
    raw_confidence: float
    dates: list[ClaimDate]
    every_date: list[ClaimDate]
    who: Attributed = field(default_factory=Attributed)
    against: Pattern | None = None
    """Rejections of claims like it."""

    @property
    def position(self) -> int:
        return self.content[0][0]

    @property
    def confidence(self) -> float:
        """No more than what people's rejections of claims like it leave."""
        return min(self.undoubted, self.against.ceiling) if self.against else self.undoubted

    @property
    def undoubted(self) -> float:
        """The engine's, times the probability that the resolved actors are the right ones."""
        return round(min(1.0, max(0.0, self.raw_confidence * self.who.sure)), 4)

    def dates_in(self, content: Spans) -> list[ClaimDate]:
        """The article's dates inside other spans than those proposed."""
        return [d for d in self.every_date if any(s <= d.start and d.end <= e for s, e in content)]


def read(output: dict[str, Any], snapshot: Snapshot, article: Article) -> list[Proposal]:
    """The candidates of an output, without doubles, in the order of the text. Speakers are resolved separately."""
    every = dates_of(output, snapshot.text)
    found: dict[Shape, Proposal] = {}
    for raw in output.get("claims", []):
        content, source, cue = (sorted(map(list, raw[role])) for role in ("content", "source", "cue"))
        if not content:
            continue
        said_on, edtf = _said_on(raw.get("said_on"))
        shape = Shape.of(content, source, cue)
        found.setdefault(
            shape,
            Proposal(
                shape,
                raw["kind"],
                content,
                source,
                cue,
                *texts_of(snapshot.text, content, source, cue),
                raw.get("cue_class") or "",
                said_on,
                (raw.get("said_on") or {}).get("text", ""),
                edtf,
                said_on.lower if said_on else article.published_on,
                raw.get("speaker"),
                raw["confidence"],
                _dates(raw.get("dates", []), snapshot.text),
                every,
            ),
        )
    return sorted(found.values(), key=lambda p: p.shape.content)


def dates_of(output: dict[str, Any], text: str) -> list[ClaimDate]:
    """All dates that a run found in the article, unsaved and of no claim."""
    return _dates(output.get("dates", []), text)


def attribute_speakers(proposals: list[Proposal]) -> None:
    """Resolve the speakers of these proposals together, each on the day on which it was said."""
    resolved = attribute([(p.raw_speaker, p.day) for p in proposals])
    for proposal, who in zip(proposals, resolved, strict=True):
        proposal.who = who


def _said_on(raw: dict[str, str] | None) -> tuple[DateRange | None, str]:
    if not raw:
        return None, ""
    first, last = dt.date.fromisoformat(raw["start"]), dt.date.fromisoformat(raw["end"])
    return days_of((first, last)), str(first) if first == last else f"{first}/{last}"


def _dates(raw: list[dict[str, Any]], text: str) -> list[ClaimDate]:
    rows = []
    for start, end, kind, value in sorted({(d["start"], d["end"], d["type"], d["value"]) for d in raw}):
        said = said_phrase(text, start, end)
        edtf = (edtf_of(value, said) if kind in ("DATE", "TIME") else None) or ""
        days = days_of_edtf(edtf) if edtf else None
        rows.append(ClaimDate(start=start, end=end, type=kind, value=value[:60], text=said, edtf=edtf[:60], days=days))
    return rows
