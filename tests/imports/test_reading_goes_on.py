"""A reading that was cut off goes on after the last row that was kept."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from sources.readers import Options, read
from sources.readers.opening import Opened

FILES = {
    "lines.jsonl": '{"text": "one"}\n\nno JSON\n{"text": "drei ß"}\r\n{"text": "four"}\r{"text": "five"}',
    "table.csv": 'text,id\none,1\n"two\n\nlines",2\n\nthree\nvier ß,4\nfive,5\n',
    "broken.csv": 'text,id\none,1\n"two,2\nthree,3\n"four",4\nfive,5\n',
    "semicolons.csv": "sep=;\ntext;id\none;1\ntwo;2\n",
    "no header.csv": "https://a.example/1,one\nhttps://a.example/2,two\nhttps://a.example/3,three\n",
}
PACKINGS = {
    "plain": lambda text: text.encode(),
    "mark": lambda text: text.encode("utf-8-sig"),
    "cp1252": lambda text: text.encode("cp1252"),
    "utf-16": lambda text: text.encode("utf-16"),
    "gz": lambda text: gzip.compress(text.encode()),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("name", FILES)
def test_after_any_row_that_has_a_place(tmp_path: Path, name: str, packing: str) -> None:
    path = tmp_path / name
    path.write_bytes(PACKINGS[packing](FILES[name]))
    options = Options(mapping={"text": "column 2"} if "no header" in name else {})
    with read(path, name, options) as reading:
        found = list(reading.rows)
    places = [row.place for row in found]
    assert places[0]
    assert places[-1]
    for row in found:
        if row.place:
            with read(path, name, options, json.loads(json.dumps(row.place))) as reading:
                assert list(reading.rows) == found[row.number :]


def test_in_the_middle_of_a_broken_row_there_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(FILES["broken.csv"])
    with read(tmp_path / "file", "file") as reading:
        assert [bool(row.place) for row in reading.rows] == [True, False, True, True, True]


def test_the_file_is_not_examined_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.gz"
    path.write_bytes(gzip.compress(FILES["lines.jsonl"].encode()))
    with read(path, "file") as reading:
        place = next(reading.rows).place

    def examined(opened: Opened, piece: int = 0) -> None:
        raise AssertionError("read from the beginning")

    monkeypatch.setattr(Opened, "blocks", examined)
    with read(path, "file", Options(), place) as reading:
        assert next(reading.rows).number == 2
