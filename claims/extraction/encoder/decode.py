"""From scores per word to spans and to attributions.

Tags are BIO over source, cue and content, decoded as a linear-chain CRF (Lafferty et al. 2001). Each cue then takes
the likeliest source or none, and each piece of content the likeliest cue or none: bilinear scores over the first and
last word of two spans (Dozat and Manning 2017), their distance, and the lines that end between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Floats = npt.NDArray[np.float32]
    Integers = npt.NDArray[np.int64]

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BI"))
LABELS = ("Person", "Organization", "Location", "NORP", "Date", "Money", "Facility", "Product", "Misc")
ENTITY_TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
LINKS = ("cue-source", "content-cue")
WIDTH = 64
"""Numbers that describe one end of a span in a link."""
FARTHEST = 250
"""Words between two linked spans; the network has seen no pair that is farther apart."""
CROSSING = np.float32(2.0)
"""What a line's end between two spans costs their link, at most twice. The network was trained within its windows, so
two spans of different windows can look alike by chance; chosen on the dev articles, where 1 to 4 do nearly as well."""
BUCKETS = 22
BLOCK = 64
FORBIDDEN = np.float32(-1e4)


@dataclass(slots=True)
class Span:
    """Words first to last, the last included; the marginal probability of its tags, the lowest and the mean."""

    role: str
    first: int
    last: int
    lowest: float = 1.0
    mean: float = 1.0


@dataclass(slots=True)
class Linked:
    """One attribution in spans of words, with the probability of each of its links."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    source_link: float = 1.0
    content_links: list[float] = field(default_factory=list)


def viterbi(emissions: Floats, transitions: Floats, start: Floats) -> Integers:
    """The best sequence of tags, one per row of `emissions` (words x tags)."""
    length, tags = emissions.shape
    back = np.zeros((length, tags), dtype=np.int64)
    columns = np.arange(tags)
    score = start + emissions[0]
    for at in range(1, length):
        paths = score[:, None] + transitions
        best = paths.argmax(axis=0)
        back[at] = best
        score = paths[best, columns] + emissions[at]
    found = np.zeros(length, dtype=np.int64)
    found[-1] = score.argmax()
    for at in range(length - 1, 0, -1):
        found[at - 1] = back[at, found[at]]
    return found


def marginals(emissions: Floats, transitions: Floats, start: Floats) -> Floats:
    """The probability of each tag at each word (forward-backward, scaled at each word)."""
    length, tags = emissions.shape
    step = np.exp(transitions.astype(np.float64))
    local = np.exp((emissions - emissions.max(axis=1, keepdims=True)).astype(np.float64))
    forward = np.zeros((length, tags))
    current = np.exp(start.astype(np.float64)) * local[0]
    forward[0] = current / current.sum()
    for at in range(1, length):
        current = (forward[at - 1] @ step) * local[at]
        forward[at] = current / current.sum()
    backward = np.ones((length, tags))
    for at in range(length - 2, -1, -1):
        current = step @ (backward[at + 1] * local[at + 1])
        backward[at] = current / current.sum()
    both = forward * backward
    return (both / both.sum(axis=1, keepdims=True)).astype(np.float32)


def bio_transitions(tags: Sequence[str]) -> tuple[Floats, Floats]:
    """Transition and start scores that forbid an I behind anything but its own B or I."""
    moves = np.zeros((len(tags), len(tags)), dtype=np.float32)
    start = np.zeros(len(tags), dtype=np.float32)
    for after, tag in enumerate(tags):
        if tag.startswith("I-"):
            start[after] = FORBIDDEN
            for before, other in enumerate(tags):
                if other[1:] != tag[1:]:
                    moves[before, after] = FORBIDDEN
    return moves, start


def spans_of(tags: Integers, names: Sequence[str], probabilities: Floats | None = None) -> list[Span]:
    """Runs of one role, in order; an I behind another role opens a run as a B does."""
    found: list[Span] = []
    before = "O"
    for at, number in enumerate(tags.tolist()):
        tag = names[number]
        if tag != "O":
            if tag[0] == "B" or before[2:] != tag[2:]:
                found.append(Span(tag[2:], at, at))
            found[-1].last = at
        before = tag
    if probabilities is not None:
        chosen = np.take_along_axis(probabilities, tags[:, None], axis=1)[:, 0]
        for span in found:
            inside = chosen[span.first : span.last + 1]
            span.lowest, span.mean = float(inside.min()), float(inside.mean())
    return found


