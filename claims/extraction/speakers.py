"""Source spans to speakers: names, titles, "the ministry", "the Iraqi prime minister", pronouns, unnamed ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.actors import ROLE_VOCABULARY, Actor, fold, longest_role, role_before
from claims.extraction.attributions import Attribution
from claims.extraction.entities import demonyms, name_words
from claims.extraction.lexicon import words
from claims.extraction.types import Speaker

HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "herself"})
THEY = frozenset({"they", "their", "them", "we", "our", "us"})
WORD = re.compile(r"[\w.’'-]+")


class Resolver:
    """Resolves the sources of one article in the order of the text; it remembers who spoke last."""

    def __init__(self, text: str, actors: list[Actor]) -> None:
        self.text = text
        self.actors = actors
        self.by_start = {start: actor for actor in actors for start, _ in actor.mentions}
        self.starts = sorted(self.by_start)
        self.spoken: list[tuple[int, Actor | None, Speaker]] = []

    def resolve(self, attributions: Sequence[Attribution]) -> list[Speaker | None]:
        """A speaker for each attribution; None where nobody is indicated."""
        speakers: list[Speaker | None] = []
        for item in attributions:
            actor, speaker = self._source(item) if item.source else self._without_source(item)
            speakers.append(speaker)
            if speaker is not None:
                offset = min(start for start, _ in [*item.cue, *item.content])
                self.spoken.append((offset, actor, speaker))
        return speakers

    def _source(self, item: Attribution) -> tuple[Actor | None, Speaker | None]:
        start, end = item.source[0][0], item.source[-1][1]
        surface = self.text[start:end]
        lowered = surface.lower()
        if lowered in HE or lowered in SHE:
            return self._pronoun(start, "f" if lowered in SHE else "m")
        if lowered in THEY or lowered in ("it", "which", "that"):
            return self._group_pronoun(start, lowered)
        if lowered == "who":
            start, surface = self._antecedent(start)
            end = start + len(surface)
        return self._phrase(start, end, item)

    def _phrase(self, start: int, end: int, item: Attribution) -> tuple[Actor | None, Speaker | None]:
        surface = self.text[start:end]
        inside = self._actors_in(start, end)
        person = next(
            (entry for entry in inside if entry[2].kind == "person" and self._is_head(start, *entry[:2])), None
        )
        if person:
            return person[2], self._named(person[2], start, person[0])
        bare = re.sub(r"^(?:the|a|an)\s+", "", surface.strip(" ,"), flags=re.IGNORECASE)
        for first, last, actor in inside:
            if actor.kind != "person" and self.text[first:last].strip() == bare:
                return actor, self._organization(actor)
        organization = next(
            (
                entry
                for entry in inside
                if entry[2].kind == "organization" and self._leads(start, entry[0], entry[1], end)
            ),
            None,
        )
        if organization:
            return organization[2], self._organization(organization[2])
        definite = re.match(r"(?:the|this|that|its|their|his|her)\s", surface, re.IGNORECASE)
        if definite or surface[:1].isupper():
            actor = self._described(surface, start, item)
            if actor:
                return actor, self._named(actor, start, start) if actor.kind == "person" else self._organization(actor)
        return None, self._unnamed(surface, inside)

    def _actors_in(self, start: int, end: int) -> list[tuple[int, int, Actor]]:
        from bisect import bisect_left

        found = []
        for offset in self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            actor = self.by_start[offset]
            last = next(stop for first, stop in actor.mentions if first == offset)
            if last <= end:
                found.append((offset, last, actor))
        return found

    def _is_head(self, source: int, start: int, end: int) -> bool:
        """Whether the name is the source itself rather than "a spokesman for NAME" or "NAME's lawyer"."""
        before = self.text[source:start].lower()
        if (
            re.match(r"['’]s?\b", self.text[end : end + 2])
            or (self.text[end : end + 1] in "’'"
            and self.text[end : end + 1])
        ):
            return False
        if re.search(
            r"\b(?:of|for|to|with|by|from|about|against|near|at|in|on)\s+(?:the\s+|former\s+|mr\.?\s+|president\s+|sen\.\s+)*$",
            before,
        ):
            return False
        following = re.match(r"\s+([a-z]+)", self.text[end : end + 24])
        return not (following and (following[1] in ROLE_VOCABULARY or following[1] in PEOPLE_NOUNS))

    def _leads(self, source: int, start: int, end: int, last: int) -> bool:
        before = self.text[source:start].lower().strip()
        after = self.text[end:last]
        if before not in ("", "the", "a", "an", "both", "even", "meanwhile the") or re.match(r"['’]s?\b", after):
            return False
        following = re.match(r"\s+([\w-]+)", after)
        if following is None:
            return True
        word = following[1].lower()
        return word in ("in", "of", "for", "and", "which", "that", "on", "at", "itself", "also") or word in name_words(
            "group_nouns"
        )

    def _named(self, actor: Actor, source: int, mention: int) -> Speaker:
        role, organization, _ = role_before(self.text[source:mention])
        speaker: Speaker = {"name": actor.name, "kind": "person"}
        if role or actor.role:
            speaker["role"] = role or actor.role or ""
        if organization or actor.on_behalf_of:
            speaker["on_behalf_of"] = self._full(organization or actor.on_behalf_of or "")
        return speaker

    def _full(self, organization: str) -> str:
        """The fullest form in the article of an organisation's name."""
        folded = fold(organization)
        for actor in self.actors:
            if actor.kind == "organization" and actor.acronym and fold(actor.acronym) == folded:
                return actor.name
        return organization

    def _organization(self, actor: Actor) -> Speaker:
        return {"name": actor.name, "kind": "organization"}

    def _unnamed(self, surface: str, inside: list[tuple[int, int, Actor]]) -> Speaker:
        speaker: Speaker = {"name": None, "kind": "unnamed", "description": " ".join(surface.split())}
        owner = next((actor for _, _, actor in inside if actor.kind == "organization"), None)
        if owner is None:
            owner = next((actor for _, _, actor in inside), None)
        if owner is not None:
            speaker["on_behalf_of"] = owner.name
        return speaker

    def _pronoun(self, offset: int, gender: str) -> tuple[Actor | None, Speaker | None]:
        other = "m" if gender == "f" else "f"
        best: tuple[float, Actor] | None = None
        speakers = [actor for _, actor, _ in self.spoken[-3:] if actor is not None]
        for actor in self.actors:
            last = actor.mentioned_before(offset)
            if actor.kind != "person" or last < 0 or actor.gender == other:
                continue
            distance = offset - last
            weight = (
                -distance + (350 if speakers and actor is speakers[-1] else 0) + (300 if actor.gender == gender else 0)
            )
            weight += 150 if self._starts_sentence(actor, offset) else 0
            if distance < 2500 and (best is None or weight > best[0]):
                best = (weight, actor)
        if self.spoken and self.spoken[-1][1] is None and offset - self.spoken[-1][0] < 600:
            previous = self.spoken[-1][2]
            person = re.search(
                r"\b(?:man|woman|official|spokes\w+|source|lawyer|aide|teacher|adviser|resident)\b",
                previous.get("description", ""),
            )
            between = best is not None and best[1].mentioned_before(offset) > self.spoken[-1][0]
            if person and not between:
                return None, previous
        if best is None:
            return None, {"name": None, "kind": "unnamed", "description": "she" if gender == "f" else "he"}
        return best[1], self._named(best[1], 0, 0)

    def _starts_sentence(self, actor: Actor, offset: int) -> bool:
        start = max(first for first, _ in actor.mentions if first < offset)
        before = self.text[max(0, start - 40) : start]
        return re.search(r"(?:^|[.!?\n”\"]\s*)(?:[A-Z][\w.]*\s+){0,4}$", before) is not None

    def _group_pronoun(self, offset: int, pronoun: str) -> tuple[Actor | None, Speaker | None]:
        for _, actor, speaker in reversed(self.spoken[-4:]):
            if pronoun in THEY and speaker["kind"] != "person":
                return actor, speaker
            if pronoun not in THEY and speaker["kind"] == "organization":
                return actor, speaker
        if pronoun not in THEY:
            organizations = [
                actor
                for actor in self.actors
                if actor.kind == "organization" and 0 <= offset - actor.mentioned_before(offset) < 200
            ]
            if organizations:
                actor = max(organizations, key=lambda actor: actor.mentioned_before(offset))
                return actor, self._organization(actor)
        return None, {"name": None, "kind": "unnamed", "description": pronoun}

    def _antecedent(self, offset: int) -> tuple[int, str]:
        """The noun phrase that "who" refers to: the words before it back to the last comma or full stop."""
        window = self.text[max(0, offset - 120) : offset].rstrip(" ,")
        stop = max(
            (
                match.end()
                for match in re.finditer(r"[.;:“”\"\n]\s|,\s|\b(?:that|by|from|with|and|to|of|for)\s", window)
            ),
            default=0,
        )
        start = max(0, offset - 120) + stop
        return start, window[stop:]

    def _described(self, surface: str, offset: int, item: Attribution) -> Actor | None:
        """The actor that a definite description fits best: all its words occur in the actor's titles, or its head does."""
        tokens = [fold(word) for word in WORD.findall(surface)]
        tokens = [
            word
            for word in tokens
            if word and word not in ("the", "this", "that", "also", "a", "an", "former", "his", "her", "its")
        ]
        if not tokens:
            return None
        content = {word for word in tokens if word not in words("prepositions")}
        best: tuple[int, Actor] | None = None
        role, _ = longest_role([word.lower() for word in WORD.findall(surface)])
        for actor in self.actors:
            last = actor.mentioned_before(offset)
            if actor.kind == "person" and last >= 0 and content <= actor.described and (best is None or last > best[0]):
                best = (last, actor)
        if best:
            return best[1]
        head = next((word for word in tokens if word in name_words("group_nouns")), None)
        if head is None or role in ("spokesman", "spokeswoman"):
            return None
        in_quote = self._named_by_quote(item)
        if in_quote:
            return in_quote
        candidates = [
            actor
            for actor in self.actors
            if actor.kind == "organization"
            and 0 <= offset - actor.mentioned_before(offset) < 1500
            and (head in {fold(part) for part in actor.name.split()} or (len(tokens) == 1 and self._spoke_last(actor)))
        ]
        return max(candidates, key=lambda actor: actor.mentioned_before(offset)) if candidates else None

    def _named_by_quote(self, item: Attribution) -> Actor | None:
        """The organisation that a quotation begins with: "The Front rejects ..." said by "the group"."""
        if not item.quoted or not item.content:
            return None
        start = item.content[0][0]
        for first in self.starts:
            if start <= first <= start + 6:
                actor = self.by_start[first]
                return actor if actor.kind == "organization" else None
        return None

    def _spoke_last(self, actor: Actor) -> bool:
        return bool(self.spoken) and self.spoken[-1][1] is actor

    def _without_source(self, item: Attribution) -> tuple[Actor | None, Speaker | None]:
        """A quotation without a source belongs to whoever spoke last nearby, else to the person its sentence names."""
        if item.rule == "passive":
            return None, None
        start = item.content[0][0] if item.content else item.cue[0][0]
        named = [
            entry for entry in self._actors_in(item.sentence.start, item.sentence.end) if entry[2].kind == "person"
        ]
        named = [entry for entry in named if not any(s <= entry[0] < e for s, e in item.content)]
        if named:
            return named[0][2], self._named(named[0][2], 0, 0)
        if self.spoken and 0 <= start - self.spoken[-1][0] < 1200:
            return self.spoken[-1][1], self.spoken[-1][2]
        return None, None


PEOPLE_NOUNS = frozenset(
    {
        "supporters",
        "aides",
        "officials",
        "allies",
        "advisers",
        "advisors",
        "voters",
        "critics",
        "surrogates",
        "staffers",
        "campaign",
        "administration",
        "team",
        "backers",
        "fans",
        "delegates",
        "supporter",
        "aide",
    }
)
_ = demonyms
