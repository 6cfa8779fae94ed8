"""The formats, in the order in which they are tried: by what is in a file; its name settles what that leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.readers import (
    archives,
    arrays,
    feed,
    html,
    jsonl,
    markdown,
    plain,
    sitemap,
    tables,
    urls,
    warc,
    xlsx,
)
from sources.readers.records import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place, Rows


@dataclass(frozen=True)
class Format:
    """`magic` knows a file of bytes by its first 64 kB, `looks_like` one of text by those decoded; both are given the
    file's name too; `looks_inside` opens what has members. Endings are for what none of them knows, as where the
    beginning is damaged."""

    name: str
    title: str
    read: Callable[[Opened, Options, Place | None], Rows]
    magic: Callable[[bytes, str], bool] | None = None
    looks_like: Callable[[str, str], bool] | None = None
    looks_inside: Callable[[Opened], bool] | None = None
    endings: tuple[str, ...] = ()


# A reader is given the file, what the person said, and the place of the row after which it goes on.
TABLE = (
    Format("xlsx", "XLSX", xlsx.read_xlsx, looks_inside=xlsx.looks_inside),
    Format("zip", "ZIP archive", archives.read_zip, looks_inside=archives.looks_like_zip),
    Format("tar", "tar archive", archives.read_tar, magic=archives.looks_like_tar),
    Format("warc", "web archive (WARC)", warc.read_warc, magic=warc.magic, endings=("warc",)),
    Format("html", "web page (HTML)", html.read_html, looks_like=html.looks_like, endings=("html", "htm", "xhtml")),
    Format("feed", "feed (RSS, Atom)", feed.read_feed, looks_like=feed.looks_like, endings=("rss", "atom")),
    Format("sitemap", "sitemap", sitemap.read_sitemap, looks_like=sitemap.looks_like),
    Format("json", "JSON", arrays.read_json, looks_like=arrays.looks_like, endings=("json",)),
    Format("jsonl", "JSON Lines", jsonl.read_jsonl, looks_like=jsonl.looks_like, endings=("jsonl", "ndjson")),
    Format("urls", "list of addresses", urls.read_urls, looks_like=urls.looks_like),
    Format("markdown", "Markdown", markdown.read_markdown, looks_like=markdown.looks_like, endings=("md", "markdown")),
    Format("csv", "CSV", tables.read_csv, looks_like=tables.looks_like, endings=("csv", "tsv")),
    Format("text", "plain text", plain.read_plain, looks_like=plain.looks_like),
)
FORMATS = {format.name: format.title for format in TABLE}
PACKED = ("gz", "bz2", "xz")

CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
OTHER_KINDS = {
    b"%PDF": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x28\xb5\x2f\xfd": "compressed with zstd",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "a database",
}


def chosen(opened: Opened, options: Options) -> Format:
    """The format that the person chose, else the first that knows the file. Raises UnreadableError where none does."""
    if not opened.start:
        raise UnreadableError("The file is empty.", "Choose a file with at least one article.")
    if options.format:
        format = by_name(options.format)
        if format.looks_like:
            refuse_binary(opened)
        return format
    for format in TABLE:
        if format.magic and format.magic(opened.start, opened.name):
            return format
        if format.looks_inside and format.looks_inside(opened):
            return format
    refuse_binary(opened)
    for format in TABLE:
        if format.looks_like and format.looks_like(opened.sample, opened.name):
            return format
    ending = ending_of(opened.name)
    return next((format for format in TABLE if ending in format.endings and format.looks_like), TABLE[-1])


def by_name(name: str) -> Format:
    for format in TABLE:
        if format.name == name:
            return format
    raise UnreadableError(f"There is no format “{name[:40]}”.", f"Choose one of {', '.join(FORMATS)}.")


def ending_of(name: str) -> str:
    parts = name.lower().split(".")
    if len(parts) > 2 and parts[-1] in PACKED:
        parts.pop()
    return parts[-1] if len(parts) > 1 else ""


def refuse_binary(opened: Opened) -> None:
    for magic, kind in OTHER_KINDS.items():
        if opened.start.startswith(magic):
            raise UnreadableError(f"The file is {kind}.", "Save it as CSV, JSON Lines or plain text.")
    data = opened.sample.encode("utf-8", "replace")
    control = len(data) - len(data.translate(None, CONTROL))
    if control > 8 and control * 20 > len(data):
        raise UnreadableError("The file is binary, not text.", "Save it as UTF-8 text.")
    if not opened.sample.strip():
        raise UnreadableError("The file is empty.", "Choose a file with at least one article.")
