"""The converted corpora, and windows of them as tensors."""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from claims.extraction.encoder.decode import ENTITY_TAGS, ROLES, TAGS
from claims.extraction.encoder.windows import SIZE, windows
from claims.extraction.encoder.words import CASES, EDGE, QUOTES, Words, words_of

CLS, SEP, MASK, PAD = 101, 102, 103, 0
IGNORED = -100
STYLES = (str.maketrans("“”", '""'), str.maketrans("‘’", "''"))


@dataclass(slots=True)
class Window:
    """`links` are (link, spans on the left, spans on the right, targets): 0 is none, IGNORED is outside the window.

    `allowed`, words x tags, is there where a window is not known throughout: the tags that each word may have.
    """

    pieces: np.ndarray
    features: np.ndarray
    first: np.ndarray
    tags: np.ndarray | None = None
    allowed: np.ndarray | None = None
    entities: np.ndarray | None = None
    links: list[tuple[int, list[tuple[int, int]], list[tuple[int, int]], list[int]]] = field(default_factory=list)


def read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def tokenizer_of(folder: Path) -> Tokenizer:
    tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def varied(text: str, luck: random.Random) -> str:
    """The text with the typewriter's quotation marks at times, or typographic ones; every offset stays."""
    if "“" in text:
        return text.translate(STYLES[0]).translate(STYLES[1]) if luck.random() < 0.25 else text
    if luck.random() < 0.25:
        text = re.sub(r'(?<!\S)"|(?<=[(\[])"', "“", text)
        return text.replace('"', "”").replace("'", "’")
    return text


