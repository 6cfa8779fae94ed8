"""Text in, attributions out. Pure Python and spaCy: no Django, no database, no network.

Importing this package registers the spaCy factories that the pipeline's folder names.
"""

from claims.extraction.batch import run_jsonl
from claims.extraction.engine import extract, extract_many, load, pipeline_version
from claims.extraction.lexicon import cue_classes
from claims.extraction.types import Article, Claim, DateSpan, EntitySpan, Extraction, SaidOn, Speaker

__all__ = [
    "Article",
    "Claim",
    "DateSpan",
    "EntitySpan",
    "Extraction",
    "SaidOn",
    "Speaker",
    "cue_classes",
    "extract",
    "extract_many",
    "load",
    "pipeline_version",
    "run_jsonl",
]
