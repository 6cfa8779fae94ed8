"""Viterbi and forward-backward against all sequences, written out."""

import itertools

import numpy as np
import pytest

from claims.extraction.encoder.decode import TAGS, bio_transitions, marginals, spans_of, viterbi


def scored(emissions: np.ndarray, moves: np.ndarray, start: np.ndarray) -> dict[tuple[int, ...], float]:
    length, tags = emissions.shape
    return {
        path: float(
            start[path[0]]
            + sum(emissions[at, tag] for at, tag in enumerate(path))
            + sum(moves[a, b] for a, b in itertools.pairwise(path))
        )
        for path in itertools.product(range(tags), repeat=length)
    }


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("length", [1, 2, 5])
def test_best_path_and_marginals(seed: int, length: int) -> None:
    luck = np.random.default_rng(seed)
    emissions, moves, start = (
        luck.normal(scale=2, size=size).astype(np.float32) for size in ((length, 3), (3, 3), (3,))
    )
    paths = scored(emissions, moves, start)
    assert tuple(viterbi(emissions, moves, start)) == max(paths, key=lambda path: paths[path])
    total = sum(np.exp(score) for score in paths.values())
    expected = np.zeros((length, 3))
    for path, score in paths.items():
        expected[np.arange(length), path] += np.exp(score) / total
    np.testing.assert_allclose(marginals(emissions, moves, start), expected, atol=1e-4)


@pytest.mark.parametrize("seed", range(20))
def test_no_role_goes_on_that_has_not_begun(seed: int) -> None:
    moves, start = bio_transitions(TAGS)
    emissions = np.random.default_rng(seed).normal(scale=3, size=(40, len(TAGS))).astype(np.float32)
    tags = [TAGS[number] for number in viterbi(emissions, moves, start)]
    for before, tag in itertools.pairwise(["O", *tags]):
        assert not tag.startswith("I-") or before[2:] == tag[2:]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O B-cue O", [("cue", 1, 1)]),
        ("B-source I-source B-cue B-content I-content", [("source", 0, 1), ("cue", 2, 2), ("content", 3, 4)]),
        ("B-content B-content I-content", [("content", 0, 0), ("content", 1, 2)]),
        ("O O", []),
    ],
)
def test_tags_to_spans(tags: str, expected: list[tuple[str, int, int]]) -> None:
    numbers = np.array([TAGS.index(tag) for tag in tags.split()])
    assert [(span.role, span.first, span.last) for span in spans_of(numbers, TAGS)] == expected


def test_a_span_is_as_sure_as_its_words() -> None:
    numbers = np.array([TAGS.index("B-cue"), TAGS.index("I-cue")])
    probabilities = np.full((2, len(TAGS)), 0.01, dtype=np.float32)
    probabilities[0, numbers[0]], probabilities[1, numbers[1]] = 0.9, 0.5
    (span,) = spans_of(numbers, TAGS, probabilities)
    assert span.lowest == pytest.approx(0.5)
    assert span.mean == pytest.approx(0.7)
