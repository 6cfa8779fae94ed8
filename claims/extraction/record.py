"""What the components of the pipeline know about a text so far: it travels on the Doc as `doc._.record`."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from claims.extraction.actors import Actor
from claims.extraction.attribution import Attribution
from claims.extraction.dates import Timex
from claims.extraction.encoder.network import Reading
from claims.extraction.entities import Entity
from claims.extraction.layout import Paragraph
from claims.extraction.types import Claim, SaidOn, Speaker


@dataclass(slots=True)
class Record:
    """Filled from left to right: each component reads what those before it wrote and writes its own fields."""

    published: str | None = None
    language: str = "en"
    reason: str | None = None
    """Set by the language component; the components behind it then leave the text alone."""
    reading: Reading = field(default_factory=lambda: Reading([], [], []))
    """What the network read."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    dates: list[Timex] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    speakers: list[Speaker | None] = field(default_factory=list)
    speaker_scores: list[float] = field(default_factory=list)
    """How sure each resolution is, in [0, 1], given the spans of its attribution."""
    said_on: list[SaidOn | None] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def record_of(doc: Doc) -> Record:
    """The Doc's record, made at its first use."""
    if doc._.record is None:
        doc._.record = Record()
    record: Record = doc._.record
    return record


if not Doc.has_extension("record"):
    Doc.set_extension("record", default=None)
