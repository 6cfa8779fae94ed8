"""Files of which nothing can be imported, and disks that fill up: a reason and a way out, never half a row."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from sources.readers import FORMATS, Options, Row, UnreadableError, archives, read

OTHER = {
    "empty.csv": (b"", "empty"),
    "blank.jsonl": (b" \n\n", "empty"),
    "mark only.txt": (b"\xef\xbb\xbf", "empty"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image"),
    "program.csv": (b"\x7fELF" + bytes(range(256)) * 20, "binary"),
    "letter.pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "letter.rtf": (b"{\\rtf1 text}", "RTF"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "old office document"),
    "archive.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(100), "7z"),
    "archive.rar": (b"Rar!\x1a\x07" + bytes(100), "RAR"),
    "data.db": (b"SQLite format 3\0" + bytes(100), "database"),
    "cut.zip": (b"PK\x03\x04" + bytes(100), "damaged"),
}


@pytest.mark.parametrize("name", OTHER)
def test_other_files_are_named(tmp_path: Path, name: str) -> None:
    data, reason = OTHER[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableError, match=reason) as caught, read(tmp_path / name, name):
        pass
    assert caught.value.advice


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_that_was_chosen_wrongly(tmp_path: Path, format: str) -> None:
    """Whatever was chosen, a binary file gives no article, and no traceback."""
    (tmp_path / "file").write_bytes(b"\x7fELF" + bytes(range(256)) * 20)
    rows: list[Row] = []
    with (
        suppress(UnreadableError),
        read(tmp_path / "file", "file", Options(format=format)) as reading,
    ):
        rows = list(reading.rows)
    assert not any(row.record and row.record.get("text") for row in rows)


def test_a_format_that_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(UnreadableError, match="no format “klingon”"), read(tmp_path / "file", "f", Options("klingon")):
        pass


def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path, reason in ((tmp_path, "is a folder"), (tmp_path / "missing", "No such file")):
        with pytest.raises(UnreadableError, match=reason) as caught, read(path, "upload"):
            pass
        assert caught.value.advice


def test_a_name_as_long_as_a_path_can_be(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be opened"), read(tmp_path / ("x" * 5000), "upload"):
        pass


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_member_for_which_the_disk_has_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.txt", "A text.")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1 << 40, 1 << 40, archives.SPARE + 3))
    with read(tmp_path / "a.zip", "a.zip") as reading:
        (row,) = reading.rows
    assert row.problem
    assert "no room on the server's disk" in row.problem.reason


def test_what_fails_with_the_rows_is_no_fault_of_the_file(tmp_path: Path) -> None:
    """Whoever writes the rows somewhere hears of a full disk as what it is."""
    (tmp_path / "file").write_text('{"text": "one"}\n')

    def write_rows() -> None:
        with read(tmp_path / "file", "file") as reading:
            next(reading.rows)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space") as caught:
        write_rows()
    assert not isinstance(caught.value, UnreadableError)
