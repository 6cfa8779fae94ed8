"""The engine's verbs: load the pipeline once per process, extract from one article or from many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config

from claims.extraction import components, tokenizer
from claims.extraction.additions import VARIABLE, AdditionError, additions, register
from claims.extraction.encoder import component
from claims.extraction.record import record_of
from claims.extraction.types import Article, Extraction
from claims.extraction.version import PIPELINE
from claims.extraction.writing import date_span

LONGEST = 50_000_000
"""Code points of one text. spaCy stops at a million to protect parsers that are not used here."""
SURROGATE = re.compile(r"[\ud800-\udfff]")
REGISTERED = (components.__name__, component.__name__, tokenizer.__name__)
"""What importing this module registers with spaCy, for the folder's config to name."""


@cache
def load(path: Path = PIPELINE, own: str | None = None) -> Language:
    """The pipeline of a folder that `spacy.load` reads, with the user's own components, once per process.

    `own` names these as ONRECORD_COMPONENTS does, which counts where it is None. Raises AdditionError.
    """
    found = additions(own)
    register(found, shipped(path))
    nlp = spacy.load(path)
    for item in found:
        try:
            nlp.add_pipe(item.factory, before=item.before, after=item.after)
        except Exception as error:
            raise AdditionError(f"{VARIABLE}: {item} cannot be made ({type(error).__name__}: {error}).") from error
    nlp.max_length = LONGEST
    return nlp


def check_additions() -> None:
    """Raises AdditionError where the components of the environment cannot be added; loads no model."""
    register(additions(), shipped())


def shipped(path: Path = PIPELINE) -> list[str]:
    """The names of the components in the pipeline's folder, in their order."""
    names: list[str] = load_config(path / "config.cfg")["nlp"]["pipeline"]
    return names


def extract(article: Article) -> Extraction:
    """What the article reports. Raises TypeError when there is no text; any text at all is extracted from."""
    return next(iter(extract_many([article])))


def extract_many(articles: Iterable[Article], batch_size: int = 32, path: Path = PIPELINE) -> Iterator[Extraction]:
    """`extract` for a stream of articles, in their order, through `nlp.pipe` of the pipeline in a folder."""
    nlp = load() if path == PIPELINE else load(path)  # one and the same: it is kept by the arguments as given
    for doc in nlp.pipe((_doc(nlp, article) for article in articles), batch_size=batch_size):
        yield _written(doc)


def _doc(nlp: Language, article: Article) -> Doc:
    text = article.get("text")
    if not isinstance(text, str):
        raise TypeError("An article needs a text.")
    # Neither spaCy nor the network takes half a character; its stand-in is as long.
    text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    doc = Doc(nlp.vocab) if not text else nlp.make_doc(text)
    record = record_of(doc)
    published = article.get("published")
    record.published = published if isinstance(published, str) else None
    doc.user_data["id"] = article.get("id")
    return doc


def _written(doc: Doc) -> Extraction:
    record = record_of(doc)
    result: Extraction = {
        "id": doc.user_data.get("id"),
        "language": record.language,
        "claims": record.claims,
        "entities": [{"start": item.start, "end": item.end, "label": item.label} for item in record.entities],
        "dates": [date_span(item) for item in record.dates],
    }
    if record.reason is not None:
        result["reason"] = record.reason
    return result
