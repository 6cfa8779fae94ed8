"""Files in the encodings that people's programs write."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sources.readers import Options, Row, UnreadableError, read

TEXTS = {
    "en": "The harbour council voted on Tuesday to widen the quay. “We cannot wait,” said its chair, Zoë Brandt.",
    "fr": "Le conseil du port a voté mardi l’élargissement du quai nord. « Déjà trop tard », a déclaré sa présidente.",
    "ar": "أعلن المجلس يوم الثلاثاء أنه سيوسع الرصيف الشمالي. وقالت رئيسة المجلس إن العمل لا يمكن أن ينتظر شتاء آخر.",
    "ru": "Совет порта проголосовал во вторник за расширение северной набережной. «Мы не можем ждать», — сказала она.",
    "el": "Το συμβούλιο του λιμανιού ψήφισε την Τρίτη να διευρύνει τη βόρεια προβλήτα. Δεν μπορούμε να περιμένουμε.",
    "ja": "港湾評議会は火曜日に北埠頭の拡張を決議した。議長は「もう一冬待つことはできない」と述べた。",
}
ENCODINGS = [
    *[(language, encoding) for language in TEXTS for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")],
    *[(language, encoding) for language in ("en", "fr", "ar", "ru") for encoding in ("utf-16-le", "utf-16-be")],
    *[("en", "cp1252"), ("fr", "cp1252"), ("ar", "cp1256"), ("ar", "iso8859_6"), ("ru", "cp1251"), ("ru", "koi8_r")],
    *[("el", "cp1253"), ("ja", "shift_jis"), ("ja", "euc_jp")],
]


def rows(path: Path, **options: Any) -> list[Row]:
    with read(path, path.name, Options(**options)) as reading:
        return list(reading.rows)


def texts(path: Path, **options: Any) -> list[str | None]:
    return [row.record["text"] if row.record else None for row in rows(path, **options)]


def lines(text: str, format: str) -> str:
    if format == "csv":
        return f'text;id\n"{text}";1\n"{text}";2\n'
    return "".join(json.dumps({"text": text, "id": number}, ensure_ascii=False) + "\n" for number in (1, 2))


@pytest.mark.parametrize("format", ["csv", "jsonl"])
@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
def test_the_encoding_is_found_out(tmp_path: Path, language: str, encoding: str, format: str) -> None:
    text = TEXTS[language].encode(encoding, "ignore").decode(encoding)
    path = tmp_path / "file"
    path.write_bytes(lines(text, format).encode(encoding))
    assert texts(path) == [text, text]


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1250", "windows-1250"), ("utf-16-le", "utf-16le"), ("cp864", "cp864"), ("utf-8", "utf8")]
)
def test_a_person_knows_the_encoding_better(tmp_path: Path, encoding: str, name: str) -> None:
    text = "Zagłosowała: Żaden" if encoding == "cp1250" else "Das Café 7"
    text = text.encode(encoding, "ignore").decode(encoding)
    (tmp_path / "file").write_bytes(lines(text, "csv").encode(encoding))
    assert texts(tmp_path / "file", encoding=name) == [text, text]


@pytest.mark.parametrize("name", ["klingon", "base64", "a\0b", "x" * 1000])
def test_an_encoding_that_does_not_exist(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"text,id\none,1\n")
    with pytest.raises(UnreadableError, match="no encoding") as caught:
        rows(tmp_path / "file", encoding=name)
    assert caught.value.advice


def test_a_few_bad_lines_do_not_change_the_encoding(tmp_path: Path) -> None:
    good = lines(TEXTS["ar"], "jsonl").encode() * 20
    (tmp_path / "file").write_bytes(good + b'{"text": "caf\xe9"}\n' + good)
    found = rows(tmp_path / "file")
    assert [row.number for row in found if row.problem] == [41]
    assert found[40].problem
    assert "not valid UTF-8" in found[40].problem.reason


def test_a_file_without_line_breaks_keeps_its_encoding(tmp_path: Path) -> None:
    text = TEXTS["ru"] * 20_000  # more than a block, whose end falls inside a character
    (tmp_path / "file.json").write_text("[" + json.dumps({"text": text}, ensure_ascii=False) + "]")
    assert texts(tmp_path / "file.json") == [text]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_compressed_files(tmp_path: Path, pack: Callable[[bytes], bytes], encoding: str) -> None:
    data = lines(TEXTS["ar"], "csv").encode(encoding)
    (tmp_path / "file").write_bytes(pack(data))
    assert texts(tmp_path / "file") == [TEXTS["ar"]] * 2


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_that_is_cut_off_is_refused(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    data = "".join(f'{{"text": "{number * 7919 % 100_003}"}}\n' for number in range(20_000)).encode()
    (tmp_path / "file").write_bytes(pack(data)[:-10])
    with pytest.raises(UnreadableError, match="damaged or cut off") as caught:
        rows(tmp_path / "file")
    assert caught.value.advice


def test_finding_out_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        for _ in range(300):
            file.write(lines(TEXTS["fr"] * 400, "jsonl").encode("cp1252"))
    tracemalloc.start()
    with read(path, "file") as reading:
        assert all(row.record for row in reading.rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 25_000_000
    assert peak < 12_000_000
