"""Where the actors of an article are mentioned, for looking around from an offset."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from claims.extraction.actors import Actor
from claims.extraction.layout import Paragraph
from claims.extraction.roles import ROLE_VOCABULARY

Mention = tuple[int, int, Actor]
"""Start, end, actor."""
BEFORE_SUBJECT = re.compile(
    r"(?:^|[.!?:;,\n”\"—]|''|\b(?:that|when|after|as|while|because|if|but|and|before|until|said|how|where|although))\s*$"
)
BEHIND_SUBJECT = re.compile(
    r"(?:,|\s\()?\s*(?:(?:also|later|then|now|still|never|often|repeatedly|himself|herself|recently)\s)?"
    r"(?:who|has|had|have|is|was|were|will|would|could|may|might|did|does|can|should|must|said|says|told|made|took|went|"
    r"spoke|began|wrote|won|gave|held|[a-z]{3,}ed|[a-z]{3,}s)\b|,\s"
)


class Mentions:
    """All mentions of an article's actors, in order, with the sentences and quotations that they stand in."""

    def __init__(self, text: str, actors: Sequence[Actor], paragraphs: Sequence[Paragraph]) -> None:
        self.text = text
        self.actors = list(actors)
        self.by_class: dict[str, list[Actor]] = {}
        self.by_word: dict[str, list[Actor]] = {}
        for actor in actors:
            for cls in actor.classes if actor.kind == "person" else ():
                self.by_class.setdefault(cls, []).append(actor)
            for word in actor.described if actor.kind == "organization" else ():
                self.by_word.setdefault(word, []).append(actor)
        organizations = [actor for actor in actors if actor.kind == "organization"]
        self.foremost = sorted(organizations, key=lambda actor: -len(actor.mentions))[:2]
        """The organisations that are mentioned most."""
        ordered = sorted((start, end, actor.name, actor) for actor in actors for start, end in actor.mentions)
        self.all: list[Mention] = [(start, end, actor) for start, end, _, actor in ordered]
        self.starts = [start for start, _, _ in self.all]
        self.sentences = [sentence.start for paragraph in paragraphs for sentence in paragraph.sentences]
        self.paragraphs = [paragraph.start for paragraph in paragraphs]
        quotes = sorted((word.start, word.end) for paragraph in paragraphs for word in paragraph.quotes)
        self.quote_starts = [start for start, _ in quotes]
        self.quote_ends = [end for _, end in quotes]

    def add_role(self, actor: Actor, cls: str) -> None:
        actor.classes.add(cls)
        self.by_class.setdefault(cls, []).append(actor)

    def organizations_with(self, words: Iterable[str]) -> list[Actor]:
        """The organisations that have one of the words in their names."""
        return list({id(actor): actor for word in words for actor in self.by_word.get(word, ())}.values())

    def people_called(self, cls: str) -> list[Actor]:
        """The people whom the article gives a role of this class."""
        return self.by_class.get(cls, [])

    def inside(self, start: int, end: int) -> list[Mention]:
        """Those that lie in text[start:end]."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [mention for mention in self.all[first:last] if mention[1] <= end]

    def before(self, offset: int, most: int) -> list[Mention]:
        """The last `most` mentions before the offset, in order."""
        last = bisect_left(self.starts, offset)
        return self.all[max(0, last - most) : last]

    def after(self, offset: int, most: int) -> list[Mention]:
        """The next `most` mentions from the offset on, in order."""
        first = bisect_left(self.starts, offset)
        return self.all[first : first + most]

    def sentence(self, offset: int) -> int:
        """The number of the sentence that the offset stands in."""
        return bisect_right(self.sentences, offset)

    def sentence_start(self, offset: int) -> int:
        return self.sentences[max(0, self.sentence(offset) - 1)] if self.sentences else 0

    def sentence_end(self, offset: int) -> int:
        number = self.sentence(offset)
        return self.sentences[number] if number < len(self.sentences) else len(self.text)

    def paragraph(self, offset: int) -> int:
        return bisect_right(self.paragraphs, offset)

    def quotation(self, offset: int) -> int | None:
        """The start of the quotation that the offset stands in."""
        at = bisect_right(self.quote_starts, offset) - 1
        return self.quote_starts[at] if at >= 0 and self.quote_ends[at] > offset else None

    def subject(self, start: int, end: int) -> bool:
        """Whether a mention looks like the subject of its clause."""
        if not BEHIND_SUBJECT.match(self.text[end : end + 30]):
            return False
        before = self.text[max(0, start - 80) : start]
        while title := TITLE.search(before):
            if title[1].lower() not in ROLE_VOCABULARY and not title[1][0].isupper():
                break
            before = before[: title.start()]
        return BEFORE_SUBJECT.search(before) is not None or max(0, start - 80) + len(before) in self.sentences


TITLE = re.compile(r"([\w.’'-]+)\s+$")
