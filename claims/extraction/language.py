"""Which language a text is in, as far as that can be told."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SHORTEST = 120
"""Letters; below this many the detector abstains and the text counts as English."""
SHORTEST_FOREIGN = 12
"""Letters of another script, where most are."""
LONGEST = 20_000
"""Code points that are looked at: enough to tell, and a bound on the time."""
SURE = 0.95


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """An ISO 639 code; "en" where the text is too short or the detector is not sure.

    Few letters are enough to tell that a text in another script is not English; "und" where nobody knows what it is.
    """
    sample = text[:LONGEST]
    letters = sum(character.isalpha() for character in sample)
    foreign = 0 if sample.isascii() else sum(_is_foreign(character) for character in sample)
    if foreign > letters / 2 and foreign >= SHORTEST_FOREIGN:
        code, _ = _identifier().classify(sample)
        return "und" if code == "en" else str(code)
    if letters < SHORTEST:
        return "en"
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else "en"


def _is_foreign(character: str) -> bool:
    """Whether it is a letter of another script than Latin."""
    return character > "\u036f" and character.isalpha() and not ("\u1e00" <= character <= "\u1eff")
