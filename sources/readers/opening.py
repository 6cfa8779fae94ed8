"""Open a file, unpack it, and find out how to read its bytes as text."""

from __future__ import annotations

import bz2
import codecs
import gzip
import lzma
import os
import zlib
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, cast

from sources.readers.encodings import BLOCK, WIDE, blocks, encoding_of, named, transcoded, wide
from sources.readers.lines import Line, decoded
from sources.readers.records import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sources.readers.records import Options, Place, Reading

SAMPLE = 1 << 16
LARGEST = 20 << 30  # bytes after decompression
HARMLESS = 100 << 20  # bytes that may come out of however few
BLOWN_UP = 200  # times the packed size is more than texts give
PACKED: dict[bytes, Callable[[BinaryIO], object]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError)


class Opened:
    """A file that is being read.

    `path` is where it lies, `name` what the person calls it, `stream` its bytes, unpacked, `start` the first of them,
    `sample` those as text. A reader gets the stream at its beginning. `read_inside` reads a file that came out of it.
    """

    def __init__(
        self,
        file: BinaryIO,
        path: Path,
        name: str,
        options: Options,
        encoding: str,  # of the stream, where an earlier reading has found it
        read_inside: Callable[[Path, str, Options, Place | None], AbstractContextManager[Reading]],
    ) -> None:
        self.file, self.path, self.name, self.options, self.read_inside = file, path, name, options, read_inside
        self.stream, self.packed = unpacked(file)
        self.start = self.stream.read(SAMPLE)
        self.stream.seek(0)
        asked = named(options.encoding) if options.encoding else wide(self.start)
        if self.start.startswith(codecs.BOM_UTF8):
            asked = "utf-8"  # whatever a person believes
        self.given = encoding or asked
        self.examined = bool(encoding)
        if asked in WIDE:
            self.stream, self.given = transcoded(self.stream, asked), "utf-8"
            self.sample = self.stream.read(SAMPLE).decode("utf-8", "ignore").removeprefix("\ufeff")
            self.stream.seek(0)
        else:
            self.sample = self.start.removeprefix(codecs.BOM_UTF8).decode(self.given or "utf-8", "replace")

    def position(self) -> int:
        return self.file.tell()

    @cached_property
    def encoding(self) -> str:
        """Of the stream; reads all of it once where it has to, and refuses what cannot be unpacked."""
        if self.given and (self.examined or not self.packed):
            return self.given
        unpacked_blocks = self.blocks()
        encoding = self.given or encoding_of(unpacked_blocks)
        if self.packed:
            for _ in unpacked_blocks:
                pass
        self.stream.seek(0)
        return encoding

    def blocks(self, piece: int = BLOCK) -> Iterator[bytes]:
        """All bytes, within the limits of what may come out of a packed file."""
        self.stream.seek(0)
        size, packed = 0, os.fstat(self.file.fileno()).st_size
        for block in blocks(self.stream, piece):
            size += len(block)
            if size > LARGEST:
                raise UnreadableError(f"Unpacked, the file is larger than {LARGEST >> 30} GiB.", "Split it.")
            if self.packed and size > max(HARMLESS, packed * BLOWN_UP):
                raise UnreadableError(
                    f"Unpacked, the file is more than {BLOWN_UP} times as large: this is no file of texts.",
                    "Unpack it and look at what is in it.",
                )
            yield block

    def lines(self, place: Place | None = None) -> Iterator[Line]:
        """From the beginning, or from `place`: {"offset", "line", ...}."""
        encoding = self.encoding
        if place is None:
            return decoded(self.stream, encoding, self.text_start())
        offset = int(place["offset"])
        self.stream.seek(offset)
        return decoded(self.stream, encoding, offset, int(place["line"]))

    def text_start(self) -> int:
        """Go to the first byte of the text, after a byte order mark."""
        self.stream.seek(0)
        if self.stream.read(3) == codecs.BOM_UTF8:
            return 3
        self.stream.seek(0)
        return 0

    def whole(self, most: int) -> bytes:
        """All bytes of a file that has to be held in memory."""
        self.stream.seek(0)
        data = self.stream.read(most + 1)
        if len(data) > most:
            raise UnreadableError(f"The file is larger than {most // 1_000_000} MB.", "Split it.")
        return data


@contextmanager
def opened(
    path: Path,
    name: str,
    options: Options,
    place: Place | None,
    read_inside: Callable[[Path, str, Options, Place | None], AbstractContextManager[Reading]],
) -> Iterator[Opened]:
    """Raises UnreadableError, with the reason, for what cannot be opened."""
    try:
        file = path.open("rb")
    except IsADirectoryError as error:
        raise UnreadableError(f"{path.name} is a folder.", "Name the files in it one by one.") from error
    except OSError as error:
        raise UnreadableError(
            f"{path.name} cannot be opened: {error.strerror or error}.", "See whether it is there and may be read."
        ) from error
    with file:
        with readable(name):
            found = Opened(file, path, name, options, str(place.get("encoding", "")) if place else "", read_inside)
        yield found


@contextmanager
def readable(name: str) -> Iterator[None]:
    """What goes wrong with the bytes of a file, said in words. Not around what is done with its rows: an error of
    the disk that they are written to is none of this file."""
    try:
        yield
    except DAMAGED as error:
        raise UnreadableError("The compressed file is damaged or cut off.", "Pack or copy it again.") from error
    except OSError as error:
        raise UnreadableError(f"{name} cannot be read: {error.strerror or error}.", "Copy it again.") from error


def unpacked(file: BinaryIO) -> tuple[BinaryIO, bool]:
    """The bytes inside, and whether they were packed."""
    magic = file.read(6)
    file.seek(0)
    for start, unpack in PACKED.items():
        if magic.startswith(start):
            return cast("BinaryIO", unpack(file)), True
    return file, False
