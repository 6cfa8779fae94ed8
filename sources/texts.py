"""The one normalisation that a text gets, at import, so that offsets agree in Python, PostgreSQL and the browser."""

from __future__ import annotations

import hashlib
import re

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def normalise(text: str) -> str:
    """CRLF and CR become LF, NUL and lone surrogates U+FFFD; nothing else, no Unicode normal form."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or not (text.isascii() or storable(text)):
        text = UNSTORABLE.sub("\ufffd", text)
    return text


def storable(text: str) -> bool:
    """No lone surrogate. To encode is ten times as fast as to search."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def digest(text: str) -> bytes:
    """SHA-256 of a normalised text."""
    return hashlib.sha256(text.encode()).digest()
