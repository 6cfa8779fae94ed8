"""The closed word classes and abbreviations of data/words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")


@cache
def _words() -> dict[str, frozenset[str]]:
    with (DATA / "words.toml").open("rb") as file:
        return {name: frozenset(items) for name, items in tomllib.load(file).items()}


def words(name: str) -> frozenset[str]:
    """A list of words.toml by its name, lower case."""
    return _words()[name]
