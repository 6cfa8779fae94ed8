"""Which encoding bytes are in: what a byte order mark or the bytes themselves prove, else what reads best."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING, BinaryIO, cast

from charset_normalizer import from_bytes

from sources.readers.records import LARGEST_ROW, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLOCK = 1 << 20
ENOUGH = 10_000  # lines that are valid UTF-8 and not ASCII: nothing else looks so by chance
EVIDENCE = 1 << 17  # bytes of other lines that are looked at
FEW = 24
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7")
CANDIDATES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "koi8_r", "koi8_u", "mac_roman"),
    *("shift_jis", "euc_jp", "euc_kr", "gb18030", "big5", "tis_620"),
)
NOT_ASCII_LINE = re.compile(rb"[\x80-\xff][^\r\n]*")
WESTERN = "äöüÄÖÜßàâçéèêëîïôùûœÀÂÇÉÈÊËÎÏÔÙÛŒáíóúñÁÍÓÚÑ¿¡ãõÃÕåøæÅØÆìòÌÒªº°§«»“”‘’„‚–—…•€£©®™·\u00a0\u00ad"


def named(name: str) -> str:
    """Python's name of an encoding that a person named."""
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)
    except (LookupError, ValueError) as error:
        raise UnreadableError(
            f"There is no encoding “{name[:40]}”.", "Choose for example utf-8, windows-1252 or windows-1256."
        ) from error
    return "utf-8" if codec.name == "utf-8-sig" else codec.name


def wide(start: bytes) -> str:
    """The kind of UTF-16 or UTF-32 that a file begins with, "" where it is neither."""
    for mark, name in MARKS.items():
        if start.startswith(mark):
            return name
    return next((name for name in WIDE[1:6] if name != "utf-32" and is_wide(start[:4096], name)), "")


def is_wide(start: bytes, name: str) -> bool:
    """Without a mark: nearly all NULs stand where they do in this encoding, and read so there are spaces."""
    width, low = (4 if "32" in name else 2), (-1 if name.endswith("be") else 0)
    start = start[: len(start) // width * width]
    nuls, units = start.count(0), len(start) // width
    if not nuls or not units:
        return False
    elsewhere = start[low % width :: width].count(0)  # where the low byte of each character stands
    if elsewhere * 20 > nuls or (width == 4 and nuls < 2 * units):
        return False
    text = start.decode(name, "ignore")
    return sum(map(text.count, " \r\n\t,;")) * 40 > len(text) > units // 2


class Transcoded(io.RawIOBase):
    """A stream in any encoding from its byte `start`, read as UTF-8. Can be rewound."""

    def __init__(self, stream: BinaryIO, encoding: str, start: int, errors: str) -> None:
        self.stream, self.encoding, self.start, self.errors = stream, encoding, start, errors
        self.rewind()

    def rewind(self) -> None:
        self.stream.seek(self.start)
        self.decoder = codecs.getincrementaldecoder(self.encoding)(self.errors)
        self.ready, self.place = memoryview(b""), 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset += self.place
        elif whence != io.SEEK_SET:
            raise io.UnsupportedOperation("from the beginning only")
        if offset < self.place:
            self.rewind()
        while self.place < offset and self.read(min(BLOCK, offset - self.place)):
            pass
        return self.place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self.ready:
            block = self.stream.read(BLOCK)
            self.ready = memoryview(self.decoder.decode(block, final=not block).encode("utf-8", "replace"))
            if not block and not self.ready:
                return 0
        size = min(len(buffer), len(self.ready))
        buffer[:size] = self.ready[:size]
        self.ready, self.place = self.ready[size:], self.place + size
        return size


def transcoded(stream: BinaryIO, encoding: str, start: int = 0, errors: str = "replace") -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(Transcoded(stream, encoding, start, errors), BLOCK))


def blocks(stream: BinaryIO, piece: int = BLOCK) -> Iterator[bytes]:
    while block := stream.read(piece):
        yield block


def encoding_of(blocks: Iterable[bytes]) -> str:
    """Of a file whose characters are single bytes or UTF-8. One whose lines are mostly valid is UTF-8 with bad lines.

    Does not take all blocks where the first ones leave no doubt.
    """
    valid = invalid = 0
    evidence, rest = bytearray(), b""
    for block in blocks:
        data, rest = rest + block, b""
        if data.isascii():
            continue
        try:
            _, consumed = codecs.utf_8_decode(data, "strict", False)
        except UnicodeDecodeError:
            end = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
            if not end and len(data) <= LARGEST_ROW:
                rest = data
                continue
            data, rest = data[: end or len(data)], data[end or len(data) :]
            good, bad = sorted_out(data, evidence)
            valid, invalid = valid + good, invalid + bad
        else:
            data, rest = data[:consumed], data[consumed:]
            valid += sum(1 for _ in NOT_ASCII_LINE.finditer(data))
        if valid > ENOUGH and valid > invalid:
            return "utf-8"
    good, bad = sorted_out(rest, evidence)
    return guessed(bytes(evidence)) if invalid + bad > valid + good else "utf-8"


def sorted_out(data: bytes, evidence: bytearray) -> tuple[int, int]:
    """Of the lines that are not ASCII: how many are valid UTF-8, but for a few bytes, and how many not; those add to
    the evidence."""
    valid = invalid = 0
    for line in data.splitlines():
        if line.isascii():
            continue
        text = line.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        if bad * 2 < sum(character > "\x7f" for character in text) or not bad:
            valid += 1
        else:
            invalid += 1
            if len(evidence) < EVIDENCE:
                evidence += line[:EVIDENCE] + b"\n"
    return valid, invalid


def guessed(evidence: bytes) -> str:
    """cp1252 where what it gives are the letters of western Europe, or there is too little to tell."""
    high = bytes(byte for byte in evidence if byte > 127)
    text = high.decode("cp1252", "replace")
    western = sum(map(text.count, set(WESTERN) & set(text)))
    if len(high) * 3 < len(evidence) and western >= len(text) * 0.95 and "\ufffd" not in text:
        return "cp1252"
    found = from_bytes(evidence, cp_isolation=list(CANDIDATES)).best() if len(high) >= FEW else None
    return found.encoding if found else "cp1252"
