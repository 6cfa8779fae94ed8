"""Plain text: one article a file, its text kept as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.readers.front_matter import front_matter
from sources.readers.records import LARGEST_ROW, RAW, Problem, Row, Rows, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

LONGEST_HEADLINE = 200


def looks_like(sample: str, name: str) -> bool:
    """What nothing else is."""
    return False


def read_plain(opened: Opened, options: Options, place: Place | None) -> Rows:
    opened.lines()  # finds out the encoding, and refuses what cannot be unpacked
    return Rows(row_of(opened))


def row_of(opened: Opened) -> Iterator[Row]:
    parts, size, undecodable = [], 0, 0
    for line in opened.lines():
        parts.append(line.text)
        size += len(line.text)
        undecodable = undecodable or (line.undecodable and line.number)
        if size > LARGEST_ROW or line.overlong:
            problem = Problem(f"The text is longer than {LARGEST_ROW // 1_000_000} MB.", "Put one article in a file.")
            yield Row(1, 1, problem=problem, excerpt=excerpt(parts[0]), raw=parts[0][:RAW])
            return
    text = "".join(parts)
    if undecodable:
        problem = Problem(f"Line {undecodable} is not valid {opened.encoding.upper()}.", "Save the file as UTF-8.")
        yield Row(1, 1, problem=problem, excerpt=excerpt(text), raw=text[:RAW])
        return
    taken = front_matter(text, opened.options.mapping)
    if isinstance(taken, Problem):
        yield Row(1, 1, problem=taken, excerpt=excerpt(text), raw=text[:RAW])
    else:
        record, words = taken
        record = {"text": words, "title": headline(words), **record}
        yield Row(1, 1, record=record, excerpt=excerpt(text), raw=text[:RAW])


def headline(text: str) -> str:
    """The first line that looks like a headline: three words or more, no full sentence, and a text after it.

    Shorter lines before it ("Close", "Menu") are what a copied web page begins with.
    """
    lines = [line.strip() for line in text[: 20 * LONGEST_HEADLINE].splitlines() if line.strip()]
    for line in lines[:-1]:
        if len(line) > LONGEST_HEADLINE or line.endswith((".", ":", ",", ";")):
            return ""
        if len(line.split()) >= 3:
            return line
    return ""
