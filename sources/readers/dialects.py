"""How a table in text is written: what stands between its cells, and what around them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sources.readers.records import UnreadableError, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DELIMITERS = ",;\t|"
NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
SHOWN = 12  # rows that are looked at
SEP = re.compile(r"sep=(.)\s*")  # what some spreadsheets write above the header
REJECTS = re.compile(r'"?rejected row"?([,;\t])')


@dataclass(frozen=True)
class Dialect:
    delimiter: str = ","
    quote: str = '"'  # "" where quotation marks are text
    backslash: bool = False
    spaced: bool = False

    def reader(self, lines: Iterable[str], strict: bool = True) -> Iterator[list[str]]:
        """Strict: what is not proper CSV is an error, never a guess."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            strict=strict,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            doublequote=not self.backslash,
            escapechar="\\" if self.backslash else None,
            skipinitialspace=self.spaced,
        )


def looks_like(sample: str, name: str) -> bool:
    """Whether the first line is a header that names a text or an address and something else, or all rows have as many
    cells."""
    for delimiter in DELIMITERS:
        rows = first_rows(sample, Dialect(delimiter))
        found = columns(rows[0], {}) if rows else {}
        if len(found) > 1 and ("text" in found or "url" in found):
            return True
        if len(rows) >= 3 and len(rows[0]) >= (4 if delimiter == "," else 2) and len(set(map(len, rows))) == 1:
            return True
    return False


def dialect_of(sample: str, delimiter: str) -> Dialect:
    """The delimiter that finds most known names in the header; where none does, the one that makes rows of as many
    cells. `delimiter` overrules."""
    if rejects := REJECTS.match(sample):
        delimiter = rejects[1]  # our own file, whatever was said of the one that it comes from
    if delimiter:
        delimiter = NAMES.get(delimiter.lower(), delimiter)
        if len(delimiter) != 1 or delimiter in '\r\n"':
            raise UnreadableError(
                f"“{delimiter[:20]}” cannot stand between cells.", "Give one character, or the word “tab”."
            )
    elif sep := SEP.match(sample):
        delimiter = sep[1]
        sample = sample[sep.end() :]
    else:
        delimiter = max(DELIMITERS, key=lambda delimiter: fit(sample, delimiter))
    quote = quote_of(sample, delimiter)
    return Dialect(
        delimiter,
        quote,
        bool(quote) and sample.count(f"\\{quote}") > sample.count(quote * 2),
        sample.count(f"{delimiter} {quote}") > sample.count(f"{delimiter}{quote}"),
    )


def fit(sample: str, delimiter: str) -> tuple[int, bool, int]:
    rows = first_rows(sample, Dialect(delimiter))
    header = rows[0] if rows else []
    return len(columns(header, {})), len(header) > 1 and len(set(map(len, rows))) == 1, len(header)


def first_rows(sample: str, dialect: Dialect) -> list[list[str]]:
    """The last one is left out where there are several: it may be cut off."""
    try:
        reader = dialect.reader(sample.splitlines(keepends=True), strict=False)
        rows = list(islice((row for row in reader if any(row)), SHOWN + 1))
    except csv.Error:
        return []
    return rows[:-1] if len(rows) > 2 else rows


def quote_of(sample: str, delimiter: str) -> str:
    lines = [line for line in sample.splitlines() if line][:-1][:100]
    if delimiter == "\t" and len(lines) > 1 and len(set(Counter(line.count("\t") for line in lines))) == 1:
        cells = [cell for line in lines for cell in line.split("\t")]
        if any(cell.startswith('"') != cell.endswith('"') for cell in cells):
            return ""  # cells that stand as they are
    edge = re.escape(delimiter)
    double, single = (len(re.findall(f"{edge} ?{quote}|{quote}{edge}", sample)) for quote in "\"'")
    return "'" if single and not double and sample.lstrip().startswith("'") else '"'
