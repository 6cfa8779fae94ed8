"""ZIP files opened within limits, and what kind of document one is."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING, BinaryIO

from sources.readers.records import UnreadableError

if TYPE_CHECKING:
    from sources.readers.opening import Opened

MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
LARGEST_DIRECTORY = 16 << 20  # bytes: as many as zipfile holds in memory as objects of ten times the size
HARMLESS = 50 << 20
BLOWN_UP = 200
END, END_64 = b"PK\x05\x06", b"PK\x06\x06"
DAMAGED = (zipfile.BadZipFile, EOFError, NotImplementedError, struct.error, ValueError, OverflowError)


def is_zip(opened: Opened) -> bool:
    return opened.start.startswith(MAGIC)


def open_zip(opened: Opened, what: str) -> zipfile.ZipFile:
    """Raises UnreadableError for what is damaged, or made to use up memory."""
    if opened.packed:
        raise UnreadableError(f"The file is {what} that was packed once more.", "Unpack it once.")
    advice = "Pack it again, or unpack it and choose the files in it."
    try:
        if directory_size(opened.stream) > LARGEST_DIRECTORY:
            raise UnreadableError("The archive has too many members.", "Split it into several archives.")
        opened.stream.seek(0)
        return zipfile.ZipFile(opened.stream)
    except DAMAGED as error:
        raise UnreadableError(f"The file is {what}, but it is damaged or cut off.", advice) from error


def directory_size(stream: BinaryIO) -> int:
    """What the end of the file says that its list of members takes, before anything reads that."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - (1 << 17)))
    tail = stream.read()
    end = tail.rfind(END)
    if end < 0 or len(tail) < end + 22:
        raise zipfile.BadZipFile("no end of central directory")
    found = int(struct.unpack_from("<L", tail, end + 12)[0])
    end_64 = tail.rfind(END_64, 0, end)
    return int(struct.unpack_from("<Q", tail, end_64 + 40)[0]) if found == 0xFFFFFFFF and end_64 >= 0 else found


def blown_up(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(HARMLESS, info.compress_size * BLOWN_UP)


def names(opened: Opened) -> set[str]:
    if not is_zip(opened):
        return set()
    try:
        with open_zip(opened, "an archive") as archive:
            return set(archive.namelist())
    except UnreadableError:
        return set()
    finally:
        opened.stream.seek(0)


def office_document(opened: Opened) -> str:
    """ "xlsx", or in words which other document it is; "" for an archive."""
    found = names(opened)
    if "xl/workbook.xml" in found or ("[Content_Types].xml" in found and any(n.startswith("xl/") for n in found)):
        return "an XLSX file with binary sheets (XLSB)" if "xl/workbook.bin" in found else "xlsx"
    for name, kind in (
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a presentation"),
        ("content.xml", "an OpenDocument file"),
        ("META-INF/container.xml", "an e-book"),
        ("[Content_Types].xml", "an office document"),
    ):
        if name in found:
            return kind
    return ""
