"""Whatever is done to a file: rows that add up, or a reason; never a traceback."""

from __future__ import annotations

import bz2
import gzip
import lzma
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.readers import UnreadableError, read
from sources.readers.looking import look

from .test_archives import FILES, tarred, zipped
from .workbooks import with_shared_strings, workbook

LINES = '{"text": "one", "id": 1}\n{"text": "zwei ß", "url": "https://a.example/1"}\n'.encode()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    path = tmp_path_factory.mktemp("whole")
    rows = [("text", "id"), ("one", "1"), ("two", "2")]
    return [
        LINES,
        *(pack(LINES) for pack in (gzip.compress, bz2.compress, lzma.compress)),
        b'{"articles": [{"text": "one"}, {"text": "two"}]}',
        'text;id\n"a ""b""";1\nc;2\n'.encode("utf-16"),
        b'text,id\n"a\nb",1\nc,2\n',
        b'rejected row,reason,what to do,text,id,as it stands\n1,x,y,,,"a,b"\n',
        workbook(path / "a.xlsx", rows).read_bytes(),
        with_shared_strings(path / "b.xlsx", rows).read_bytes(),
        zipped(path / "a.zip", FILES).read_bytes(),
        tarred(path / "a.tar", FILES).read_bytes(),
        tarred(path / "a.tar.gz", FILES, "w:gz").read_bytes(),
    ]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_rows_add_up_or_there_is_a_reason(tmp_path: Path, whole: list[bytes], data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from(whole)))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(damaged)))
        damaged[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=4))
    path = tmp_path / "file"
    path.write_bytes(damaged)
    try:
        with read(path, "file.csv") as reading:
            rows = list(reading.rows)
        look(path, "file.csv")
    except UnreadableError as error:
        assert error.reason  # noqa: PT017
        return
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert (row.record is None) == (row.problem is not None)
        assert row.problem is None or (row.problem.reason and row.problem.advice)
