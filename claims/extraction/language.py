"""Which language a text is in, as far as that can be told."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SHORTEST = 120
"""Letters; below this many the detector abstains and the text counts as English."""
LONGEST = 20_000
"""Code points that are looked at: enough to tell, and a bound on the time."""
SURE = 0.95


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """An ISO 639-1 code; "en" where the text is too short or the detector is not sure."""
    sample = text[:LONGEST]
    letters = sum(character.isalpha() for character in sample)
    if letters < SHORTEST:
        return "en"
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else "en"
