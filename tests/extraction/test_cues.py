from collections.abc import Callable

import pytest

from claims.extraction import extract
from claims.extraction.cue_classes import classes
from claims.extraction.lexicon import inflections

CUES = [
    ("Ann Lee said that the port was closed.", "said", "say"),
    ("Ann Lee denied that the port was closed.", "denied", "deny"),
    ("The ministry has repeatedly warned that the dam may fail.", "has repeatedly warned", "warn"),
    ("The union has vowed to continue the strike.", "has vowed", "promise"),
    ("Ann Lee declined to name the buyer.", "declined", "refuse"),
    ("Ann Lee called for an inquiry into the fire.", "called for", "demand"),
    ("The union is skeptical of the plan.", "is skeptical", "deny"),
    ("Ann Lee did not say whether the port was closed.", "did not say", "refuse"),
    ("Ann Lee confirmed the sale of the port.", "confirmed", "confirm"),
    ("The port was closed, according to Ann Lee.", "according to", "say"),
]


@pytest.mark.parametrize(("text", "cue", "cue_class"), CUES)
def test_a_cue_is_the_whole_verb_group_and_has_a_class(text: str, cue: str, cue_class: str) -> None:
    (claim,) = extract({"text": text})["claims"]
    assert [text[start:end] for start, end in claim["cue"]] == [cue]
    assert claim["cue_class"] == cue_class
    assert cue_class in classes()


NO_CUES = [
    "The claims of the union filled three pages.",
    "The United States moved the ships on Monday.",
    "Under the proposed plan the port closes.",
    "It was a tale of two cities.",
]


@pytest.mark.parametrize("text", NO_CUES)
def test_nouns_and_adjectives_that_look_like_cues_are_none(text: str, told: Callable[..., object]) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("deny", {"denies", "denied", "denying", "deny"}),
        ("admit", {"admits", "admitted", "admitting", "admit"}),
        ("tell", {"tells", "told", "telling", "tell"}),
        ("stress", {"stresses", "stressed", "stressing", "stress"}),
    ],
)
def test_inflections(verb: str, forms: set[str]) -> None:
    assert set(inflections(verb)) == forms
