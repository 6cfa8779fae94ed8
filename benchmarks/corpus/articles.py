"""Articles with their claims: texts, and spans that are true to them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.corpus.loading import Rows
from benchmarks.corpus.words import PHRASES
from benchmarks.corpus.world import DAYS, FIRST
from claims.models import Claim, ClaimDate, ClaimGroup, ClaimSpeaker, Extraction, Link
from sources.models import Article, Snapshot

if TYPE_CHECKING:
    from benchmarks.corpus.words import Vocabulary
    from benchmarks.corpus.world import World

__all__ = ["MODELS", "Press"]

MODELS = (Article, Snapshot, Extraction, ClaimGroup, Claim, ClaimSpeaker, ClaimDate, Link)
PER_ARTICLE = 5
OLDER = 100_000_000
"""Keys of texts that are no longer the latest begin here."""
CUES = {
    "say": ("said", "told reporters", "noted", "added"),
    "deny": ("denied", "rejected the report"),
    "promise": ("promised", "vowed"),
    "demand": ("demanded", "urged"),
    "warn": ("warned",),
    "accuse": ("charged",),
}
CUE_CLASSES = [name for name, share in zip(CUES, (12, 2, 2, 2, 1, 1), strict=True) for _ in range(share)]
STATES = ["proposed"] * 14 + ["confirmed"] * 4 + ["corrected", "rejected"]
MEANT = (
    (" by the end of 2026", "../2026-12-31", "(,2027-01-01)"),
    (" in March 2025", "2025-03", "[2025-03-01,2025-04-01)"),
    (" before the summer of 2024", "../2024-06", "(,2024-07-01)"),
    (" on 12 May 2025", "2025-05-12", "[2025-05-12,2025-05-13)"),
)
UNNAMED = ("two officials", "a diplomat", "people in the delegation", "a senior engineer")


@dataclass(slots=True)
class Said:
    """A claim of a text that is being put together."""

    kind: str
    content: tuple[int, int]
    source: tuple[int, int]
    cue: tuple[int, int]
    cue_class: str
    speakers: list[int]
    unnamed: str
    date: tuple[int, int, str, str] | None
    draws: tuple[float, float, float, float]
    subject: int


@dataclass(slots=True)
class Text:
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def write(self, words: str) -> tuple[int, int]:
        start, self.length = self.length, self.length + len(words)
        self.parts.append(words)
        return start, self.length


class Press:
    """Prints articles until there are so many claims."""

    def __init__(self, claims: int, world: World, vocabulary: Vocabulary, chance: np.random.Generator) -> None:
        self.wanted, self.world, self.vocabulary, self.chance = claims, world, vocabulary, chance
        self.claims = self.articles = self.groups = self.speakers = 0
        self._quoted = np.cumsum(1 / (np.arange(len(world.actors)) + 1.0))
        self._quoted /= self._quoted[-1]
        self._fillers = [self._sentence(40).capitalize() + "." for _ in range(2_000)]
        self._tables = {
            Article: Rows(
                Article, "id", "outlet_id", "url", "url_key", "title", "published_at", "published_on",
                "published_precision", "latest_id", "copy_of_id",
            ),
            Snapshot: Rows(Snapshot, "id", "article_id", "number", "text", "sha256"),
            Extraction: Rows(
                Extraction, "id", "snapshot_id", "pipeline", "state", "in_force", "extracted_at", "applied_at"
            ),
            ClaimGroup: Rows(ClaimGroup, "id"),
            Claim: Rows(
                Claim, "id", "snapshot_id", "extraction_id", "kind", "source", "cue", "content", "position",
                "content_text", "source_text", "cue_text", "cue_class", "speaker_name", "unnamed", "day", "confidence",
                "state", "group_id", "leads",
            ),
            ClaimSpeaker: Rows(
                ClaimSpeaker, "id", "claim_id", "actor_id", "on_behalf_of_id", "position_id", "role", "number"
            ),
            ClaimDate: Rows(ClaimDate, "id", "claim_id", "start", "end", "type", "value", "text", "edtf", "days"),
            Link: Rows(Link, "id", "claim_id", "story_id", "event_id", "score", "reason", "state"),
        }  # fmt: skip

    def print_some(self, articles: int) -> bool:
        """Writes so many articles; false when there are claims enough."""
        for _ in range(articles):
            if self.claims >= self.wanted:
                break
            self._print_one()
        for table in self._tables.values():
            table.flush()
        return self.claims < self.wanted

    def _print_one(self) -> None:
        chance = self.chance
        number = min(1 + int(chance.binomial(8, 0.5)), self.wanted - self.claims)
        moment = self.articles * PER_ARTICLE / self.wanted * DAYS
        day = min(int(moment), DAYS - 1)
        text, said = self._text(number, day)
        copied = chance.random() < 0.04 and self.claims + 2 * number <= self.wanted
        groups = [self._group() for _ in said] if copied else []
        older = OLDER if chance.random() < 0.02 and self.claims + 2 * number <= self.wanted else 0
        original = self._article(text, day, None, number=2 if older else 1)
        if older:
            older += original
            self._snapshot(older, original, 1, text + "\n\nMore follows.")
            self._claims(older, text, said, day, [])
        self._claims(original, text, said, day, groups)
        if copied:
            copy = self._article(text, min(day + 1, DAYS - 1), original)
            self._claims(copy, text, said, day, groups, leads=False)

    def _group(self) -> int:
        self.groups += 1
        self._tables[ClaimGroup].add(self.groups)
        return self.groups

    def _article(self, text: str, day: int, original: int | None, *, number: int = 1) -> int:
        self.articles += 1
        pk, chance = self.articles, self.chance
        outlets = self.world.outlets
        outlet = outlets[min(int(chance.exponential(20)), len(outlets) - 1)]
        url = f"https://{outlet.host}/{pk}"
        date = FIRST + dt.timedelta(day)
        self._tables[Article].add(
            pk, outlet.pk, url, hashlib.sha256(url.encode()).digest(), self._sentence(7).capitalize(),
            f"{date}T{pk % 24:02}:{pk % 60:02}:00Z", date, "time", pk, original,
        )  # fmt: skip
        self._snapshot(pk, pk, number, text)
        return pk

    def _snapshot(self, pk: int, article: int, number: int, text: str) -> None:
        self._tables[Snapshot].add(pk, article, number, text, hashlib.sha256(text.encode()).digest())
        self._tables[Extraction].add(pk, pk, "bench-1", "done", True, "2026-01-01", "2026-01-01")

    def _text(self, number: int, day: int) -> tuple[str, list[Said]]:
        chance, text = self.chance, Text()
        first, said = int(chance.integers(len(self._fillers))), []
        for one in range(number):
            if one:
                text.write("\n\n")
            text.write(
                self._fillers[(first + 2 * one) % 2_000] + " " + self._fillers[(first + 2 * one + 1) % 2_000] + "\n\n"
            )
            said.append(self._saying(text, day))
        return "".join(text.parts), said

    def _saying(self, text: Text, day: int) -> Said:
        chance = self.chance
        draw = chance.random(8).tolist()
        speakers = self._speakers(draw[0], draw[1])
        unnamed = "" if speakers else UNNAMED[int(draw[1] * len(UNNAMED))]
        names = " and ".join(self.world.actors[one].name for one in speakers) or unnamed
        cue_class = CUE_CLASSES[int(draw[2] * len(CUE_CLASSES))]
        cue_words = CUES[cue_class][int(draw[3] * len(CUES[cue_class]))]
        words = self._sentence(8 + int(draw[4] * 14))
        if draw[5] < 0.4:
            words += " " + PHRASES[int((draw[5] / 0.4) ** 2 * len(PHRASES))]
        meant = MEANT[int(draw[6] / 0.4 * len(MEANT))] if draw[6] < 0.4 else None
        if draw[7] < 0.55:
            text.write("“")
            content = text.write(words.capitalize() + (meant[0] if meant else ""))
            text.write(",” ")
            source = text.write(names)
            text.write(" ")
            cue = text.write(cue_words)
        else:
            source = text.write(names[0].upper() + names[1:])
            text.write(" ")
            cue = text.write(cue_words)
            text.write(" that ")
            content = text.write(words + (meant[0] if meant else ""))
        text.write(".")
        date = (content[1] - len(meant[0]) + 1, content[1], meant[1], meant[2]) if meant else None
        subject = self._subject(day)
        kind = "direct" if draw[7] < 0.5 else "mixed" if draw[7] < 0.55 else "indirect"
        draws = (draw[0] * 97 % 1, draw[1] * 89 % 1, draw[3] * 83 % 1, draw[7] * 79 % 1)
        return Said(kind, content, source, cue, cue_class, speakers, unnamed, date, draws, subject)

    def _speakers(self, draw: float, second: float) -> list[int]:
        if draw < 0.06:
            return []
        chosen = [int(np.searchsorted(self._quoted, (draw - 0.06) / 0.94))]
        if second < 0.05:
            chosen.append((chosen[0] * 7 + 13) % len(self.world.actors))
        return chosen

    def _subject(self, day: int) -> int:
        draw, bound = float(self.chance.random()), 0.0
        for number, subject in enumerate(self.world.subjects):
            if subject.first <= day < subject.last:
                bound += subject.share
                if draw < bound:
                    return number
        return -1

    def _claims(
        self, snapshot: int, text: str, said: list[Said], day: int, groups: list[int], *, leads: bool = True
    ) -> None:
        claims = self._tables[Claim]
        for number, one in enumerate(said):
            self.claims += 1
            pk = self.claims
            content, source, cue = (text[slice(*span)] for span in (one.content, one.source, one.cue))
            when = FIRST + dt.timedelta(day - (int(one.draws[0] * 5) if one.draws[1] < 0.2 else 0))
            claims.add(
                pk, snapshot, snapshot, one.kind, f"[[{one.source[0]}, {one.source[1]}]]",
                f"[[{one.cue[0]}, {one.cue[1]}]]", f"[[{one.content[0]}, {one.content[1]}]]",
                one.content[0], content, source, cue, one.cue_class,
                "" if one.unnamed else source, one.unnamed, when, round(1 - one.draws[2] ** 2 * 0.8, 3),
                STATES[int(one.draws[3] * len(STATES))], groups[number] if groups else None, leads,
            )  # fmt: skip
            self._of_claim(pk, one, text)

    def _of_claim(self, pk: int, one: Said, text: str) -> None:
        for number, index in enumerate(one.speakers):
            self.speakers += 1
            actor = self.world.actors[index]
            position = self.world.held.get(actor.pk) if one.draws[1] < 0.7 else None
            behalf = (position and one.draws[0] < 0.4 and position.organization_id) or None
            role = position.role if position else ""
            self._tables[ClaimSpeaker].add(self.speakers, pk, actor.pk, behalf, position and position.pk, role, number)
        if one.date:
            start, end, edtf, days = one.date
            self._tables[ClaimDate].add(pk, pk, start, end, "DATE", edtf[-10:], text[start:end], edtf, days)
        if one.subject >= 0:
            subject = self.world.subjects[one.subject]
            event = subject.events[int(one.draws[2] * len(subject.events))] if one.draws[0] < 0.7 else None
            state = "confirmed" if one.draws[1] < 0.2 else "rejected" if one.draws[1] > 0.97 else "proposed"
            self._tables[Link].add(pk, pk, subject.story, event, 0.8, "names the matter", state)

    def _sentence(self, number: int) -> str:
        return " ".join(self.vocabulary.draw(number))
