"""Text as a spreadsheet's cell. Pure."""

from __future__ import annotations

import re

__all__ = ["begins_formula", "printable", "safe"]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide forms too: spreadsheets take them for the narrow ones."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def begins_formula(text: str) -> bool:
    return text.startswith(FORMULA)


def safe(text: str) -> str:
    """Behind an apostrophe where a spreadsheet would take the text for a formula: it came from anywhere."""
    return f"'{text}" if begins_formula(text) else text


def printable(text: str) -> str:
    """Without the characters that no XML document can hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
