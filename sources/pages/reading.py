"""One page into one article, in this process: what the child does. Neither time nor memory is bounded here."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from lxml.etree import ParserError
from lxml.html import HTMLParser, document_fromstring
from trafilatura.core import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG

from sources.pages.decoding import decoded
from sources.pages.metadata import Metadata, metadata
from sources.pages.page import Page, PageError
from sources.pages.page_dates import published
from sources.pages.plain import plain
from sources.pages.url_dates import day_in

MENUS = "//nav | //footer[not(ancestor::article)]"
CONFIG = deepcopy(DEFAULT_CONFIG)
CONFIG["DEFAULT"]["MIN_EXTRACTED_SIZE"] = (
    "80"  # of a shorter text trafilatura thinks that it is none, and takes all there is
)
LONGEST_NOTICE = 800  # characters; what is longer is an article, whatever it asks for
# NUL ends a text for the parser; the other controls and the two non-characters are not allowed in a tree.
UNPARSABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,8}));?", re.IGNORECASE)
LONGEST_LABEL = 80
SENTENCE = re.compile(r"\w.*[.!?…。！？؟।]\W*$")
DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}>")
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAGIC = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "an archive",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "an image",
}
NOTICE = re.compile(
    r"(enable|activate|turn on|requires?|without|support) javascript|javascript (is|must be|to be) |"
    r"(accept|reject|manage) (all )?(the )?cookies|cookies? (settings|preferences|policy)|"
    r"(we|site|partners) (\w+ ){0,4}use cookies|we value your privacy|before you continue to|"
    r"(verify|confirm|check)\w* (that )?(you are|you're|if you are|your browser)|are you a robot|"
    r"access (to this page )?(has been |is )?denied",
    re.IGNORECASE,
)


def read_page(html: bytes, url: str, content_type: str) -> Page:
    refuse_other_kinds(html, content_type)
    tree = parsed(decoded(html, content_type))
    about = metadata(tree, url)
    at = published(tree, about.linked)
    at, origin = (at, "page") if at else ((day := day_in(about.url or url)), "url" if day else "")
    return Page(
        text=text_of(tree, about),
        title=about.title,
        byline=about.byline,
        outlet=about.outlet,
        url=about.url,
        published=at,
        published_from=origin,
    )


def refuse_other_kinds(html: bytes, content_type: str) -> None:
    kind = content_type.partition(";")[0].strip().lower()
    if kind and "html" not in kind and kind not in ("application/xml", "text/xml", "application/octet-stream"):
        raise PageError(f"The address gives {kind[:60]}, not a web page.", "Name the address of the article's page.")
    start = html[:4096]
    for magic, name in MAGIC.items():
        if start.startswith(magic):
            raise PageError(f"The page is {name}, not HTML.", "Name the address of the article's page.")
    utf_16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf_16 and len(BINARY.findall(start)) * 20 > len(start):
        raise PageError("The page is binary, not HTML.", "Name the address of the article's page.")


def parsed(text: str) -> Any:
    text = UNPARSABLE.sub("\ufffd", without_declaration(text).replace("\x0b", " ").replace("\x0c", " "))
    text = REFERENCE.sub(allowed, text)
    if not text.strip():
        raise PageError("The page is empty.")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True)
    try:
        return document_fromstring(text.encode(), parser=parser)
    except (ParserError, ValueError, AssertionError) as error:
        raise PageError("The page has no article text.", "Is it HTML?") from error


def allowed(reference: re.Match[str]) -> str:
    """A character by its number; one that may not be in a tree would cost the whole text."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    if number > 0x10FFFF or (number not in (9, 10, 12, 13) and (number < 32 or UNPARSABLE.match(chr(number)))):
        return "\ufffd"
    return " " if number in (12, 13) else reference[0]


def without_declaration(text: str) -> str:
    """lxml takes no text that says which bytes it was."""
    match = DECLARATION.match(text)
    return text[match.end() :] if match else text


def text_of(tree: Any, about: Metadata) -> str:
    headlines = [about.title, *(" ".join(heading.itertext()) for heading in tree.iter("h1"))]
    document = bare_extraction(
        tree,
        config=CONFIG,
        prune_xpath=MENUS,
        include_comments=False,
        include_formatting=False,
        include_links=False,
        include_images=False,
    )
    body = getattr(document, "body", None)
    text = plain(body, headlines) if body is not None else ""
    if not is_prose(text):
        raise PageError("The page has no article text.", "Does it show its text only to readers, or by JavaScript?")
    if len(text) < LONGEST_NOTICE and NOTICE.search(text):
        raise PageError(
            "The page has no article text, only a notice about cookies, JavaScript or access.",
            "Save the article from a browser, and import the file.",
        )
    return text


def is_prose(text: str) -> bool:
    """A sentence, or a line too long for a menu."""
    return any(len(line) > LONGEST_LABEL or SENTENCE.search(line) for line in text.splitlines())
