"""The spaCy factories, in the order in which the pipeline runs them; importing this module registers them.

Each is a plain function behind a factory. They share one Record per Doc, so that a factory can be replaced by
another that writes the same fields.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from claims.extraction.actors import find_actors
from claims.extraction.attributions import find_attributions
from claims.extraction.dates import find_dates, iso_day
from claims.extraction.entities import find_entities
from claims.extraction.language import language_of
from claims.extraction.layout import layout
from claims.extraction.record import Record, record_of
from claims.extraction.said_on import days_of
from claims.extraction.speakers import Resolver
from claims.extraction.writing import claims_of

Step = Callable[[str, Record], None]
Component = Callable[[Doc], Doc]


def component(step: Step) -> Component:
    """A spaCy component that runs the step on English texts and leaves the others as they are."""

    def run(doc: Doc) -> Doc:
        record = record_of(doc)
        if record.reason is None:
            step(doc.text, record)
        return doc

    return run


def detect_language(text: str, record: Record) -> None:
    """Writes language and reason."""
    if not any(character.isalnum() for character in text):
        record.reason = "The text has no words."
        return
    record.language = language_of(text)
    if record.language != "en":
        record.reason = f"The text is not English (detected: {record.language})."


def normalise_dates(text: str, record: Record) -> None:
    """Reads published and attributions; writes dates."""
    record.dates = find_dates(text, record.published, [span for item in record.attributions for span in item.content])


def attribute(text: str, record: Record) -> None:
    """Reads reading; writes paragraphs and attributions."""
    record.paragraphs = layout(text)
    record.attributions = find_attributions(text, record.paragraphs, record.reading)


def resolve_speakers(text: str, record: Record) -> None:
    """Reads paragraphs, entities and attributions; writes actors, and a speaker with a score per attribution."""
    sources = [span for item in record.attributions for span in item.source]
    record.actors = find_actors(text, record.entities, sources)
    resolved = Resolver(text, record.actors, record.paragraphs).resolve(record.attributions)
    record.speakers = [item.speaker for item in resolved]
    record.speaker_scores = [item.score for item in resolved]


def date_claims(text: str, record: Record) -> None:
    """Reads published, paragraphs, attributions, speakers, actors and dates; writes said_on, one per attribution."""
    record.said_on = days_of(
        text,
        record.paragraphs,
        record.attributions,
        record.speakers,
        record.actors,
        record.dates,
        iso_day(record.published),
    )


def classify_and_write(text: str, record: Record) -> None:
    """Reads everything; writes claims."""
    record.claims = claims_of(text, record)


@Language.factory("onrecord_language")
def make_language(nlp: Language, name: str) -> Component:
    return component(detect_language)


@Language.factory("onrecord_dates")
def make_dates(nlp: Language, name: str) -> Component:
    return component(normalise_dates)


@Language.factory("onrecord_entities")
def make_entities(nlp: Language, name: str) -> Component:
    """Reads reading; writes the record's entities and, as far as they agree with spaCy's tokens, `doc.ents`."""

    def run(doc: Doc) -> Doc:
        record = record_of(doc)
        if record.reason is None:
            record.entities = find_entities(record.reading)
            spans = [doc.char_span(item.start, item.end, item.label) for item in record.entities]
            doc.set_ents(filter_spans([span for span in spans if span is not None]))
        return doc

    return run


@Language.factory("onrecord_attributions")
def make_attributions(nlp: Language, name: str) -> Component:
    return component(attribute)


@Language.factory("onrecord_speakers")
def make_speakers(nlp: Language, name: str) -> Component:
    return component(resolve_speakers)


@Language.factory("onrecord_said_on")
def make_said_on(nlp: Language, name: str) -> Component:
    return component(date_claims)


@Language.factory("onrecord_claims")
def make_claims(nlp: Language, name: str) -> Component:
    return component(classify_and_write)
