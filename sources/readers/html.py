"""A saved web page: one article a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.pages import LARGEST
from sources.readers.markdown import ENDINGS
from sources.readers.page_rows import row_of_page
from sources.readers.records import Rows
from sources.readers.xml_roots import root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place, Row

PARTS = ("<head", "<body", "<article", "<div", "<p>", "<p ", "<meta")


def looks_like(sample: str, name: str) -> bool:
    """A page without <html> is one if it begins with what stands in pages; Markdown may begin so, too."""
    root = root_of(sample)
    if root == "html":
        return True
    return bool(root) and sample.lstrip().lower().startswith(PARTS) and not name.lower().endswith(ENDINGS)


def read_html(opened: Opened, options: Options, place: Place | None) -> Rows:
    return Rows(row_of(opened, options))


def row_of(opened: Opened, options: Options) -> Iterator[Row]:
    opened.stream.seek(0)
    html = opened.stream.read(LARGEST + 1)
    yield row_of_page(
        1, html, content_type=f"text/html; charset={options.encoding}" if options.encoding else "", line=1
    )
