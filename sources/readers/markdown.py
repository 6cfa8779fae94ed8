"""Markdown: one article a file, as the plain text that it stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from sources.readers.front_matter import front_matter
from sources.readers.records import RAW, Problem, Row, Rows, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

LARGEST = 2_000_000  # characters; Markdown takes far longer to read than plain text
LONGEST_TITLE = 500
# Reading takes a time that grows with the square of what follows, so that each has a bound.
LONGEST_PARAGRAPH = 20_000  # characters; a longer one stays as it is written
MOST_BRACKETS = 500  # in a paragraph
DEEPEST = 60
ENDINGS = (".md", ".markdown", ".mkd", ".mdown")
SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\]\((?:https?:|/|#)"),
    re.compile(r"^[-*+] \S", re.MULTILINE),
    re.compile(r"(?:^|\s)(?:\*\*|__)\w"),
    re.compile(r"^> \S", re.MULTILINE),
    re.compile(r"^```", re.MULTILINE),
)
NESTED = re.compile(r"^(?:[ \t]*[>*+-]){100,}", re.MULTILINE)
TAG = re.compile(r"<[^<>]{0,1000}>")
BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)


def looks_like(sample: str, name: str) -> bool:
    """By its ending; else by a heading or front matter at the top and one more sign: tables' cells have signs, too."""
    if name.lower().removesuffix(".gz").endswith(ENDINGS):
        return True
    signs = sum(sign.search(sample) is not None for sign in SIGNS)
    return signs >= 2 and sample.lstrip("\ufeff\r\n").startswith(("# ", "## ", "---\n", "---\r\n"))


def read_markdown(opened: Opened, options: Options, place: Place | None) -> Rows:
    opened.lines()  # finds out the encoding, and refuses what cannot be unpacked
    return Rows(row_of(opened, options.mapping))


def row_of(opened: Opened, mapping: dict[str, str]) -> Iterator[Row]:
    parts, size, undecodable = [], 0, 0
    for line in opened.lines():
        parts.append(line.text)
        size += len(line.text)
        undecodable = undecodable or (line.undecodable and line.number)
        if size > LARGEST or line.overlong:
            break
    text = "".join(parts)
    found: dict[str, str] | Problem
    if size > LARGEST:
        found = Problem(f"The text is longer than {LARGEST // 1_000_000} MB.", "Put one article in a file.")
    elif undecodable:
        found = Problem(f"Line {undecodable} is not valid {opened.encoding.upper()}.", "Save the file as UTF-8.")
    else:
        found = article(text, mapping)
    if isinstance(found, Problem):
        yield Row(1, 1, problem=found, excerpt=excerpt(text), raw=text[:RAW])
    else:
        yield Row(1, 1, record=found, excerpt=excerpt(text), raw=text[:RAW])


def article(text: str, mapping: dict[str, str]) -> dict[str, str] | Problem:
    """The headline is that of the front matter, else the first heading; it does not stand in the text again."""
    taken = front_matter(text, mapping)
    if isinstance(taken, Problem):
        return taken
    record, source = taken
    blocks = plain_blocks(source)
    first = next((place for place, (kind, _) in enumerate(blocks) if kind == "h1"), 0)
    if blocks and blocks[first][0].startswith("h"):
        heading = blocks[first][1].replace("\n", " ")
        if len(heading) <= LONGEST_TITLE and record.setdefault("title", heading) == heading:
            del blocks[first]
    return {"text": "\n\n".join(text for _, text in blocks), **record}


def plain_blocks(source: str) -> list[tuple[str, str]]:
    """(kind, text) of each block: "h1" to "h6", "p", or "list", whose items are lines."""
    reader = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    environment: dict[str, Any] = {}
    source = NESTED.sub(lambda match: match[0][-1], source)
    tokens = reader.disable("inline").parse(source, environment)
    blocks: list[tuple[str, list[str]]] = []
    kind, lists, item, cells = "p", 0, False, False
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open" | "table_open":
                lists += 1
                if lists == 1:
                    blocks.append(("list", []))
            case "bullet_list_close" | "ordered_list_close" | "table_close":
                lists -= 1
            case "list_item_open" | "tr_open":
                item = True
            case "td_open" | "th_open":
                cells = not item
            case "heading_open":
                kind = token.tag
            case "paragraph_open":
                kind = "p"
            case "inline" | "fence" | "code_block" | "html_block":
                text = text_of(reader, token, environment)
                if text and not lists:
                    blocks.append((kind, [text]))
                elif text and cells:
                    blocks[-1][1][-1] += f" {text}"
                elif text:
                    blocks[-1][1].append(text)
                    item = False
                cells, kind = False, "p"
    return [(kind, "\n".join(lines)) for kind, lines in blocks if lines]


def text_of(reader: MarkdownIt, token: Token, environment: dict[str, Any]) -> str:
    if token.type == "inline":
        if len(token.content) > LONGEST_PARAGRAPH or token.content.count("[") > MOST_BRACKETS:
            return token.content.strip()
        children: list[Token] = []
        reader.inline.parse(token.content, reader, environment, children)
        return inline(children).strip()
    if token.type == "html_block":
        return "\n".join(line for line in map(str.strip, TAG.sub("", token.content).splitlines()) if line)
    return token.content.rstrip("\n")


def inline(tokens: Sequence[Token]) -> str:
    """A line break in the source is none in the text."""
    parts = []
    for token in tokens:
        match token.type:
            case "text" | "text_special" | "code_inline":
                parts.append(token.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline" if BREAK.fullmatch(token.content):
                parts.append("\n")
    return "".join(parts)
