"""JSON Lines in, JSON Lines out: what `manage.py extract` runs, and what benchmarks and scorers use."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any, cast

from claims.extraction.engine import extract, load
from claims.extraction.types import Article

CHUNK = 16
GZIP = b"\x1f\x8b"
Line = tuple[int, str]


def run_jsonl(infile: str, outfile: str = "-", processes: int = 1) -> int:
    """Extract from every line of a file ("-" is standard input or output; gzip is read as such, by its first bytes).

    Order is kept. A line that is no article gives {"line", "error", "claims": []}. Returns the exit status: 0, or 1
    when there was such a line. Raises OSError when the input cannot be read or the output cannot be written.
    """
    failed = False
    load()  # a pipeline that does not load is the run's fault, not a line's
    with _reader(infile) as lines, _writer(outfile) as out:
        for answers in _chunks(_numbered(lines), max(1, processes)):
            for answer in answers:
                failed = failed or "error" in answer
                out.write(_dumped(answer) + "\n")
            out.flush()
    return int(failed)


def extract_line(line: Line) -> dict[str, Any]:
    """The answer to one numbered line: an extraction, or what is wrong with the line."""
    number, raw = line
    try:
        article = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return _bad(number, f"not JSON: {error}")
    if not isinstance(article, dict):
        return _bad(number, "not a JSON object")
    text = article.get("text")
    if not isinstance(text, str):
        return _bad(number, "no text", article.get("id"))
    try:
        return cast(dict[str, Any], extract(cast(Article, article)))
    except Exception as error:  # one article must not end the run
        return _bad(number, f"{type(error).__name__}: {error}", article.get("id"))


def _dumped(answer: dict[str, Any]) -> str:
    """One line of JSON; halves of characters, which UTF-8 does not have, are escaped."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def _bad(number: int, error: str, identifier: object = None) -> dict[str, Any]:
    answer: dict[str, Any] = {"line": number, "error": error, "claims": []}
    return answer if identifier is None else {"id": identifier, **answer}


def _chunks(lines: Iterator[Line], processes: int) -> Iterator[list[dict[str, Any]]]:
    chunks = iter(lambda: list(islice(lines, CHUNK)), [])
    if processes == 1:
        yield from map(_extract_chunk, chunks)
        return
    with get_context("spawn").Pool(processes, initializer=_start) as pool:
        yield from pool.imap(_extract_chunk, chunks)


def _start() -> None:
    load()


def _extract_chunk(chunk: list[Line]) -> list[dict[str, Any]]:
    return [extract_line(line) for line in chunk]


def _numbered(lines: IO[bytes]) -> Iterator[Line]:
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace")


def _reader(infile: str) -> AbstractContextManager[IO[bytes]]:
    file: IO[bytes] = sys.stdin.buffer if infile == "-" else Path(infile).open("rb")  # noqa: SIM115 (the caller closes it)
    peek = getattr(file, "peek", None)
    if peek is not None and peek(2)[:2] == GZIP:
        return cast(AbstractContextManager[IO[bytes]], gzip.GzipFile(fileobj=file))
    return nullcontext(file) if infile == "-" else file


def _writer(outfile: str) -> AbstractContextManager[IO[str]]:
    if outfile == "-":
        return nullcontext(sys.stdout)
    return Path(outfile).open("w", encoding="utf-8")
