"""ZIP and tar: every member is a file like any other, read one after the other. What is refused is one rejected row."""

from __future__ import annotations

import shutil
import stat
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from sources.readers.opening import DAMAGED as PACKED_DAMAGED
from sources.readers.records import Problem, Row, Rows, UnreadableError
from sources.readers.zips import DAMAGED, blown_up, is_zip, office_document, open_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

BLOCK = 1 << 20
PIECE = 1 << 16  # bytes of a packed tar that are unpacked, or lost where it is damaged, at once
LARGEST_MEMBER = 10 << 30
LARGEST_ARCHIVE = 40 << 30  # bytes of all members together
LARGEST_NAME = 1 << 20  # bytes of a header that says a long name
SPARE = 200 << 20  # bytes that stay free on the disk
NAMES_SHOWN = 500
ARCHIVES = ("zip", "tar")
LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")
UNPACK = "Unpack it, and choose the files themselves."
BOMB = Problem("It is far larger than its packed size says.", "Leave it out: texts are never packed so small.")


type Opener = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True)
class Member:
    """`open` gives its bytes; `refused` says why it is not even tried."""

    name: str
    open: Opener | None = None
    refused: Problem | None = None


class BrokenArchiveError(Exception):
    """The archive cannot be read on; what stood before is read."""


def looks_like_zip(opened: Opened) -> bool:
    return is_zip(opened) and not office_document(opened)


def looks_like_tar(start: bytes, name: str) -> bool:
    return start[257:262] == b"ustar"


def read_zip(opened: Opened, options: Options, place: Place | None) -> Rows:
    archive = open_zip(opened, "a ZIP archive")
    return Rows(rows_of(opened, options, place, zip_members(archive)))


def read_tar(opened: Opened, options: Options, place: Place | None) -> Rows:
    return Rows(rows_of(opened, options, place, tar_members(opened)))


