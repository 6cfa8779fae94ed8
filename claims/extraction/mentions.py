"""Where the actors of an article are mentioned, for looking around from an offset."""

from __future__ import annotations

import re
from bisect import bisect_left

from claims.extraction.actors import Actor

Mention = tuple[int, int, Actor]
"""Start, end, actor."""
OPENS = re.compile(r"(?:^|[.!?\n”\"]\s*)(?:[A-Z][\w.]*\s+){0,4}$")


class Mentions:
    """All mentions of an article's actors, in order."""

    def __init__(self, text: str, actors: list[Actor]) -> None:
        self.text = text
        ordered = sorted((start, end, actor.name, actor) for actor in actors for start, end in actor.mentions)
        self.all: list[Mention] = [(start, end, actor) for start, end, _, actor in ordered]
        self.starts = [start for start, _, _ in self.all]

    def inside(self, start: int, end: int) -> list[Mention]:
        """Those that lie in text[start:end]."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [mention for mention in self.all[first:last] if mention[1] <= end]

    def recent(self, offset: int, reach: int) -> list[Mention]:
        """The last mention of each actor within `reach` code points before the offset."""
        found: dict[int, Mention] = {}
        first, last = bisect_left(self.starts, offset - reach), bisect_left(self.starts, offset)
        for mention in self.all[first:last]:
            found[id(mention[2])] = mention
        return list(found.values())

    def opens_sentence(self, start: int) -> bool:
        """Whether a mention that starts there stands at a sentence's beginning, as its subject."""
        return OPENS.search(self.text[max(0, start - 40) : start]) is not None
