"""Bytes into lines, whatever ends them, in bounded memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sources.readers.records import LARGEST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

BLOCK = 1 << 18
END = re.compile(rb"\r\n|\n|\r")


class Line(NamedTuple):
    """One line with its end; `undecodable` bytes stand in `text` as U+FFFD; an `overlong` line is cut."""

    number: int
    text: str
    undecodable: bool = False
    overlong: bool = False


def raw_lines(stream: BinaryIO, longest: int = LARGEST_ROW) -> Iterator[tuple[bytes, bool]]:
    """(line with its LF, CRLF or CR, whether it was cut). A line longer than `longest` bytes is cut to it."""
    rest, cut = b"", False
    while block := stream.read(BLOCK):
        while block.endswith(b"\r") and (following := stream.read(1)):  # its LF may be in the next block
            block += following
        start = 0
        for match in END.finditer(block):
            line = block[start : match.end()]
            if cut:
                line = rest
            elif rest:
                line = rest + line
            yield line, cut
            rest, cut, start = b"", False, match.end()
        if not cut:
            rest += block[start:]
            if len(rest) > longest:
                rest, cut = rest[:longest], True
    if rest:
        yield rest, cut


def decoded(stream: BinaryIO, encoding: str) -> Iterator[Line]:
    for number, (raw, overlong) in enumerate(raw_lines(stream), start=1):
        try:
            yield Line(number, raw.decode(encoding), overlong=overlong)
        except UnicodeDecodeError:
            yield Line(number, raw.decode(encoding, "replace"), undecodable=not overlong, overlong=overlong)
