"""Open a file, find out what it is by looking inside, and refuse what is no text before a row is taken."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from sources.readers.lines import raw_lines
from sources.readers.records import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

GZIP = b"\x1f\x8b"
SAMPLE = 1 << 16
BLOCK = 1 << 20
LARGEST = 20 << 30  # bytes after decompression
CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
OTHER_KINDS = {
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
    b"SQLite format 3": "a database",
}
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Opened:
    """A stream of UTF-8 or cp1252 bytes without byte order mark, and how far the file itself was read."""

    stream: BinaryIO
    encoding: str
    file: BinaryIO

    def position(self) -> int:
        return self.file.tell()


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Raises UnreadableError, with the reason, for what is no text file."""
    try:
        file = path.open("rb")
    except IsADirectoryError as error:
        raise UnreadableError(f"{path.name} is a folder.", "Name the files in it one by one.") from error
    except OSError as error:
        raise UnreadableError(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    with file:
        try:
            stream = unpacked(file)
            encoding = examined(stream)
            stream.seek(0)
            skip_mark(stream)
            yield Opened(stream, encoding, file)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UnreadableError("The compressed file is damaged or cut off.", "Pack or copy it again.") from error
        except OSError as error:
            raise UnreadableError(f"{path.name} cannot be read: {error.strerror or error}.") from error


def unpacked(file: BinaryIO) -> BinaryIO:
    """The bytes inside: of a .gz what it holds, of UTF-16 the same text in UTF-8."""
    magic = file.read(2)
    file.seek(0)
    stream: BinaryIO = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if magic == GZIP else file
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(UTF_16) and not start.startswith(codecs.BOM_UTF32_LE):
        return cast("BinaryIO", io.BufferedReader(Utf16(stream)))
    return stream


class Utf16(io.RawIOBase):
    """UTF-16 with a byte order mark, read as UTF-8. Can be rewound."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("only back to the beginning")
        self.stream.seek(0)
        self.decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self.ready = b""
        return 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self.ready:
            block = self.stream.read(BLOCK)
            self.ready = self.decoder.decode(block, final=not block).encode()
            if not block and not self.ready:
                return 0
        part, self.ready = self.ready[: len(buffer)], self.ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def skip_mark(stream: BinaryIO) -> None:
    if stream.read(3) != codecs.BOM_UTF8:
        stream.seek(0)


def examined(stream: BinaryIO) -> str:
    """Read everything once: its encoding. A file whose lines are mostly valid is UTF-8 with bad lines, else cp1252."""
    refuse_binary(stream.read(SAMPLE))
    stream.seek(0)
    valid = invalid = size = 0
    for line, _ in raw_lines(stream):
        size += len(line)
        if size > LARGEST:
            raise UnreadableError(f"Unpacked, the file is larger than {LARGEST >> 30} GiB.", "Split it.")
        if not line.isascii():
            fine = is_utf8(line)
            valid, invalid = valid + fine, invalid + (not fine)
    return "cp1252" if invalid > valid else "utf-8"


def is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def refuse_binary(sample: bytes) -> None:
    if not sample:
        raise UnreadableError("The file is empty.", "Choose a file with at least one article.")
    for magic, kind in OTHER_KINDS.items():
        if sample.startswith(magic):
            raise UnreadableError(f"The file is {kind}.", "Save it as CSV, JSON Lines or plain text.")
    control = len(sample) - len(sample.translate(None, CONTROL))
    if control > 8 and control * 20 > len(sample):
        raise UnreadableError("The file is binary, not text.", "Save it as UTF-8 text.")
