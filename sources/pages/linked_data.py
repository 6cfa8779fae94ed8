"""What a page says of its article in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from typing import Any

LARGEST = 2_000_000  # characters of one script
MOST = 5000  # objects looked at
ARTICLE = re.compile(r"\w*(Article|BlogPosting|Report|Review|LiveBlogPosting)|NewsItem|Opinion\w*")


def article_in(tree: Any) -> dict[str, Any]:
    """The first object that is an article, in the order of the page; empty where there is none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = json.loads(unwrapped((script.text or "")[:LARGEST]), strict=False)
        except (ValueError, RecursionError):
            continue
        if found := first_article(value):
            return found
    return {}


def unwrapped(source: str) -> str:
    """Without the comment or CDATA marks that old browsers needed."""
    source = source.strip()
    for start in ("//", "<![CDATA[", "<!--"):
        source = source.removeprefix(start).lstrip()
    for end in ("-->", "]]>", "//", ";"):
        source = source.removesuffix(end).rstrip()
    return source


def first_article(value: Any) -> dict[str, Any]:
    """Only at the top, in a graph, or as what the page is about: a list of other articles says nothing of this one."""
    waiting = deque([value])
    for _ in range(MOST):
        if not waiting:
            break
        match waiting.popleft():
            case list() as parts:
                waiting.extend(parts[:MOST])
            case dict() as thing:
                if any(ARTICLE.fullmatch(kind) for kind in texts(thing.get("@type"))):
                    return thing
                waiting.extend(thing[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in thing)
    return {}


def texts(value: Any) -> list[str]:
    """The texts in a text, a list of them, or objects with a name."""
    match value:
        case str():
            return [tidy] if (tidy := " ".join(html.unescape(value).split())) else []
        case dict():
            return texts(value.get("name"))
        case list():
            return [text for part in value[:50] if not isinstance(part, list) for text in texts(part)]
        case _:
            return []
