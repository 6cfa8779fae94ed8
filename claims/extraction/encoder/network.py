"""The network at run time: int8 ONNX on one thread, a window at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from claims.extraction.encoder.decode import (
    ENTITY_TAGS,
    TAGS,
    Linked,
    LinkScores,
    Span,
    bio_transitions,
    link,
    marginals,
    spans_of,
    viterbi,
)
from claims.extraction.encoder.entities import decode_entities
from claims.extraction.encoder.windows import OVERLAP, central, windows
from claims.extraction.encoder.words import EDGE, Words, words_of

if TYPE_CHECKING:
    from claims.extraction.encoder.decode import Floats

FIRST, LAST = 101, 102
"""BERT's [CLS] and [SEP]."""


@dataclass(slots=True)
class Scores:
    """What the network says about a text: one row per word in `tags`, `entities` and `ends`."""

    words: Words
    tags: Floats
    entities: Floats
    ends: Floats


@dataclass(slots=True)
class Reading:
    """Attributions and entities in spans of words; `words` are the code points of each."""

    words: list[tuple[int, int]]
    attributions: list[Linked]
    entities: list[Span]


class Network:
    """Not safe to share over a fork: a process loads its own."""

    def __init__(self, folder: Path, overlap: int = OVERLAP) -> None:
        self.overlap = overlap
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # The extended level fuses norms into a node that is slower than its parts.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self.session = onnxruntime.InferenceSession(
            str(folder / "network.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        heads = {name: np.array(value, dtype=np.float32) for name, value in _heads(folder).items()}
        allowed, opening = bio_transitions(TAGS)
        self.transitions, self.start = heads["transitions"] + allowed, heads["start"] + opening
        self.entity_transitions, self.entity_start = bio_transitions(ENTITY_TAGS)
        self.distance, self.none = heads["distance"], heads["none"]

    def read(self, text: str) -> Reading:
        """The likeliest attributions and entities of a text."""
        scores = self.scores(text)
        if not len(scores.words):
            return Reading([], [], [])
        tags = viterbi(scores.tags, self.transitions, self.start)
        spans = spans_of(tags, TAGS, marginals(scores.tags, self.transitions, self.start))
        moves, start = self.entity_transitions, self.entity_start
        entities = decode_entities(text, scores.words, scores.entities, moves, start)
        linked = link(spans, LinkScores(scores.ends, scores.words.lines, self.distance, self.none))
        return Reading(scores.words.spans, linked, entities)

    def scores(self, text: str) -> Scores:
        """Each word is read in the window where it stands farthest from an edge."""
        words = words_of(text, self.tokenizer)
        if not len(words):
            empty = np.zeros((0, 0), dtype=np.float32)
            return Scores(words, empty, empty, empty)
        ranges = windows(words, text, overlap=self.overlap)
        parts = [
            [rows[inner.start - window.start : inner.stop - window.start] for rows in self._run(words, window)]
            for window, inner in zip(ranges, central(ranges, len(words)), strict=True)
        ]
        return Scores(words, *(np.concatenate([part[number] for part in parts]) for number in range(3)))

    def _run(self, words: Words, window: range) -> list[Floats]:
        begin = int(words.first[window.start])
        end = int(words.first[window.stop]) if window.stop < len(words) else len(words.pieces)
        edge = np.array([EDGE], dtype=np.int64)
        found: list[Floats] = self.session.run(
            None,
            {
                "pieces": np.concatenate([[FIRST], words.pieces[begin:end], [LAST]]),
                "features": np.concatenate([edge, words.features[begin:end], edge]),
                "first": words.first[window.start : window.stop] - begin + 1,
            },
        )
        return found


def _heads(folder: Path) -> dict[str, list[object]]:
    found: dict[str, list[object]] = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
    return found
