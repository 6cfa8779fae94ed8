"""Who published a page, under which headline, by whom, and at which address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from courlan import extract_domain
from trafilatura.metadata import extract_author, extract_title

from sources.pages.linked_data import article_in, texts

SEPARATORS = (" |", " -", " –", " —", " ::", " :", " »", " ·")
LONGEST_TITLE, LONGEST_NAME, LONGEST_URL = 500, 300, 2000
TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "citation_author")
OUTLETS = ("og:site_name", "dc.publisher", "citation_journal_title", "publisher", "application-name")
ADDRESS = re.compile(r"https?:|www\.|[/@]", re.IGNORECASE)
BY = re.compile(r"(by|von|par|por)\s*:?\s+(?=\S)", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+|localhost|\[[0-9a-f:.]+\]")


@dataclass(frozen=True)
class Metadata:
    title: str
    byline: str
    outlet: str
    url: str
    linked: dict[str, Any]


def metadata(tree: Any, url: str) -> Metadata:
    linked, metas = article_in(tree), metas_of(tree)
    outlet = first(metas, OUTLETS) or next(iter(texts(linked.get("publisher"))), "")
    outlet = "" if ADDRESS.search(outlet) else outlet[:LONGEST_NAME]
    title = next(iter(texts(linked.get("headline"))), "") or first(metas, TITLES) or (extract_title(tree) or "")
    return Metadata(
        title=without_outlet(" ".join(title.split()), outlet)[:LONGEST_TITLE],
        byline=byline(tree, linked, metas)[:LONGEST_NAME],
        outlet=outlet,
        url=address(tree, metas, url),
        linked=linked,
    )


def metas_of(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and (content := " ".join((meta.get("content") or "").split())):
            found.setdefault(name, []).append(content)
    return found


def first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def without_outlet(title: str, outlet: str) -> str:
    """ "Quay to be widened | The Amsel Post" without the name of the outlet."""
    head = title[: -len(outlet)].rstrip() if outlet and title.casefold().endswith(outlet.casefold()) else ""
    return head.rpartition(" ")[0].rstrip() if head.endswith(SEPARATORS) and len(head) > 2 else title


def byline(tree: Any, linked: dict[str, Any], metas: dict[str, list[str]]) -> str:
    for found in (texts(linked.get("author")), *(metas.get(name, []) for name in AUTHORS)):
        if names := [name for name in map(without_by, found) if name and not ADDRESS.search(name)]:
            return ", ".join(dict.fromkeys(names))
    name = without_by((extract_author(tree) or "").replace(";", ","))
    return "" if ADDRESS.search(name) else name


def without_by(name: str) -> str:
    return BY.sub("", name.strip(), count=1) if BY.match(name.strip()) else name.strip()


def address(tree: Any, metas: dict[str, list[str]], url: str) -> str:
    """The canonical address that the page names, if it can be this page's; else the one that it was fetched from."""
    base = urljoined(url, next((element.get("href") or "" for element in tree.iter("base")), ""))
    links = [
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for named in (*links[:1], *metas.get("og:url", [])[:1]):
        if plausible(found := urljoined(base, named), url):
            return found
    return url


def urljoined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return base


def plausible(found: str, url: str) -> bool:
    """A page speaks for its own site only, and an article is not the site's front page."""
    if len(found) > LONGEST_URL or not (there := split(found)):
        return False
    here = split(url)
    if here is None:
        return True
    if there[0] != here[0] and site(found, there[0]) != site(url, here[0]):
        return False
    return there[1] not in ("", "/") or here[1] in ("", "/")


def split(url: str) -> tuple[str, str] | None:
    """Host and path of an http(s) address; a query counts as a path."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    host = f"[{host}]" if ":" in host else host.encode("idna", "ignore").decode() if not host.isascii() else host
    return (host, parts.path + ("?" if parts.query else "")) if HOST.fullmatch(host) else None


def site(url: str, host: str) -> str:
    """The name that somebody registered; of www., m. and amp. the rest where the ending is none that is known."""
    return extract_domain(url) or re.sub(r"^(www|m|mobile|amp)\.", "", host)
