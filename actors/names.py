"""Names as keys: the form under which two spellings of one name meet."""

import re
import unicodedata

__all__ = ["fold"]

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_POSSESSIVE = re.compile(r"['’]s\b")
_SPACE = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """Case, accents, apostrophes, dots and hyphens folded away: “U.S. State Dept.” -> “us state dept”."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", text)).replace(".", "")
    return _SPACE.sub(" ", text).strip().removeprefix("the ")[:300]
