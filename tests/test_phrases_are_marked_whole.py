"""A search for a phrase marks the phrase, not each of its words anywhere."""

import pytest

from claims.phrase_marks import phrases_of, whole_phrases
from claims.sentences import HIT_ENDS, HIT_STARTS


def marked(text: str) -> str:
    return text.replace("<", HIT_STARTS).replace(">", HIT_ENDS)


@pytest.mark.parametrize(
    ("words", "phrases"),
    [
        ('"last page"', [["last", "page"]]),
        ('"last page" OR "first phase"', [["last", "page"], ["first", "phase"]]),
        ('"Délai final" -drone -"old treaty"', [["delai", "final"]]),
        ('"last page" treaty', []),
        ("last page", []),
    ],
)
def test_a_search_for_phrases_alone(words: str, phrases: list[list[str]]) -> None:
    assert phrases_of(words) == phrases


@pytest.mark.parametrize(
    ("words", "found", "shown"),
    [
        ('"last page"', "The <last> word is on the <last> <page>.", "The last word is on the <last> <page>."),
        ('"last page"', "A <page> <last> seen, the <Last> <Pages>", "A page last seen, the <Last> <Pages>"),
        ('"end of the talks"', "At the <end> of the <talks> they <talked>", "At the <end> of the <talks> they talked"),
        ('"end of the talks"', "<Talks> <end> in <talks>", "<Talks> <end> in <talks>"),
        ('"cafe delay"', "A <Café> <delay>, no <delay>", "A <Café> <delay>, no delay"),
        ('"a b" OR "c d"', "<c> <d>, a <b>, <a> <b> <d>", "<c> <d>, a <b>, <a> <b> d"),
        ("last page", "The <last> word of a <page>", "The <last> word of a <page>"),
    ],
)
def test_what_is_marked(words: str, found: str, shown: str) -> None:
    assert whole_phrases(phrases_of(words), marked(found)) == marked(shown)
