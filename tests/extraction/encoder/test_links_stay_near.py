"""A cue takes its source, and content its cue, from near by rather than across lines."""

import numpy as np
import pytest

from claims.extraction.encoder.decode import BLOCK, BUCKETS, FARTHEST, LINKS, WIDTH, LinkScores, Span, link


def scores(words: int, lines: list[int] | None = None) -> LinkScores:
    """Every pair is alike, and nothing is unlikely: only the distance and the lines between them speak."""
    distance = np.tile(-np.arange(BUCKETS // 2, dtype=np.float32), (len(LINKS), 2))
    none = np.full((len(LINKS), WIDTH + 1), -50, dtype=np.float32)
    none[:, :WIDTH] = 0
    ends = np.zeros((words, len(LINKS) * 4 * WIDTH), dtype=np.float32)
    return LinkScores(ends, np.array(lines or [0] * words), distance, none)


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        ([0, 0, 0, 0, 0, 0], 4),
        ([0, 0, 0, 0, 1, 1], 0),
    ],
)
def test_a_source_beyond_the_line_is_farther(lines: list[int], source: int) -> None:
    spans = [Span("source", 0, 0), Span("cue", 3, 3), Span("source", 4, 4), Span("content", 2, 2)]
    [found] = link(spans, scores(6, lines))
    assert found.source is not None
    assert found.source.first == source


def test_nothing_is_linked_from_far_away() -> None:
    spans = [Span("cue", 0, 0), Span("content", FARTHEST + 1, FARTHEST + 2)]
    [found] = link(spans, scores(FARTHEST + 3))
    assert found.cue is None


def test_blocks_show_nowhere() -> None:
    roles = ("source", "cue", "content")
    count = 3 * (2 * BLOCK + 5)
    found = link([Span(roles[n % 3], 2 * n, 2 * n) for n in range(count)], scores(2 * count))
    assert [
        (item.source.first, item.cue.first, item.content[0].first) for item in found if item.source and item.cue
    ] == [(6 * n, 6 * n + 2, 6 * n + 4) for n in range(count // 3)]
