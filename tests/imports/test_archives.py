"""ZIP and tar archives: every member is a file, and what is refused is a row that says why."""

from __future__ import annotations

import gzip
import io
import json
import stat
import tarfile
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sources.readers import Row, UnreadableError, read

from .workbooks import workbook

FILES = {
    "a/one.txt": b"Quay to be widened\n\nThe council voted.",
    "a/two.jsonl": b'{"text": "two"}\nno JSON\n{"text": "three"}\n',
    "b/table.csv": b"text,id\nfour,4\nfive,5\n",
}


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, files: dict[str, bytes], mode: Any = "w") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def rows(path: Path, place: dict[str, int | str] | None = None) -> list[Row]:
    with read(path, "upload", place=place) as reading:
        assert reading.format in ("zip", "tar")
        return list(reading.rows)


def refused(path: Path) -> dict[str, str]:
    found = {}
    for row in rows(path):
        if row.problem:
            assert row.problem.advice
            found[row.member] = row.problem.reason
    return found


def packings(path: Path, files: dict[str, bytes]) -> list[Path]:
    tars = [tarred(path / f"a.tar.{kind}", files, f"w:{kind}") for kind in ("gz", "bz2", "xz")]
    return [zipped(path / "a.zip", files), tarred(path / "a.tar", files), *tars]


def test_members_are_read_one_after_the_other(tmp_path: Path) -> None:
    for path in packings(tmp_path, FILES):
        found = rows(path)
        assert [row.number for row in found] == [1, 2, 3, 4, 5, 6]
        assert [row.member for row in found] == [
            *("a/one.txt", "a/two.jsonl", "a/two.jsonl", "a/two.jsonl", "b/table.csv", "b/table.csv")
        ]
        assert [row.record["text"].split()[-1] if row.record else None for row in found] == [
            *("voted.", "two", None, "three", "four", "five")
        ]


def test_reading_goes_on_after_any_row_that_has_a_place(tmp_path: Path) -> None:
    for path in packings(tmp_path, FILES):
        found = rows(path)
        assert [bool(row.place) for row in found] == [True] * 6
        for row in found:
            place = json.loads(json.dumps(row.place))
            assert rows(path, place) == found[row.number :]


def test_a_workbook_and_a_compressed_file_inside(tmp_path: Path) -> None:
    book = workbook(tmp_path / "book.xlsx", [("text", "id"), ("one", 1)]).read_bytes()
    path = zipped(tmp_path / "a.zip", {"book.xlsx": book, "more.jsonl.gz": gzip.compress(b'{"text": "two"}\n')})
    assert [row.record and row.record["text"] for row in rows(path)] == ["one", "two"]


def test_what_cannot_be_read_is_one_rejected_row_each(tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "header only.csv": b"text,id\n",
        "no text.csv": b"colour,size\nred,3\n",
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "../outside.txt": b"text",
        "/absolute.txt": b"text",
        "C:\\drive.txt": b"text",
        "inner.zip": zipped(tmp_path / "inner.zip", FILES).read_bytes(),
        "inner.tar.gz": tarred(tmp_path / "inner.tar.gz", FILES, "w:gz").read_bytes(),
        "fine.txt": b"A text.",
    }
    for path in packings(tmp_path, bad):
        assert [row.number for row in rows(path)] == list(range(1, len(bad) + 1))
        found = {name.removesuffix("/"): reason for name, reason in refused(path).items()}
        assert set(found) == set(bad) - {"fine.txt"}
        assert "empty" in found["empty.txt"]
        assert "no row" in found["header only.csv"]
        assert "No column" in found["no text.csv"]
        assert "image" in found["picture.csv"]
        assert {found[name] for name in ("../outside.txt", "/absolute.txt", "C:\\drive.txt")} == {
            "Its name leads out of the archive."
        }
        assert "inside the archive" in found["inner.zip"]
        assert "inside the archive" in found["inner.tar.gz"]


