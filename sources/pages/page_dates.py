"""When a page says that it was published. No date is better than a wrong one."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from htmldate import find_date
from lxml.html import Element

from sources.dates import EARLIEST, moment

METAS = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "date",
)
CREATED = re.compile(r"publi|posted|pubdate|dateline|timestamp|(^|[-_\s])(date|time)($|[-_\s])", re.IGNORECASE)
CHANGED = re.compile(r"modif|updat|edited|copyright|expire|(^|[-_\s])events?($|[-_\s])", re.IGNORECASE)
CHANGED_WORDS = re.compile(r"updated|modified|edited|copyright|©|\(c\)", re.IGNORECASE)
ELSEWHERE = {"aside", "footer", "nav", "form", "button"}
OTHERS = re.compile(r"(^|[-_\s])(comments?|related|footer|sidebar|recommended|teasers?)($|[-_\s])", re.IGNORECASE)
NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?!\d)")
LONGEST, MOST, DEEPEST = 120, 20, 60


def published(tree: Any, linked: dict[str, Any]) -> str:
    """An ISO day or time from the article's JSON-LD, its meta elements, its `time` elements, its line with the date."""
    for value in (linked.get("datePublished"), linked.get("dateCreated"), *metas(tree), *times(tree)):
        if isinstance(value, str) and (found := stamp(value)):
            return found
    return in_words(tree)


def metas(tree: Any) -> list[str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name in METAS:
            found.setdefault(name, meta.get("content") or meta.get("datetime") or "")
    return [found[name] for name in METAS if name in found]


def times(tree: Any) -> list[str]:
    """What `time` elements say: those that are called the publication's, else the one day of the article's own."""
    called: list[tuple[str, Any]] = []
    others: list[tuple[str, Any]] = []
    for element in tree.iter("time"):
        if (value := element.get("datetime")) and own(element):
            name = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
            (called if "pubdate" in element.attrib or "publi" in name else others).append((value, element))
    if called:
        return [value for value, _ in called]
    inside = [value for value, element in others if next(element.iterancestors("article", "main"), None) is not None]
    values = inside or [value for value, _ in others]
    return values if len({stamp(value)[:10] for value in values} - {""}) == 1 else []


def own(element: Any) -> bool:
    """About this article, and about its publication."""
    before = element.getprevious().tail if element.getprevious() is not None else element.getparent().text
    if CHANGED_WORDS.search(f"{(before or '')[-40:]} {words(element)}") or CHANGED.search(names(element)):
        return False
    for depth, part in enumerate((element, *element.iterancestors())):
        if part.tag in ELSEWHERE or depth > DEEPEST:
            return False
        if part.tag not in ("body", "html") and OTHERS.search(names(part)):
            return False
    return True


def in_words(tree: Any) -> str:
    """The day in the first element that is named for a date. htmldate sees nothing else: elsewhere it would guess."""
    candidates = 0
    for element in tree.iter("p", "span", "div", "time", "abbr", "li", "small", "em", "b", "td", "font", "strong"):
        name = names(element)
        text = words(element) if CREATED.search(name) else ""
        if not text or not any(map(str.isdigit, text)) or ambiguous(text) or not own(element):
            continue
        candidates += 1
        if candidates > MOST:
            break
        if day := written_in(text):
            return day
    return ""


def written_in(text: str) -> str:
    page, body, line = Element("html"), Element("body"), Element("p", {"class": "published date"})
    line.text = text
    body.append(line)
    page.append(body)
    found = find_date(
        page,
        extensive_search=False,
        original_date=True,
        url="",
        min_date=EARLIEST.isoformat(),
        max_date=tomorrow().isoformat(),
    )
    return found or ""


def ambiguous(text: str) -> bool:
    """ "03/04/2024" is two days, and "19.09.24" has no century."""
    return any(
        len(year) == 2 or (int(day) <= 12 and int(month) <= 12 and day != month)
        for day, month, year in NUMBERS.findall(text)
    )


def stamp(value: str) -> str:
    """An ISO day or time of what a machine wrote for machines; empty where it cannot be right."""
    try:
        read = moment(value.strip()[:100])
    except (ValueError, OverflowError):
        return ""
    day = read.date() if isinstance(read, dt.datetime) else read
    if not EARLIEST <= day <= tomorrow():
        return ""
    # Midnight to the second is a day that a program made a time of; in another zone it would be the day before.
    if not isinstance(read, dt.datetime) or read.time() == dt.time():
        return day.isoformat()
    return read.isoformat(timespec="seconds")


def tomorrow() -> dt.date:
    return dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)


def names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"


def words(element: Any) -> str:
    """The element's text where it is a line."""
    text = " ".join("".join(element.itertext()).split())
    return text if len(text) <= LONGEST else ""
