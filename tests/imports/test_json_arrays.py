"""JSON that is not by lines."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from sources.readers import Options, Row, UnreadableError, read


def rows(path: Path, data: str | bytes, name: str = "file.json", **options: Any) -> tuple[str, list[Row]]:
    (path / "file").write_bytes(data if isinstance(data, bytes) else data.encode())
    with read(path / "file", name, Options(**options)) as reading:
        return reading.format, list(reading.rows)


def texts(found: list[Row]) -> list[str | None]:
    return [row.record["text"] if row.record else None for row in found]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("array", '[{"text": "one"}, {"text": "two"}]'),
        ("one a line", '[\n{"text": "one"},\n{"text": "two"}\n]\n'),
        ("pretty", '[\n  {\n    "text": "one"\n  },\n  {\n    "text": "two"\n  }\n]'),
        ("in an object", '{"count": 2, "articles": [{"text": "one"}, {"text": "two"}], "next": null}'),
        ("one a line in an object", '{"articles": [\n{"text": "one"},\n{"text": "two"}\n]}'),
        ("deep", '{"data": {"tags": [{"name": "x"}], "hits": [{"text": "one"}, {"text": "two"}]}}'),
        ("one after the other", '{\n"text": "one"}\n{\n"text": "two"\n}'),
        ("byte order mark", '\ufeff[{"text": "one"}, {"text": "two"}]'),
        ("utf-16", '[{"text": "one"}, {"text": "two"}]'.encode("utf-16")),
    ],
)
def test_where_the_articles_are(tmp_path: Path, name: str, data: str | bytes) -> None:
    format, found = rows(tmp_path, data)
    assert (format, texts(found)) == ("json", ["one", "two"])
    assert [row.number for row in found] == [1, 2]
    assert found[0].raw == '{"text": "one"}'


def test_one_article_with_lists_in_it(tmp_path: Path) -> None:
    data = '{"title": "T",\n "images": [{"name": "x"}],\n "text": "one", "id": 12345678901234567890123}'
    _, (row,) = rows(tmp_path, data)
    assert row.record == {"title": "T", "text": "one", "external_id": "12345678901234567890123"}


@pytest.mark.parametrize(
    ("name", "data", "bad", "reason"),
    [
        ("no object", '[{"text": "one"}, 7, {"text": "three"}]', 2, "not an object"),
        ("not a text", '[{"text": "one"}, {"text": {"a": 1}}, {"text": "three"}]', 2, "neither text nor number"),
        ("bad UTF-8", '[{"text": "é"}, {"text": "è'.encode() + b'\xe9"}, {"text": "three"}]', 2, "not valid UTF-8"),
    ],
)
def test_a_bad_object_costs_itself_alone(tmp_path: Path, name: str, data: str | bytes, bad: int, reason: str) -> None:
    _, found = rows(tmp_path, data)
    assert [row.number for row in found if row.problem] == [bad]
    assert len(found) == 3
    problem = found[bad - 1].problem
    assert problem
    assert reason in problem.reason
    assert problem.advice


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("cut off", '[{"text": "one"}, {"text": "two"}, {"tex', "breaks after object 2, near byte"),
        ("a missing comma", '[{"text": "one"}, {"text": "two"} {"text": "three"}]', "breaks after object 2"),
        ("a stray word", '[{"text": "one"}, {"text": "two"}, oops, {"text": "three"}]', "invalid"),
        ("nothing closed", '[{"text": "one"}, {"text": "two"}, ' + '{"a": [' * 100_000, "nested too deeply"),
        ("an endless object", '[{"text": "one"}, {"text": "two"}, {"text": "' + "x" * 21_000_000, "longer than 20 MB"),
    ],
)
def test_what_stands_before_a_break_is_taken(tmp_path: Path, name: str, data: str, reason: str) -> None:
    tracemalloc.start()
    _, found = rows(tmp_path, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert texts(found) == ["one", "two", None]
    assert found[2].problem
    assert reason in found[2].problem.reason
    assert found[2].problem.advice
    assert peak < 120_000_000


@pytest.mark.parametrize("data", ["[" * 100_000, '{"a": ' * 100_000, '{\n"text": '])
def test_what_breaks_at_once_is_refused(tmp_path: Path, data: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        rows(tmp_path, data)
    assert caught.value.advice


def test_a_mapping_says_which_names_count(tmp_path: Path) -> None:
    data = '{"tags": [{"name": "x"}], "hits": [{"Wortlaut": "one"}, {"Wortlaut": "two"}]}'
    assert texts(rows(tmp_path, data, mapping={"text": "Wortlaut"})[1]) == ["one", "two"]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    text = "The council voted. " * 150
    with (tmp_path / "big.json").open("w") as file:
        file.write("[")
        for number in range(8000):
            file.write(f'{"," if number else ""}{{"id": {number}, "text": "{text}"}}')
        file.write("]")
    tracemalloc.start()
    with read(tmp_path / "big.json", "big.json") as reading:
        assert sum(1 for row in reading.rows if row.record) == 8000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000