def test_nothing_is_written_where_a_name_leads(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    rows(zipped(folder / "a.zip", {"../outside.txt": b"text"}))
    assert list(tmp_path.rglob("outside.txt")) == []


def test_what_systems_add_is_passed_over(tmp_path: Path) -> None:
    added = {"__MACOSX/a/._one.txt": b"\0\5", "a/.DS_Store": b"\0", "a/._one.txt": b"\0", "Thumbs.db": b"\0", "a/": b""}
    path = zipped(tmp_path / "a.zip", {**added, "a/one.txt": b"A text."})
    assert [row.member for row in rows(path)] == ["a/one.txt"]


def test_links_and_devices_in_tar_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in {
            "symlink": tarfile.SYMTYPE,
            "hard link": tarfile.LNKTYPE,
            "device": tarfile.CHRTYPE,
            "pipe": tarfile.FIFOTYPE,
            "folder": tarfile.DIRTYPE,
        }.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/hostname"
            archive.addfile(info)
    found = refused(path)
    assert {name: reason.split()[-1] for name, reason in found.items()} == {
        "symlink": "file.",
        "hard link": "file.",
        "device": "file.",
        "pipe": "file.",
    }
    assert "link to another file" in found["symlink"]


def test_a_link_and_a_protected_member_in_zip_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")
        archive.writestr("secret.txt", "text")
        archive.writestr("fine.txt", "A text.")
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic, data.find(magic) + 1)
        data[at + offset] |= 1
    path.write_bytes(bytes(data))
    found = refused(path)
    assert found == {"link": "It is a link to another file.", "secret.txt": "It is protected by a password."}


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb.txt": b"x" * (60 << 20), "fine.txt": b"A text."})
    tracemalloc.start()
    found = refused(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == {"bomb.txt": "It is far larger than its packed size says."}
    assert peak < 10_000_000


def test_a_packed_tar_that_blows_up_ends_the_reading(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar.gz", {"one.txt": b"A text.", "bomb.txt": b"x" * (120 << 20)}, "w:gz")
    first, last = rows(path)
    assert first.record
    assert last.problem
    assert "times as large" in last.problem.reason


def test_a_compressed_text_that_blows_up_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"x\n" * (60 << 20)))
    with pytest.raises(UnreadableError, match="times as large"), read(tmp_path / "a.txt.gz", "a.txt.gz"):
        pass


def test_a_damaged_member_costs_itself_alone(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", FILES)
    data = bytearray(path.read_bytes())
    at = data.find(b"a/two.jsonl") + len("a/two.jsonl")
    data[at + 3] ^= 0xFF
    path.write_bytes(bytes(data))
    found = refused(path)
    assert set(found) == {"a/two.jsonl"}
    assert "damaged" in found["a/two.jsonl"]
    assert [row.record["text"] for row in rows(path) if row.record and row.member == "b/table.csv"] == ["four", "five"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_a_tar_that_breaks_off_keeps_its_first_rows(tmp_path: Path, mode: str) -> None:
    noise = "".join(f"{n * 7919 % 100_003} " for n in range(100_000)).encode()
    path = tarred(tmp_path / "a.tar", {**FILES, "long.txt": noise, "z.txt": b"Never read."}, mode)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    *taken, last = rows(path)
    assert last.problem
    assert last.problem.advice
    assert "breaks off after 3 whole members" in last.problem.reason
    assert [row.member for row in taken][-1] == "b/table.csv"
    assert [row.number for row in taken] == list(range(1, 7))


@pytest.mark.parametrize("cut", [50, 200, -10])
def test_a_cut_zip_is_refused(tmp_path: Path, cut: int) -> None:
    path = zipped(tmp_path / "a.zip", FILES)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnreadableError, match="damaged or cut off") as caught:
        rows(path)
    assert caught.value.advice


def test_a_list_of_members_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number:0>60000}", b"")
    tracemalloc.start()
    with pytest.raises(UnreadableError, match="too many members"):
        rows(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_long_name_in_tar_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT) as archive:
        info = tarfile.TarInfo("n" * (3 << 20))
        archive.addfile(info)
    (row,) = rows(path)
    assert row.problem
    assert "breaks off" in row.problem.reason


def test_an_empty_archive_has_no_rows(tmp_path: Path) -> None:
    assert rows(zipped(tmp_path / "a.zip", {})) == []
    assert rows(zipped(tmp_path / "b.zip", {"folder/": b""})) == []
