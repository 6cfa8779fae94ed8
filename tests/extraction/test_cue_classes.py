import re
import time
import tomllib
from collections import Counter
from itertools import chain

import pytest

from claims.extraction.cue_classes import DATA, classes, cue_class, head, speech_forms

CUES = [
    ("said", "say"),
    ("told reporters", "say"),
    ("according to", "say"),
    (":", "say"),
    ("", "say"),
    ("flibbered", "say"),
    ("has repeatedly denied", "deny"),
    ("’s claim that", "claim"),
    ("'s denial that", "deny"),
    ("issued a statement", "say"),
    ("issued a statement denouncing", "criticize"),
    ("made a promise", "promise"),
    ("their pledges", "promise"),
    ("went on to insist", "claim"),
    ("continued to deny", "deny"),
    ("seemed to suggest", "suggest"),
    ("called", "say"),
    ("called yesterday for", "demand"),
    ("has put the offer forward", "propose"),
    ("point out", "say"),
    ("shrugged it off", "deny"),
    ("pleaded guilty", "confirm"),
    ("pleaded not guilty", "deny"),
    ("is expected to announce", "expect"),
    ("would like", "want"),
    ("hopes", "want"),
    ("is planning", "want"),
    ("threatened", "threaten"),
    ("a threat", "threaten"),
    ("criticised", "criticize"),
    ("CRITICIZED", "criticize"),
    ("criticises", "criticize"),
    ("apologising", "confirm"),
    ("admitted", "confirm"),
    ("signalled", "suggest"),
    ("signaled", "suggest"),
    ("expressed concern", "fear"),
    ("voiced support", "agree"),
    ("expressed", "express"),
    ("was convinced", "believe"),
    ("refused to confirm", "refuse"),
    ("declined to say", "refuse"),
]
NEGATED = [
    ("did not rule out", "suggest"),
    ("didn’t immediately rule out", "suggest"),
    ("did not deny", "confirm"),
    ("cannot confirm", "refuse"),
    ("failed to confirm", "refuse"),
    ("has yet to announce", "refuse"),
    ("did not say", "refuse"),
    ("said nothing", "refuse"),
    ("made no mention of", "refuse"),
    ("never said", "deny"),
    ("has never claimed", "deny"),
    ("has never confirmed", "refuse"),
    ("no longer believes", "deny"),
    ("don't think", "deny"),
    ("was not convinced", "deny"),
    ("does not agree", "deny"),
    ("has no doubt", "believe"),
    ("does not doubt", "believe"),
    ("did not refuse", "agree"),
    ("does not want", "refuse"),
    ("is not expected", "expect"),
    ("not only criticized", "criticize"),
    ("said it would not", "say"),
]


@pytest.mark.parametrize(("cue", "expected"), [*CUES, *NEGATED])
def test_the_head_and_its_negation_give_the_class(cue: str, expected: str) -> None:
    assert cue_class(cue, [(0, len(cue))] if cue else []) == expected


def test_the_parts_of_a_split_cue_are_read_together() -> None:
    text = "Neither did the board, after a week of silence, confirm the sale."
    assert cue_class(text, [(0, 11), (48, 55)]) == "refuse"
    assert cue_class(text, [(48, 55)]) == "confirm"


def test_each_word_has_one_class_and_every_rule_names_a_class() -> None:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    listed = Counter(chain.from_iterable(set(chain(*entries.values())) for entries in data["classes"].values()))
    assert [word for word, count in listed.items() if count > 1] == []
    negated = data["negation"]["classes"]
    assert {*negated, *negated.values()} <= set(classes())
    assert len(classes()) <= 24


def test_lemmas_that_negation_names_are_heads() -> None:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    for lemma in data["negation"]["disowned"]:
        found = head([lemma])
        assert found is not None
        assert found[1].key == lemma


def test_speech_forms_are_finite() -> None:
    assert {"said", "asks", "admitted", "cried"} <= speech_forms()
    assert not {"say", "saying", "admitting"} & speech_forms()


@pytest.mark.parametrize("word", ["called", "not", "n't", "a", "'s"])
def test_a_long_cue_takes_linear_time(word: str) -> None:
    cue = " ".join([word] * 100_000)
    begun = time.process_time()
    assert re.fullmatch("[a-z]+", cue_class(cue, [(0, len(cue))]))
    assert time.process_time() - begun < 5
