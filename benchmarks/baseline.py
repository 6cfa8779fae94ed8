"""The yardstick: an untrained spaCy pipeline of en_core_web_sm's shape, so that speeds compare across machines.

Widths, depths, rows and attributes are those of en_core_web_sm 3.8: one encoder for tagger and parser, another one for
names. Nothing is trained: the weights are random. Lemmas and the ruler are left out.
"""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import fix_random_seed

TAGS, DEPENDENCIES, LABELS = 50, 40, 18
ROWS = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500, "SPACY": 50, "IS_SPACE": 50}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def baseline() -> Language:
    """tok2vec, tagger, parser and ner, with as many labels as the trained pipeline has."""
    fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _encoder(list(ROWS))})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}})
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": _transitions("parser", LISTENER)})
    nlp.add_pipe("ner", config={"model": _transitions("ner", _encoder(["NORM", "PREFIX", "SUFFIX", "SHAPE"]))})
    nlp.initialize(lambda: [_example(nlp)])
    nlp.max_length = 50_000_000
    return nlp


def _encoder(attributes: list[str]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": attributes,
            "rows": [ROWS[name] for name in attributes],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _transitions(state: str, encoder: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": encoder,
    }


def _example(nlp: Language) -> Example:
    """One sentence that has every label once."""
    count = max(TAGS, DEPENDENCIES, LABELS) + 1
    doc = Doc(
        nlp.vocab,
        words=[f"word{number}" for number in range(count)],
        tags=[f"T{number % TAGS}" for number in range(count)],
        heads=[max(0, number - 1) for number in range(count)],
        deps=["ROOT" if number == 0 else f"d{number % DEPENDENCIES}" for number in range(count)],
    )
    doc.set_ents([Span(doc, number, number + 1, f"E{number}") for number in range(LABELS)])
    return Example(nlp.make_doc(doc.text), doc)
