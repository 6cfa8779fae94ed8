"""A tokenizer for the Doc that takes linear time on any text; spaCy's own does not on long runs of punctuation."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

PIECE = re.compile(r"\w+|[^\w\s]|\s+")


class LinearTokenizer:
    """Words and single marks; space beyond the first blank is a token, so that the Doc's text is the text given."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in PIECE.findall(text):
            rest = piece
            if piece[0] == " " and words and not spaces[-1]:
                spaces[-1] = True
                rest = piece[1:]
            if rest:
                words.append(rest)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """It has no state."""

    def from_disk(self, path: str | Path, **_: Any) -> LinearTokenizer:
        return self

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> LinearTokenizer:
        return self


@registry.tokenizers("onrecord_tokenizer")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], LinearTokenizer]:
    return lambda nlp: LinearTokenizer(nlp.vocab)
