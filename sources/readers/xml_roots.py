"""Which element a document of XML or HTML begins with."""

from __future__ import annotations

import re

SKIPPED = (("<?", "?>"), ("<!--", "-->"))
DOCTYPE = re.compile(r"<!doctype\s+([\w:-]+)", re.IGNORECASE)
DECLARED = re.compile(rb"(<\?xml[^>]{0,150}encoding\s*=\s*[\"'])utf-?(?:16|32)\w*", re.IGNORECASE)
ELEMENT = re.compile(r"<(?:[\w-]+:)?([A-Za-z][\w-]*)[\s/>]")


def declared_as_it_is(start: bytes) -> bytes:
    """A document whose declaration can be read byte by byte is not in UTF-16, though it may have been."""
    return DECLARED.sub(rb"\1utf-8", start, count=1) if start.startswith(b"<?xml") else start


def root_of(sample: str) -> str:
    """Its name in lower case without prefix; empty for what is no markup."""
    place, sample = 0, sample.removeprefix("\ufeff")
    while True:
        while place < len(sample) and sample[place].isspace():
            place += 1
        if match := DOCTYPE.match(sample, place):
            if match[1].lower() == "html":
                return "html"
            place = after_doctype(sample, place)
        elif skip := next((end for start, end in SKIPPED if sample.startswith(start, place)), ""):
            place = sample.find(skip, place)
            if place < 0:
                return ""
            place += len(skip)
        else:
            match = ELEMENT.match(sample, place)
            return match[1].lower() if match else ""


def after_doctype(sample: str, place: int) -> int:
    """With its declarations of entities, if it has any."""
    end, inside = sample.find(">", place), sample.find("[", place)
    if 0 <= inside < end:
        inner = sample.find("]", inside)
        end = sample.find(">", inner) if inner >= 0 else -1
    return end + 1 if end >= 0 else len(sample)
