"""A name has the label that is likeliest over all its places, and its halves are one name."""

import numpy as np
import pytest

from claims.extraction.encoder.decode import ENTITY_TAGS, LABELS, bio_transitions
from claims.extraction.encoder.entities import decode_entities
from claims.extraction.encoder.words import Words


def words(text: str) -> Words:
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append((start, at))
    empty = np.zeros(0, dtype=np.int64)
    return Words(spans, empty, empty, empty)


def scores(tags: list[dict[str, float]]) -> np.ndarray:
    rows = np.full((len(tags), len(ENTITY_TAGS)), -9, dtype=np.float32)
    for row, chances in zip(rows, tags, strict=True):
        for tag, score in chances.items():
            row[ENTITY_TAGS.index(tag)] = score
    return rows


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        (
            "Velmouth and Velmouth",
            [{"B-Organization": 1, "B-Location": 0.9}, {"O": 1}, {"B-Location": 5}],
            [("Velmouth", "Location"), ("Velmouth", "Location")],
        ),
        (
            "Velmouth City Council",
            [{"B-Organization": 2}, {"B-Organization": 2}, {"I-Organization": 2}],
            [("Velmouth City Council", "Organization")],
        ),
        (
            "Velmouth\nCouncil",
            [{"B-Organization": 2}, {"B-Organization": 2}],
            [("Velmouth", "Organization"), ("Council", "Organization")],
        ),
        (
            "Front in Velmouth",
            [{"B-Organization": 2}, {"I-Organization": 2}, {"B-Location": 2}],
            [("Front in Velmouth", "Organization")],
        ),
        (
            "Front of the",
            [{"B-Organization": 2}, {"I-Organization": 2}, {"I-Organization": 2}],
            [("Front", "Organization")],
        ),
        ("the", [{"B-Organization": 2}], []),
        ("Hill Monday", [{"B-Date": 2}, {"B-Date": 2}], [("Hill", "Date"), ("Monday", "Date")]),
    ],
)
def test_labels(text: str, tags: list[dict[str, float]], expected: list[tuple[str, str]]) -> None:
    laid = words(text)
    found = decode_entities(text, laid, scores(tags), *bio_transitions(ENTITY_TAGS))
    assert [(text[laid.spans[span.first][0] : laid.spans[span.last][1]], span.role) for span in found] == expected
    assert all(span.role in LABELS for span in found)
