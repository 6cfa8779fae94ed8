"""Who has spoken so far in an article."""

from __future__ import annotations

import re

from claims.extraction.descriptions import described
from claims.extraction.mentions import Mentions
from claims.extraction.names import name_words
from claims.extraction.resolved import Resolved, Spoken

LATELY = 4
"""Attributions back to which somebody unnamed is still whom "the adviser" means."""


class Memory:
    """The attributions that were resolved, in order."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.spoken: list[Spoken] = []

    def add(self, offset: int, source: str, resolved: Resolved) -> None:
        self.spoken.append(Spoken(offset, source, resolved))

    def last(self, offset: int, within: int) -> Resolved | None:
        """Who spoke last, where that is at most `within` code points back."""
        if self.spoken and 0 <= offset - self.spoken[-1].offset < within:
            return self.spoken[-1].resolved
        return None

    def unnamed(self, head: str) -> bool:
        """Whether one of the last speakers is somebody unnamed of this description ("An adviser", "the adviser")."""
        return any(
            spoken.resolved.how == "unnamed" and head.split()[-1] in re.findall(r"[\w-]+", spoken.source.lower())
            for spoken in self.spoken[-LATELY:]
        )

    def group_without_name(self) -> bool:
        """Whether a group that nobody named spoke last: "A militia said"."""
        if not self.spoken or self.spoken[-1].resolved.actor is not None:
            return False
        what = described(self.spoken[-1].source)
        return what is not None and (what.plural or what.head.split()[-1] in name_words("group_nouns"))

    def organization_near(self, start: int) -> Resolved | None:
        """The organisation that spoke in this paragraph or the one before it, for "it"."""
        here = self.mentions.paragraph(start)
        for spoken in reversed(self.spoken[-3:]):
            speaker = spoken.resolved.speaker
            if here - self.mentions.paragraph(spoken.offset) > 1 or speaker is None:
                break
            if spoken.resolved.how == "document" or speaker["kind"] == "organization":
                return Resolved(speaker, "pronoun", 0.75, spoken.resolved.actor)
        return None
