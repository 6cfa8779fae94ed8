"""Bytes into lines, whatever ends them, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sources.readers.records import LARGEST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

BLOCK = 1 << 18


class Line(NamedTuple):
    """One line with its end; `undecodable` bytes stand in `text` as U+FFFD; an `overlong` line is cut.

    `end` is the offset in the stream at which the next line begins.
    """

    number: int
    text: str
    undecodable: bool = False
    overlong: bool = False
    end: int = 0


def raw_lines(stream: BinaryIO, offset: int = 0, longest: int = LARGEST_ROW) -> Iterator[tuple[bytes, bool, int]]:
    """(line with its LF, CRLF or CR; whether it was cut to `longest` bytes; where the next begins), from a stream that
    stands at `offset`."""
    rest, cut, end = b"", False, offset
    while block := stream.read(BLOCK):
        while block.endswith(b"\r") and (following := stream.read(1)):  # its LF may be in the next block
            block += following
        closed = block.endswith((b"\n", b"\r"))
        lines = block.splitlines(keepends=True)
        last = b"" if closed else lines.pop()
        for line in lines:
            end += len(line)
            if cut:
                yield rest, True, end
            elif rest:
                yield rest + line, False, end
            else:
                yield line, False, end
            rest, cut = b"", False
        if last:
            end += len(last)
            if not cut:
                rest += last
                if len(rest) > longest:
                    rest, cut = rest[:longest], True
    if rest:
        yield rest, cut, end


def decoded(stream: BinaryIO, encoding: str, offset: int = 0, line: int = 0) -> Iterator[Line]:
    """From a stream that stands at `offset`, after `line` lines."""
    for number, (raw, overlong, end) in enumerate(raw_lines(stream, offset), start=line + 1):
        try:
            yield Line(number, raw.decode(encoding), False, overlong, end)
        except UnicodeDecodeError:
            yield Line(number, raw.decode(encoding, "replace"), not overlong, overlong, end)
