"""Frames between a process and its child that reads pages: the length in four bytes, then the bytes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

LENGTH = struct.Struct(">I")
BLOCK = 1 << 20


def send(stream: BinaryIO, *frames: bytes) -> None:
    for frame in frames:
        rest = memoryview(LENGTH.pack(len(frame)) + frame)
        while rest:  # a pipe takes a part
            rest = rest[stream.write(rest) or 0 :]
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Raises EOFError where the other side has gone."""
    (length,) = LENGTH.unpack(exactly(stream, LENGTH.size))
    return exactly(stream, length)


def exactly(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size:
        part = stream.read(min(size, BLOCK))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
