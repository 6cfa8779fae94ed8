"""The article's body, as trafilatura marks it up, as plain paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACES = re.compile(r"[^\S\n]+")
BREAKS = re.compile(r" ?\n ?")
BLOCKS = {"p", "head", "quote", "list", "table", "code", "div", "body", "main", "dl", "fw", "ab"}
SKIPPED = {"graphic"}
LINES = {"item", "row"}


def plain(body: Any, headlines: Iterable[str] = ()) -> str:
    """Paragraphs with an empty line between, items of a list as lines. The headline does not stand before its text."""
    found: list[str] = []
    paragraphs(body, found)
    lines = [text for part in found if (text := tidy(part))]
    if len(lines) > 1 and folded(lines[0]) in map(folded, headlines):
        del lines[0]
    return "\n\n".join(lines)


def paragraphs(element: Any, found: list[str]) -> None:
    """Add what stands in a block; text between two blocks is a paragraph, too."""
    loose = [element.text or ""]
    for child in element:
        if child.tag in BLOCKS:
            found.append("".join(loose))
            if child.tag in ("list", "table"):
                found.append("\n".join(line for row in child.iter(*LINES) if (line := of_row(row))))
            else:
                paragraphs(child, found)
            loose = []
        else:
            loose.append(inline(child))
        loose.append(child.tail or "")
    found.append("".join(loose))


def of_row(row: Any) -> str:
    """A line without those of the lists inside it, which come for themselves."""
    parts = [row.text or ""]
    for child in row:
        if child.tag != "list":
            parts.append(f"{inline(child)} " if child.tag in ("cell", *BLOCKS) else inline(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def inline(element: Any) -> str:
    if element.tag == "lb":
        return "\n"
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return ""
    return (element.text or "") + "".join(inline(child) + (child.tail or "") for child in element)


def tidy(text: str) -> str:
    return BREAKS.sub("\n", SPACES.sub(" ", text)).strip()


def folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
