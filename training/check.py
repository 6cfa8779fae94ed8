"""Are the parts that training goes on with right? `python -m training.check`, in the training's environment; seconds.

The loss of partly known tags against the sum over every sequence; the restored network against the shipped one, whose
activations are rounded; and what a partly reviewed article lets each word be.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import torch

from claims.extraction.encoder.decode import TAGS
from claims.extraction.encoder.network import Network as Shipped
from claims.extraction.encoder.windows import windows
from claims.extraction.encoder.words import words_of
from training.corpora import Window, collate, covered, known, tokenizer_of
from training.crf import crf_loss
from training.restore import network_of, restored
from training.resume import SHIPPED
from training.train import installed

TEXT = "“The harbour opens in May,” Ana Petrova said. Boris Lund denied that the café had closed.\n\nIt rained. "
AGREE = 0.97
"""Share of a text's words whose likeliest tag is the same after the way to float weights."""


def main() -> None:
    partial_tags()
    what_is_known()
    weights_come_back()
    print("all right")


def partial_tags() -> None:
    torch.manual_seed(0)
    size, words = 4, 5
    emissions, transitions, start = torch.randn(1, words, size), torch.randn(size, size), torch.randn(size)
    allowed = torch.rand(1, words, size) < 0.5
    allowed[..., 0] = True
    totals = {True: [], False: []}
    for path in itertools.product(range(size), repeat=words):
        score = start[path[0]] + sum(emissions[0, at, tag] for at, tag in enumerate(path))
        score = score + sum(transitions[a, b] for a, b in itertools.pairwise(path))
        totals[all(allowed[0, at, tag] for at, tag in enumerate(path))].append(score)
    some, everything = torch.stack(totals[True]), torch.stack(totals[True] + totals[False])
    expected = everything.logsumexp(0) - some.logsumexp(0)
    mask = torch.ones(1, words, dtype=torch.bool)
    tags = torch.zeros(1, words, dtype=torch.long)
    assert torch.isclose(crf_loss(emissions, tags, mask, transitions, start, allowed), expected, atol=1e-4)


def what_is_known() -> None:
    words = words_of(TEXT, tokenizer_of(installed()))
    spans = {"source": [[28, 39]], "cue": [[40, 44]], "content": [[0, 27]]}
    lund = {"source": [[46, 56]], "cue": [[57, 63]], "content": [[64, 88]]}
    tags = np.zeros(len(words), dtype=np.int64)
    kept = []
    for role, [[start, end]] in spans.items():
        a, b = covered(words, start, end)
        tags[a : b + 1], tags[a] = TAGS.index(f"I-{role}"), TAGS.index(f"B-{role}")
        kept.append((role, a, b))
    allowed = known({"rejected": [lund], "undecided": []}, words, tags, kept)
    last = max(b for _, _, b in kept)
    assert all(allowed[a : b + 1].sum() == b - a + 1 for _, a, b in kept), "one tag for each word of a decided claim"
    assert not allowed[last + 1, TAGS.index("I-cue")], "a span does not go on behind its end"
    assert allowed[last + 1].sum() == len(TAGS) - 1, "but another may begin there"
    denied = covered(words, 57, 63)[0]
    assert allowed[denied].tolist() == [True] + [False] * (len(TAGS) - 1), "a rejected word is nothing"
    assert allowed[-1].all(), "of the rest nothing is known"
    open_ = known({"rejected": [lund], "undecided": [lund]}, words, tags, kept)
    assert open_[denied].all(), "a word that another claim may have is not"


def weights_come_back(folder: Path = SHIPPED) -> None:
    shipped, network = Shipped(folder), network_of(restored(folder), installed())
    network.eval()
    words = words_of(TEXT * 12, shipped.tokenizer)
    for part in windows(words, TEXT * 12):
        begin = int(words.first[part.start])
        end = int(words.first[part.stop]) if part.stop < len(words) else len(words.pieces)
        edge = np.array([[0, 6, 10]])
        pieces = np.concatenate([[101], words.pieces[begin:end], [102]])
        features = np.concatenate([edge, words.features[begin:end], edge])
        first = words.first[part.start : part.stop] - begin + 1
        batch = collate([Window(pieces, features, first)])
        with torch.inference_mode():
            scores = network(batch.pieces, batch.features, batch.mask)
        for mine, theirs in zip(scores[:2], shipped._run(words, part)[:2], strict=True):
            same = mine[0][batch.first[0]].argmax(dim=1).numpy() == theirs.argmax(axis=1)
            assert same.mean() >= AGREE, f"{same.mean():.3f} of the words have the same tag"


if __name__ == "__main__":
    main()
