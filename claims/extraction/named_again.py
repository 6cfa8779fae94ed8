"""Further mentions of the names that an article has."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claims.extraction.name import TOKEN, Name, cleaned
from claims.extraction.names import name_words

MOST_NAMES = 40
"""Names that begin with one word; more of them are no longer looked for."""
SHORTEST_SHOUT = 3


def further_mentions(text: str, names: Sequence[Name]) -> list[Name]:
    """Further mentions of the names, in capitals too ("RUIZ:"), and of people by their last names."""
    wanted: dict[str, dict[tuple[str, ...], str]] = {}
    for name in names:
        keys = [tuple(TOKEN.findall(name.surface))]
        if name.kind == "person" and len(name.parts) > 1:
            keys.append(tuple(TOKEN.findall(name.surface.removesuffix(" Jr."))[-1:]))
        for key in keys:
            if key and key[0][:1].isupper() and len(wanted.setdefault(key[0].casefold(), {})) < MOST_NAMES:
                wanted[key[0].casefold()].setdefault(key, name.kind)
    for known in name_words("organizations"):
        for form in (known.title(), known.upper()):
            words = tuple(TOKEN.findall(form))
            wanted.setdefault(words[0].casefold(), {}).setdefault(words, "organization")
    longest = {first: sorted(keys.items(), key=lambda item: -len(item[0])) for first, keys in wanted.items()}
    starts, ends = [name.start for name in names], [name.end for name in names]
    tokens = list(TOKEN.finditer(text))
    found: list[Name] = []
    reach = 0
    for at, token in enumerate(tokens):
        first = token.group()
        if not first[0].isupper() or token.start() < reach or first.casefold() not in longest:
            continue
        for key, kind in longest[first.casefold()]:
            last = tokens[min(at + len(key), len(tokens)) - 1]
            if not _same(key, [item.group() for item in tokens[at : at + len(key)]]):
                continue
            clear = bisect_left(starts, last.end()) == bisect_right(ends, token.start())
            if clear and last.end() - token.start() < len(" ".join(key)) + 4:
                again = cleaned(text, token.start(), last.end(), kind)
                if again:
                    found.append(again)
                reach = last.end()
                break
    return found


def _same(key: tuple[str, ...], words: list[str]) -> bool:
    if tuple(words) == key:
        return True
    shouted = all(word.isupper() for word in words) and len(words[0]) >= SHORTEST_SHOUT
    return shouted and [word.casefold() for word in words] == [word.casefold() for word in key]