def zip_members(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        if info.is_dir():
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            yield Member(info.filename, refused=Problem("It is a link to another file.", "Pack the file itself."))
        elif info.flag_bits & 1:
            yield Member(info.filename, refused=Problem("It is protected by a password.", "Pack it without one."))
        elif blown_up(info):
            yield Member(info.filename, refused=BOMB)
        elif info.file_size > LARGEST_MEMBER:
            yield Member(info.filename, refused=too_large())
        else:
            yield Member(info.filename, lambda info=info: archive.open(info))  # type: ignore[misc]


class Plain(tarfile.TarInfo):
    """A member whose header does not fill the memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in HEADERS and self.size > LARGEST_NAME:
            raise tarfile.ReadError("a header that is too long")
        return super()._proc_member(tar)  # type: ignore[misc,no-any-return]


HEADERS = (
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
)


def tar_members(opened: Opened) -> Iterator[Member]:
    try:
        stream = cast("BinaryIO", Unpacking(opened))
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=Plain) as archive:
            for info in archive:
                archive.members = []  # type: ignore[attr-defined]  # it would keep all that were
                if info.isdir():
                    continue
                if info.issym() or info.islnk():
                    yield Member(info.name, refused=Problem("It is a link to another file.", "Pack the file itself."))
                elif not info.isreg() or info.issparse():
                    yield Member(info.name, refused=Problem("It is no ordinary file.", "Leave it out."))
                elif info.size > LARGEST_MEMBER:
                    yield Member(info.name, refused=too_large())
                else:
                    yield Member(info.name, lambda info=info: extracted(archive, info))  # type: ignore[misc]
    except (tarfile.TarError, ValueError, OverflowError) as error:
        raise BrokenArchiveError(f"{str(error)[:200].capitalize()}.") from error


def extracted(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    found = archive.extractfile(info)
    if not found:
        raise tarfile.ReadError("no ordinary file")
    return found


class Unpacking:
    """The stream of a tar archive, within what may come out of a packed one."""

    def __init__(self, opened: Opened) -> None:
        self.blocks = opened.blocks(PIECE)
        self.rest = b""

    def read(self, size: int) -> bytes:
        try:
            while len(self.rest) < size and (block := next(self.blocks, b"")):
                self.rest += block
        except UnreadableError as error:
            raise BrokenArchiveError(error.reason) from error
        except (*PACKED_DAMAGED, OSError) as error:
            raise BrokenArchiveError("The compressed data are damaged or cut off.") from error
        data, self.rest = self.rest[:size], self.rest[size:]
        return data


def rows_of(opened: Opened, options: Options, place: Place | None, members: Iterator[Member]) -> Iterator[Row]:
    """Rows numbered through all members; after each of them one can go on."""
    at, number, inside = (int(place["member"]), int(place["base"]), inner(place)) if place else (0, 0, None)
    budget, index = Budget(), 0
    last: Row | None = None
    try:
        for index, member in enumerate(members):
            last = None
            if index < at or left_by_systems(member.name):
                continue
            base = number
            for row in rows_in(opened, member, options, inside if index == at else None, budget):
                if last:
                    yield last
                here = {"member": index, "base": base, **row.place} if row.place else None
                last = numbered(row, base, member.name, here)
                number = last.number
            if last:
                yield replace(last, place={"member": index + 1, "base": number})
                last = None
    except BrokenArchiveError as error:
        if last:
            yield last
        reason = f"The archive breaks off after {index} whole members. {error}"
        yield Row(number + 1, None, problem=Problem(reason, "Pack or copy it again."))


def inner(place: Place) -> Place | None:
    return {name: value for name, value in place.items() if name not in ("member", "base")} or None


def numbered(row: Row, base: int, member: str, place: Place | None) -> Row:
    number, name = base + row.number, (f"{member}/{row.member}" if row.member else member)[:NAMES_SHOWN]
    return Row(number, row.line, row.record, row.problem, row.excerpt, row.raw, row.cells, name, place)


def rows_in(opened: Opened, member: Member, options: Options, place: Place | None, budget: Budget) -> Iterator[Row]:
    """A member's rows; one with the problem where it has none, or cannot be read."""
    number = int(place["row"]) if place else 0
    problem = member.refused or outside(member.name)
    if problem or not member.open:
        yield refused(1, member, problem or Problem("It cannot be opened.", UNPACK))
        return
    try:
        with tempfile.TemporaryDirectory(prefix="member") as folder:
            path = Path(folder) / "member"
            budget.copy(member.open, path)
            with opened.read_inside(path, member.name, replace(options, format=""), place) as reading:
                if reading.format in ARCHIVES:
                    raise UnreadableError("It is an archive inside the archive.", UNPACK)
                for row in reading.rows:
                    number = row.number
                    yield row
        if not number:
            raise UnreadableError("It has no row but its header.", "Leave it out, or fill it.")
    except UnreadableError as error:
        yield refused(number + 1, member, Problem(error.reason, error.advice))
    except tarfile.TarError as error:
        raise BrokenArchiveError(f"{str(error)[:200].capitalize()}.") from error
    except (*DAMAGED, *PACKED_DAMAGED, RuntimeError) as error:
        yield refused(number + 1, member, Problem(f"It is damaged: {str(error)[:200]}.", "Pack it again."))


def refused(number: int, member: Member, problem: Problem) -> Row:
    return Row(number, None, problem=problem, excerpt=member.name[:NAMES_SHOWN])


class Budget:
    """What may still be unpacked of an archive."""

    def __init__(self) -> None:
        self.left = LARGEST_ARCHIVE

    def copy(self, opener: Opener, path: Path) -> None:
        """Raises UnreadableError where there is too much, or no room for it."""
        size = 0
        with opener() as source, path.open("wb") as target:
            free = shutil.disk_usage(path.parent).free - SPARE
            while block := source.read(BLOCK):
                size += len(block)
                if size > min(LARGEST_MEMBER, self.left):
                    raise UnreadableError("Unpacked, it is too large.", "Split the archive.")
                if size > free:
                    raise UnreadableError(
                        "There is no room on the server's disk to unpack it.", "Make room; try again."
                    )
                target.write(block)
        self.left -= size


def too_large() -> Problem:
    return Problem(f"Unpacked, it is larger than {LARGEST_MEMBER >> 30} GiB.", "Split it.")


def outside(name: str) -> Problem | None:
    """Nothing is ever written under a member's name; but one that leads out of the archive is there for no good."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or name[1:2] == ":":
        return Problem("Its name leads out of the archive.", "Pack it again, with names below one folder.")
    return None


def left_by_systems(name: str) -> bool:
    """What operating systems add to archives, and nobody wrote: passed over."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts[:-1] or (bool(parts) and (parts[-1] in LEFT_BY_SYSTEMS or parts[-1].startswith("._")))
