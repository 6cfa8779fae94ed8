"""What every reader takes and yields: options, and rows that hold a record or the problem that spoilt it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

EXCERPT = 300
RAW = 1_000_000  # characters of a rejected row that are kept
LARGEST_ROW = 20_000_000  # bytes; the text of a book has about a million

# Where a file's names for a field differ from ours, the first that is there counts.
ALIASES = {
    "text": ("text", "body", "content", "article", "article_text", "articlebody", "full_text", "fulltext", "maintext"),
    "title": ("title", "headline", "heading", "name"),
    "url": ("url", "link", "canonical_url", "address", "href", "permalink", "source_url", "article_url"),
    "external_id": ("external_id", "id", "article_id", "guid", "stories_id", "story_id", "doc_id", "uid", "_id"),
    "outlet": ("outlet", "media_name", "source", "publication", "publisher", "newspaper", "source_name", "media"),
    "byline": ("byline", "author", "authors", "by", "creator", "journalist", "writer"),
    "published": (
        "published",
        "date",
        "pubdate",
        "published_at",
        "publish_date",
        "published_on",
        "published_date",
        "publication_date",
        "date_published",
        "datepublished",
        "datetime",
        "timestamp",
    ),
}
FIELDS = tuple(ALIASES)

type Place = dict[str, int | str]


@dataclass(frozen=True)
class Options:
    """What a person said about a file; what is empty is found out.

    `mapping` is {field: column}; a field with an empty column is taken from none. `delimiter` is one character, or
    "tab".
    """

    format: str = ""
    mapping: dict[str, str] = dataclasses.field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Problem:
    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Row `number` (from 1 through all of the file, a table's header is none) has a record or a problem.

    A record is {field: text}; beside FIELDS it can have "published_from" ("page" or "url"; otherwise a date is the
    file's own). `raw` is the row as it stands, at most RAW characters, where a line or a text is one; `cells` those of
    a table's row; `member` the file's name inside an archive; `place` is JSON from which `read` can go on after this
    row, None where it has to read from the beginning.
    """

    number: int
    line: int | None
    record: dict[str, str] | None = None
    problem: Problem | None = None
    excerpt: str = ""
    raw: str = ""
    cells: list[str] | None = None
    member: str = ""
    place: Place | None = None


class Rows(NamedTuple):
    """What a reader of one format returns: rows as the file is read, and the names of its columns where it has such."""

    rows: Iterator[Row]
    columns: Sequence[str] = ()


@dataclass(frozen=True)
class Reading:
    """`rows` come as the file is read; `position()` is how many bytes of it were read so far."""

    format: str
    columns: Sequence[str]
    rows: Iterator[Row]
    position: Callable[[], int]


class UnreadableError(Exception):
    """Nothing of the file can be imported; the message is the reason, `advice` what to do."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


def fold(name: str) -> str:
    """ "Pub Date", "pubDate" and "PUB_DATE" are one name to us."""
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def columns(names: list[str], mapping: dict[str, str]) -> dict[str, str]:
    """Which of `names` holds each field: as `mapping` ({field: name}) says, else by well-known names."""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(fold(name), name)
    found = {}
    for field, aliases in ALIASES.items():
        wanted = [mapping[field]] if field in mapping else aliases
        if wanted == [""]:
            continue
        column = next((folded[fold(alias)] for alias in wanted if fold(alias) in folded), None)
        if column is not None and (field in mapping or column not in mapping.values()):
            found[field] = column
    return found


def excerpt(raw: str) -> str:
    """The beginning of a row as it stands in the file."""
    return raw if len(raw) <= EXCERPT else f"{raw[:EXCERPT]}…"
