"""The one normalisation that a text gets, at import, so that offsets agree in Python, PostgreSQL and the browser."""

from __future__ import annotations

import hashlib
import re

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def normalise(text: str) -> str:
    """CRLF and CR become LF, NUL and lone surrogates U+FFFD; nothing else, no Unicode normal form."""
    return UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def digest(text: str) -> bytes:
    """SHA-256 of a normalised text."""
    return hashlib.sha256(text.encode()).digest()
