"""What quotation marks say beyond the network: content holds whole quotations, and no quoted sentence is nobody's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.attribution import Attribution, Places
from claims.extraction.layout import Paragraph

COVERED = 0.5
"""Share of a quotation that content must cover to be extended over all of it."""
SENTENCE, PHRASE = 4, 8
"""Words from which on a quotation is somebody's words: where it opens a sentence, and in the middle of one."""
LONG_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(slots=True, order=True)
class Piece:
    """A span of an attribution; `index` is its place in the content, None in source and cue."""

    start: int
    end: int
    owner: Attribution
    index: int | None = None


def complete(
    text: str, paragraphs: Sequence[Paragraph], places: Places, attributions: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions, their content extended over quotations, and one more for every quoted sentence left over.

    A quotation that opens its paragraph behind one that ended with a quotation goes on with it, as do two in a row.
    """
    pieces = [Piece(*span, item) for item in attributions for span in [*item.source, *item.cue]]
    pieces += [Piece(*span, item, index) for item in attributions for index, span in enumerate(item.content)]
    pieces.sort(key=lambda piece: piece.start)
    added: list[Attribution] = []
    for number, paragraph in enumerate(paragraphs):
        opening = {sentence.start for sentence in paragraph.sentences}
        for quote in paragraph.quotes:
            inside = _between(pieces, quote.start, quote.end)
            if not inside:
                opens = quote.start in opening
                if not _uttered(text[quote.start : quote.end], SENTENCE if opens else PHRASE):
                    continue
                owner = _before(pieces, paragraphs, number, quote.start) if opens else None
                if owner is None:
                    owner = places.attribution([], [], [], at=quote.start)
                    added.append(owner)
                owner.content.append((quote.start, quote.end))
                owner.quoted = True
                insort(
                    pieces, Piece(quote.start, quote.end, owner, len(owner.content) - 1), key=lambda piece: piece.start
                )
            elif len(inside) == 1 and inside[0].index is not None:
                _extend(inside[0], quote.start, quote.end)
    return sorted([*attributions, *added], key=lambda item: (item.cue or item.content)[0])


def _uttered(quotation: str, least: int) -> bool:
    """Whether it is long enough, and no title: "Face the Nation"."""
    long = LONG_WORD.findall(quotation)
    return len(quotation.split()) >= least and 2 * sum(word[0].islower() for word in long) >= max(1, len(long))


def _extend(piece: Piece, start: int, end: int) -> None:
    covered = min(piece.end, end) - max(piece.start, start)
    if piece.index is not None and covered >= COVERED * (end - start):
        piece.start, piece.end = min(piece.start, start), max(piece.end, end)
        piece.owner.content[piece.index] = (piece.start, piece.end)


def _between(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    first = bisect_right(pieces, start, key=lambda piece: piece.end)
    return pieces[first : bisect_left(pieces, end, key=lambda piece: piece.start)]


def _before(pieces: list[Piece], paragraphs: Sequence[Paragraph], number: int, start: int) -> Attribution | None:
    """Who is quoted right before: in the same paragraph, or at the end of the one before."""
    index = bisect_left(pieces, start, key=lambda piece: piece.start) - 1
    if index < 0 or not pieces[index].owner.quoted:
        return None
    paragraph = paragraphs[number]
    same = pieces[index].start >= paragraph.start
    opens = number > 0 and paragraph.sentences[0].start == start
    behind = opens and pieces[index].start >= paragraphs[number - 1].start
    return pieces[index].owner if same or behind else None
