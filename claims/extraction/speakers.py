"""Source spans to speakers: names, titles, "the ministry", "the Iraqi prime minister", pronouns, unnamed ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.actors import Actor, fold, role_before
from claims.extraction.attribution import Attribution, Span
from claims.extraction.descriptions import bare_name_nearby, described_actor, pair_described, pair_named
from claims.extraction.mentions import Mentions
from claims.extraction.names import demonyms, name_words
from claims.extraction.types import Speaker

HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "herself"})
THEY = frozenset({"they", "their", "them", "we", "our", "us"})
SPOKE_LAST, SAME_GENDER, SUBJECT = 200, 100, 100
"""What each sign is worth to a pronoun's candidate, in code points of distance."""
UNNAMED_PERSON = re.compile(
    r"\b(?:man|woman|official|spokes\w+|source|lawyer|aide|teacher|adviser|resident|minister|president|chief|leader)\b"
)
STATEMENTS = frozenset({"the statement", "the joint statement", "their statement", "the communiqué"})
STATEMENT_WITHIN = 1500
"""Code points back to which "the statement" can refer to whoever spoke last."""


class Resolver:
    """Resolves the sources of one article in the order of the text; it remembers who spoke last."""

    def __init__(self, text: str, actors: list[Actor]) -> None:
        self.text = text
        self.acronyms = {fold(actor.acronym): actor.name for actor in actors if actor.acronym}
        self.mentions = Mentions(text, actors)
        self.sources: list[Span] = []
        self.spoken: list[tuple[int, Actor | None, Speaker]] = []

    def resolve(self, attributions: Sequence[Attribution]) -> list[Speaker | None]:
        """A speaker for each attribution; None where nobody is indicated."""
        self.sources = [span for item in attributions for span in item.source]
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
        inside = self.mentions.inside(start, end)
        whole = re.sub(r"^(?:the|a|an)\s+", "", surface.strip(" ,"), flags=re.IGNORECASE)
        for first, last, actor in inside:
            if actor.kind != "person" and self.text[first:last] == whole:
                return actor, self._organization(actor)
        joint = pair_named(self.mentions, start, end) or pair_described(self.mentions, surface, start)
        if joint:
            return joint[0], self._joint(joint)
        if surface.lower() in STATEMENTS and self.spoken and start - self.spoken[-1][0] < STATEMENT_WITHIN:
            return self.spoken[-1][1], self.spoken[-1][2]
        owned = re.match(r"(?:the\s+)?[A-Z]\S*(?:\s[A-Z]\S*)*['’]s?\s(?:[\w-]+\s)?(\w+)$", surface)
        if owned and owned[1].lower() in name_words("group_nouns"):
            return None, {"name": whole, "kind": "organization"}
        person = next(
            (entry for entry in inside if entry[2].kind == "person" and self._is_head(start, *entry[:2])), None
        )
        if person:
            return person[2], self._named(person[2], start, person[0])
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
            meant = described_actor(self.mentions, surface, item, self.spoken[-1][1] if self.spoken else None)
            if meant is None and not self._spoke_unnamed(surface):
                meant = bare_name_nearby(self.mentions, surface, item, self.sources)
            if meant:
                return meant, self._named(meant, start, start) if meant.kind == "person" else self._organization(meant)
        return None, self._unnamed(start, surface, inside)

    def _spoke_unnamed(self, surface: str) -> bool:
        """Whether one of the last speakers is somebody unnamed of this description ("An adviser", "the adviser")."""
        head = surface.split()[-1].lower()
        return any(head in speaker.get("description", "").lower().split() for _, _, speaker in self.spoken[-4:])

    def _is_head(self, source: int, start: int, end: int) -> bool:
        """Whether the name is the source itself rather than "a spokesman for NAME" or "NAME's lawyer"."""
        before = self.text[source:start].lower()
        if re.match(r"['’]s?\b", self.text[end : end + 2]) or (
            self.text[end : end + 1] in "’'" and self.text[end : end + 1]
        ):
            return False
        if re.search(
            r"\b(?:of|for|to|with|by|from|about|against|near|at|in|on)\s+(?:the\s+|former\s+|mr\.?\s+|president\s+|sen\.\s+)*$",
            before,
        ):
            return False
        following = re.match(r"\s+([a-z]+)", self.text[end : end + 24])
        return not (
            following
            and (
                following[1] in ROLE_NOUNS or following[1] in name_words("group_nouns") or following[1] in PEOPLE_NOUNS
            )
        )

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
        return self.acronyms.get(fold(organization), organization)

    def _organization(self, actor: Actor) -> Speaker:
        return {"name": actor.name, "kind": "organization"}

    def _joint(self, actors: list[Actor]) -> Speaker:
        """Who makes a joint statement: the first of them, with the names of the others."""
        first = actors[0]
        speaker = self._named(first, 0, 0) if first.kind == "person" else self._organization(first)
        speaker["joint_with"] = [actor.name for actor in actors[1:]]
        return speaker

    def _unnamed(self, source: int, surface: str, inside: list[tuple[int, int, Actor]]) -> Speaker:
        speaker: Speaker = {"name": None, "kind": "unnamed", "description": " ".join(surface.split())}
        for start, _, actor in inside:
            lead = surface[: max(0, start - source)].lower()
            if re.fullmatch(r"(?:(?:the|an?|some|several|two|three|senior|former|unnamed|top)\s+)*", lead) or re.search(
                r"\b(?:for|at|from|with)\s+(?:the\s+)?$", lead
            ):
                speaker["on_behalf_of"] = demonyms().get(actor.name.lower(), actor.name)
                break
        return speaker

    def _pronoun(self, offset: int, gender: str) -> tuple[Actor | None, Speaker | None]:
        """The person who is near, spoke last, stands as a subject, and whose known gender does not differ."""
        best: tuple[int, int, Actor] | None = None
        last_speaker = next((actor for _, actor, _ in reversed(self.spoken[-3:]) if actor is not None), None)
        for start, last, actor in self.mentions.recent(offset, 2500):
            if actor.kind != "person" or actor.gender not in (None, gender):
                continue
            weight = last - offset
            weight += SPOKE_LAST if actor is last_speaker else 0
            weight += SAME_GENDER if actor.gender else 0
            weight += SUBJECT if self.mentions.opens_sentence(start) else 0
            if best is None or weight > best[0]:
                best = (weight, last, actor)
        if self.spoken and self.spoken[-1][1] is None and offset - self.spoken[-1][0] < 600:
            said, _, previous = self.spoken[-1]
            if UNNAMED_PERSON.search(previous.get("description", "")) and (best is None or best[1] < said):
                return None, previous
        if best is None:
            return None, {"name": None, "kind": "unnamed", "description": "she" if gender == "f" else "he"}
        return best[2], self._named(best[2], 0, 0)

    def _group_pronoun(self, offset: int, pronoun: str) -> tuple[Actor | None, Speaker | None]:
        for _, actor, speaker in reversed(self.spoken[-4:]):
            if pronoun in THEY and speaker["kind"] != "person":
                return actor, speaker
            if pronoun not in THEY and speaker["kind"] == "organization":
                return actor, speaker
        if pronoun not in THEY:
            recent = [entry for entry in self.mentions.recent(offset, 200) if entry[2].kind == "organization"]
            if recent:
                actor = max(recent, key=lambda entry: entry[1])[2]
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

    def _without_source(self, item: Attribution) -> tuple[Actor | None, Speaker | None]:
        """A quotation without a source belongs to whoever spoke last nearby, else to the person its sentence names."""
        if item.rule == "passive":
            return None, None
        start = item.content[0][0] if item.content else item.cue[0][0]
        named = [
            entry for entry in self.mentions.inside(item.sentence.start, item.sentence.end) if entry[2].kind == "person"
        ]
        named = [entry for entry in named if not any(s <= entry[0] < e for s, e in item.content)]
        if named:
            return named[0][2], self._named(named[0][2], 0, 0)
        if self.spoken and 0 <= start - self.spoken[-1][0] < 1200:
            return self.spoken[-1][1], self.spoken[-1][2]
        return None, None


ROLE_NOUNS = frozenset(role.split()[-1] for role in name_words("roles"))
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
