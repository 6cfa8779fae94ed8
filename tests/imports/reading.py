"""Read a file as the import does."""

from __future__ import annotations

from pathlib import Path

from sources.readers import Options, Row, UnreadableError, read


def rows_of(
    folder: Path, data: bytes | str, name: str = "upload", place: dict[str, int | str] | None = None, **options: str
) -> tuple[str, list[Row]]:
    """The format that was found, and the rows."""
    file = folder / "file"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    with read(file, name, Options(**options), place) as reading:  # type: ignore[arg-type]
        return reading.format, list(reading.rows)


def refusal(folder: Path, data: bytes | str, name: str = "upload") -> str:
    """Why nothing of the file can be read, and what to do."""
    try:
        rows_of(folder, data, name)
    except UnreadableError as error:
        return f"{error.reason} {error.advice}"
    return ""


def records(rows: list[Row]) -> list[dict[str, str] | None]:
    return [row.record for row in rows]


def reasons(rows: list[Row]) -> list[str]:
    return [row.problem.reason if row.problem else "" for row in rows]