def bucket(gap: Integers) -> Integers:
    """Signed distances in words to rows of the distance table: eleven for each direction, on a logarithmic scale."""
    size = np.minimum(np.ceil(np.log2(np.abs(gap) + 1)).astype(np.int64), BUCKETS // 2 - 1)
    row: Integers = np.where(gap < 0, size, size + BUCKETS // 2)
    return row


def gaps(left: list[Span], right: list[Span]) -> Integers:
    """Words from each of `left` to each of `right`: negative where it stands before."""
    a = np.array([(span.first, span.last) for span in left], dtype=np.int64).reshape(-1, 2)
    b = np.array([(span.first, span.last) for span in right], dtype=np.int64).reshape(-1, 2)
    after = b[None, :, 0] - a[:, None, 1]
    before = b[None, :, 1] - a[:, None, 0]
    return np.where(after > 0, after, before)


@dataclass(slots=True)
class LinkScores:
    """What links need: per word 8 x WIDTH numbers and the lines ended before it; the distances' and "none"'s scores."""

    ends: Floats
    lines: Integers
    distance: Floats
    none: Floats

    def __call__(self, link: int, left: list[Span], right: list[Span]) -> Floats:
        """Log-probabilities, one row per left span: none first, then each right span."""
        query, key = self._side(2 * link, left), self._side(2 * link + 1, right)
        distance = gaps(left, right)
        scores = query @ key.T / np.sqrt(WIDTH) + self.distance[link][bucket(distance)]
        scores -= CROSSING * np.minimum(self._crossed(left, right), 2)
        scores = np.where(np.abs(distance) > FARTHEST, FORBIDDEN, scores)
        nothing = query @ self.none[link, :WIDTH] / np.sqrt(WIDTH) + self.none[link, WIDTH]
        scores = np.concatenate([nothing[:, None], scores], axis=1)
        scores -= scores.max(axis=1, keepdims=True)
        logarithm: Floats = (scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))).astype(np.float32)
        return logarithm

    def _crossed(self, left: list[Span], right: list[Span]) -> Integers:
        """Lines that end between each of `left` and each of `right`."""
        a = self.lines[[(span.first, span.last) for span in left]].reshape(-1, 2)
        b = self.lines[[(span.first, span.last) for span in right]].reshape(-1, 2)
        between: Integers = np.maximum(b[None, :, 0] - a[:, None, 1], a[:, None, 0] - b[None, :, 1])
        return between.clip(0)

    def _side(self, side: int, spans: list[Span]) -> Floats:
        first = self.ends[[span.first for span in spans], 2 * side * WIDTH : (2 * side + 1) * WIDTH]
        last = self.ends[[span.last for span in spans], (2 * side + 1) * WIDTH : (2 * side + 2) * WIDTH]
        joined: Floats = np.maximum(first + last, 0)
        return joined


def likeliest(
    scores: LinkScores, number: int, left: list[Span], right: list[Span]
) -> Iterator[tuple[int | None, float]]:
    """For each of `left` its place in `right`, or None, and how likely; a block at a time, against what is near it."""
    for begin in range(0, len(left), BLOCK):
        block = left[begin : begin + BLOCK]
        first = bisect_left(right, block[0].first - FARTHEST, key=lambda span: span.last)
        stop = bisect_right(right, block[-1].last + FARTHEST, key=lambda span: span.first)
        for row in scores(number, block, right[first:stop]):
            best = int(row.argmax())
            yield (first + best - 1 if best else None), float(np.exp(row[best]))


def link(spans: list[Span], scores: LinkScores) -> list[Linked]:
    """Attributions in the order of their cues. Content without a cue stands alone; a cue without content is dropped."""
    by_role = {role: [span for span in spans if span.role == role] for role in ROLES}
    sources, cues, contents = (by_role[role] for role in ROLES)
    found = [Linked(None, cue, []) for cue in cues]
    for item, (place, probability) in zip(found, likeliest(scores, 0, cues, sources), strict=True):
        item.source = None if place is None else sources[place]
        item.source_link = probability
    alone: list[Linked] = []
    for content, (place, probability) in zip(contents, likeliest(scores, 1, contents, cues), strict=True):
        item = Linked(None, None, []) if place is None else found[place]
        item.content.append(content)
        item.content_links.append(probability)
        if place is None:
            alone.append(item)
    kept = [item for item in found if item.content] + alone
    return sorted(kept, key=lambda item: item.cue.first if item.cue else item.content[0].first)
