"""Text in, attributions out. Pure Python and spaCy: no Django, no database, no network.

The verbs that run the pipeline load spaCy at their first use, which takes a second and 100 MB that a web server can
spare; `claims.extraction.engine` also registers the spaCy factories that the pipeline's folder names.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from claims.extraction.types import Article, Claim, DateSpan, EntitySpan, Extraction, SaidOn, Speaker
from claims.extraction.version import pipeline_version

if TYPE_CHECKING:
    from claims.extraction.batch import run_jsonl
    from claims.extraction.engine import extract, extract_many, load

__all__ = [
    "Article",
    "Claim",
    "DateSpan",
    "EntitySpan",
    "Extraction",
    "SaidOn",
    "Speaker",
    "extract",
    "extract_many",
    "load",
    "pipeline_version",
    "run_jsonl",
]
_NEED_SPACY = {"extract": "engine", "extract_many": "engine", "load": "engine", "run_jsonl": "batch"}


def __getattr__(name: str) -> object:
    """A verb of the pipeline, from the module that brings spaCy with it."""
    if name not in _NEED_SPACY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NEED_SPACY[name]}"), name)
