"""What words tell about names: places, organisations, peoples, titles."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from claims.extraction.lexicon import DATA

NORP = re.compile(r"(?:ian|ish|ese|ians|istani|istanis|ican|ean|icans)$")


@cache
def _lists() -> dict[str, frozenset[str]]:
    with (DATA / "names.toml").open("rb") as file:
        return {name: frozenset(items) for name, items in tomllib.load(file).items() if isinstance(items, list)}


@cache
def demonyms() -> dict[str, str]:
    """Adjective of a country, lower case -> the country."""
    with (DATA / "names.toml").open("rb") as file:
        return dict(tomllib.load(file)["demonyms"])


def name_words(name: str) -> frozenset[str]:
    """A list of names.toml."""
    return _lists()[name]


ROLE_WORDS = frozenset(word for role in name_words("roles") for word in role.split()) | {"spokesman", "spokeswoman"}


def is_title(word: str) -> bool:
    """Whether a lower-case word is a title, a rank or part of a role."""
    return (
        word in name_words("honorifics")
        or word in name_words("ranks")
        or word in ROLE_WORDS
        or word in name_words("role_modifiers")
    )


def is_people(word: str) -> bool:
    """Whether a word names a people, a faith or a party's followers ("Chadian", "Republicans")."""
    word = word.lower()
    return (
        word in name_words("peoples")
        or word in name_words("plural_peoples")
        or (len(word) > 4 and NORP.search(word) is not None)
    )


def is_first_name(word: str) -> bool:
    """Whether a lower-case word is a known first name."""
    return word in name_words("male_names") or word in name_words("female_names")