def cut(article: dict[str, Any], tokenizer: Tokenizer, luck: random.Random) -> list[Window]:
    """An article's windows for one epoch, from a random first cut, with one of its annotators."""
    text = varied(article["text"], luck)
    words = words_of(text, tokenizer)
    if not len(words):
        return []
    features = words.features
    if luck.random() < 0.2:  # some files have no blank lines
        blank = len(CASES) + len(QUOTES) + 3
        features = np.where(features == blank, blank - 1, features)
    whole = Window(words.pieces, features, words.first)
    spans: list[tuple[str, int, int, int]] = []
    if "attributions" in article or "annotations" in article:
        annotations = article.get("annotations") or [article["attributions"]]
        attributions = luck.choice(annotations) if luck.random() < 0.7 else annotations[0]
        whole.tags = np.zeros(len(words), dtype=np.int64)
        for number, attribution in enumerate(attributions):
            for role in ROLES:
                for start, end in attribution[role]:
                    a, b = covered(words, start, end)
                    if a <= b:
                        spans.append((role, a, b, number))
                        whole.tags[a : b + 1] = TAGS.index(f"I-{role}")
                        whole.tags[a] = TAGS.index(f"B-{role}")
        if not article.get("complete", True):
            whole.allowed = known(article, words, whole.tags, [span[:3] for span in spans])
    else:
        whole.entities = np.zeros(len(words), dtype=np.int64)
        for entity in article["entities"]:
            a, b = covered(words, entity["start"], entity["end"])
            if a <= b:
                whole.entities[a : b + 1] = ENTITY_TAGS.index(f"I-{entity['label']}")
                whole.entities[a] = ENTITY_TAGS.index(f"B-{entity['label']}")
    ranges = windows(words, text, overlap=0, head=luck.randrange(SIZE // 3, SIZE + 1))
    return [_slice(whole, part, spans) for part in ranges]


def known(article: dict[str, Any], words: Words, tags: np.ndarray, spans: list[tuple[str, int, int]]) -> np.ndarray:
    """The tags that each word of a partly reviewed article may have: those of decided claims one, rejected words that
    no other claim has none of a claim, all others any; but no span goes on behind its end."""
    allowed = np.ones((len(words), len(TAGS)), dtype=bool)
    for item in article["rejected"]:
        for a, b in _words_in(words, item):
            allowed[a : b + 1] = np.arange(len(TAGS)) == 0
    for item in article["undecided"]:
        for a, b in _words_in(words, item):
            allowed[a : b + 1] = True
    for role, _, last in spans:
        allowed[last + 1 : last + 2, TAGS.index(f"I-{role}")] = False
    for _, first, last in spans:
        allowed[first : last + 1] = np.arange(len(TAGS)) == tags[first : last + 1, None]
    return allowed


def _words_in(words: Words, item: dict[str, Any]) -> list[tuple[int, int]]:
    return [covered(words, start, end) for role in ROLES for start, end in item[role]]


def covered(words: Words, start: int, end: int) -> tuple[int, int]:
    """The first and last word that a span of code points touches."""
    first = bisect_right(words.spans, start, key=lambda span: span[1])
    return first, bisect_left(words.spans, end, key=lambda span: span[0]) - 1


def _slice(whole: Window, part: range, spans: list[tuple[str, int, int, int]]) -> Window:
    a, b = part.start, part.stop
    begin = int(whole.first[a])
    end = int(whole.first[b]) if b < len(whole.first) else len(whole.pieces)
    edge = np.array([EDGE])
    window = Window(
        np.concatenate([[CLS], whole.pieces[begin:end], [SEP]]),
        np.concatenate([edge, whole.features[begin:end], edge]),
        whole.first[a:b] - begin + 1,
        None if whole.tags is None else whole.tags[a:b],
        None if whole.allowed is None else whole.allowed[a:b],
        None if whole.entities is None else whole.entities[a:b],
    )
    inside = [(role, x - a, y - a, number) for role, x, y, number in spans if x >= a and y < b]
    for link, (left, right) in enumerate((("cue", "source"), ("content", "cue"))):
        owners = {number for role, _, _, number in spans if role == right}
        lefts = [(x, y, number) for role, x, y, number in inside if role == left]
        rights = sorted({(x, y) for role, x, y, _ in inside if role == right})
        place = {number: rights.index((x, y)) for role, x, y, number in inside if role == right}
        targets = [place[n] + 1 if n in place else IGNORED if n in owners else 0 for _, _, n in lefts]
        if lefts:
            window.links.append((link, [(x, y) for x, y, _ in lefts], rights, targets))
    return window


@dataclass(slots=True)
class Batch:
    windows: list[Window]
    pieces: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor


def collate(found: list[Window], luck: random.Random | None = None, masked: float = 0.0) -> Batch:
    """`masked` of the pieces are hidden behind [MASK]: what a word does must show from its neighbours too."""
    length, count = max(len(item.pieces) for item in found), max(len(item.first) for item in found)
    pieces = np.full((len(found), length), PAD, dtype=np.int64)
    features = np.zeros((len(found), length, 3), dtype=np.int64) + np.array(EDGE)
    first = np.zeros((len(found), count), dtype=np.int64)
    words = np.zeros((len(found), count), dtype=bool)
    for row, item in enumerate(found):
        pieces[row, : len(item.pieces)] = item.pieces
        features[row, : len(item.pieces)] = item.features
        first[row, : len(item.first)] = item.first
        words[row, : len(item.first)] = True
    mask = pieces != PAD
    if luck is not None and masked:
        hidden = np.random.default_rng(luck.randrange(2**32)).random(pieces.shape) < masked
        pieces = np.where(hidden & mask & (pieces != CLS) & (pieces != SEP), MASK, pieces)
    return Batch(found, *(torch.from_numpy(item) for item in (pieces, features, mask, first, words)))


def batches(found: list[Window], tokens: int, luck: random.Random) -> list[list[Window]]:
    """Windows of like length together, at most `tokens` pieces with padding, in random order."""
    luck.shuffle(found)
    made: list[list[Window]] = []
    for begin in range(0, len(found), 256):
        current: list[Window] = []
        for item in sorted(found[begin : begin + 256], key=lambda item: (len(item.pieces), luck.random())):
            if current and len(item.pieces) * (len(current) + 1) > tokens:
                made.append(current)
                current = []
            current.append(item)
        if current:
            made.append(current)
    luck.shuffle(made)
    return made
