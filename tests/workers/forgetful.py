"""A newsroom's own component, named in a worker's environment: an engine that finds less and knows fewer speakers."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

COMPONENT = "tests.workers.forgetful:forgetful"


@Language.component("forgetful")
def forgetful(doc: Doc) -> Doc:
    """Of the claims of a text it misses every fifth, and of every fifth it does not know who speaks."""
    kept = []
    for number, claim in enumerate(doc._.record.claims):
        if number % 5 == 2:
            continue
        kept.append({**claim, "speaker": None} if number % 5 == 4 else claim)
    doc._.record.claims = kept
    return doc
