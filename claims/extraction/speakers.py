"""Source spans to speakers: names, titles, "the ministry", "the Iraqi prime minister", pronouns, unnamed ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction import pronouns
from claims.extraction.actors import Actor
from claims.extraction.attribution import Attribution
from claims.extraction.descriptions import (
    OPENING,
    Description,
    bare_name_nearby,
    described,
    group_described,
    group_introduced_later,
    named_by_quote,
    pair_described,
    person_described,
    person_introduced_later,
)
from claims.extraction.documents import author_of, document_noun, same_document
from claims.extraction.heads import members_named, named_heads, trimmed
from claims.extraction.layout import Paragraph
from claims.extraction.memory import Memory
from claims.extraction.mentions import Mentions
from claims.extraction.names import name_words
from claims.extraction.resolved import Resolved
from claims.extraction.roles import fold, role_words
from claims.extraction.unsourced import heir, own_speaker
from claims.extraction.writing_speakers import Writer

NEAR = 700
"""Code points within which the last speaker is still in the reader's mind."""
SINGULAR = re.compile(
    r"\b(?:man|woman|official|spokes\w+|source|lawyer|attorney|aide|teacher|advis[eo]r|resident|minister|president|chief"
    r"|leader|friend|professional|person|expert|analyst|doctor|judge|officer|diplomat|member|one|student|voter|supporter)\b",
    re.IGNORECASE,
)
OWNED = re.compile(r"(.+?)(?:['’]s|(?<=s)['’])\s+(.+)$", re.DOTALL)
OWN = re.compile(r"(his|her|its|their)\s+(.+)$", re.IGNORECASE | re.DOTALL)
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
BEHIND_HEAD = re.compile(r"\s(?:of|in|on|at|for|who|which|that)\s|,|\(")
NOUN_PHRASE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s[^,.;:“”\"]{2,100}$")
REMEMBERED = 30
"""Attributions back to which "the report" can refer."""


class Resolver:
    """Resolves the sources of one article in the order of the text; it remembers who spoke last."""

    def __init__(self, text: str, actors: Sequence[Actor], paragraphs: Sequence[Paragraph]) -> None:
        self.text = text
        self.writer = Writer(text, actors)
        self.mentions = Mentions(text, actors, paragraphs)
        self.organizations = {fold(actor.name): actor for actor in actors if actor.kind == "organization"}
        self.sources: set[int] = set()
        self.speaking: set[int] = set()
        self.memory = Memory(self.mentions)

    def resolve(self, attributions: Sequence[Attribution]) -> list[Resolved]:
        """A speaker for each attribution, in their order."""
        for item in attributions:
            for span in item.source:
                for start, _, actor in named_heads(self.mentions, *trimmed(self.text, *span)):
                    self.sources.add(start)
                    self.speaking.add(id(actor))
        found: list[Resolved | None] = []
        for number, item in enumerate(attributions):
            resolved = (
                self._source(item) if item.source else heir(self.text, attributions, number, found, self.memory.spoken)
            )
            found.append(resolved)
            if resolved is not None and resolved.speaker is not None:
                start, end = (item.source or item.cue or item.content)[0]
                self.memory.add(start, self.text[start:end], resolved)
        return own_speaker(self.text, attributions, found)

    def _source(self, item: Attribution) -> Resolved | None:
        """None for a source in the first person, which only the attributions around it explain."""
        start, end = trimmed(self.text, *item.source[0])
        if len(item.source) > 1 and item.source[-1][1] - start < 200:
            start, end = trimmed(self.text, start, item.source[-1][1])
        lowered = self.text[start:end].lower()
        if lowered in pronouns.FIRST:
            return None
        if lowered in ("who", "which", "that", "whom"):
            return self._relative(start, item, lowered)
        if lowered in pronouns.PRONOUNS:
            return self._pronoun(lowered, start, item)
        return self._phrase(start, end, item)

    def _phrase(self, start: int, end: int, item: Attribution) -> Resolved:
        surface = self.text[start:end]
        heads = named_heads(self.mentions, start, start + len(POSSESSIVE.sub("", surface)))
        if heads:
            return self.writer.named(heads, start, 0.97 if len(heads) == 1 else 0.9)
        members = members_named(self.mentions, start, end)
        if members:
            return self.writer.named(members, members[0][0], 0.7)
        joint = pair_described(self.mentions, surface, start)
        if joint:
            return self.writer.joint(joint, 0.75)
        what = described(surface)
        if what is None:
            return self.writer.unnamed(start, end, [])
        return (
            self._document(start, end, item, what)
            or self._part(start, end, what)
            or self._owned(start, end, item, what)
            or self._described(start, end, item, what)
            or self._office(start, end, item, what)
            or self.writer.unnamed(start, end, self.mentions.inside(start, end))
        )

    def _document(self, start: int, end: int, item: Attribution, what: Description) -> Resolved | None:
        """ "Ruiz's statement", "a statement by the ministry", "the report": whoever made the text."""
        surface = self.text[start:end]
        noun = document_noun(surface)
        if noun is None:
            return None
        author = author_of(self.mentions, start, end)
        if author:
            return self.writer.named([author], author[0], 0.85)
        own = OWN.match(surface)
        if own:
            return self._pronoun(own[1].lower(), start, item)
        by = re.search(r"\b(?:by|from|of)\s+(?=the\s|[A-Z])", surface)
        inner = described(surface[by.end() :]) if by else None
        if by and inner and (office := self._office(start + by.end(), end, item, inner)):
            return office
        if what.indefinite:
            return None
        for spoken in reversed(self.memory.spoken[-REMEMBERED:]):
            other = document_noun(spoken.source)
            wrote = re.match(rf"the (?:authors?|writers?) of the {noun}\b", spoken.source, re.IGNORECASE)
            if wrote or (other and same_document(noun, other)):
                return Resolved(
                    spoken.resolved.speaker, "document", min(0.8, spoken.resolved.score), spoken.resolved.actor
                )
        last = self.memory.last(start, 3 * NEAR)
        if last and what.definite and not what.modifiers:
            return Resolved(last.speaker, "document", 0.6, last.actor)
        return None

    def _office(self, start: int, end: int, item: Attribution, what: Description) -> Resolved | None:
        """ "The Iraqi government", "Ruiz's office", "her campaign": a group named by whose it is."""
        if what.indefinite or what.head.split()[-1] not in role_words("offices"):
            return None
        surface = self.text[start:end]
        own = OWN.match(surface)
        if own:
            owner = self._pronoun(own[1].lower(), start, item)
            if owner.actor is None or owner.actor.kind != "person":
                return None
            return self._known(f"{owner.actor.name.split()[-1]} {what.head}", owner.score * 0.85)
        core = " ".join(BEHIND_HEAD.split(re.sub(r"^(?:the|The|this)\s+", "", surface))[0].split())
        inside = self.mentions.inside(start, end)
        if len(core.split()) < 2 or not core[0].isupper():
            return None
        first = core.split()[0]
        begins = self.text.index(first, start)
        if not (any(mention[0] == begins for mention in inside) or self.writer.of_people(first)):
            return None
        return self._known(core, 0.9)

    def _part(self, start: int, end: int, what: Description) -> Resolved | None:
        """ "A panel of the Court of Appeals": a body that speaks as the whole."""
        of = re.search(r"\s(?:of|at|in)\s+(?=the\s|[A-Z])", self.text[start:end])
        if of is None or what.head.split()[-1] not in role_words("parts"):
            return None
        heads = named_heads(self.mentions, start + of.end(), end)
        if not heads or heads[0][2].kind != "organization":
            return None
        return self.writer.named(heads[:1], start, 0.8, "office")

    def _known(self, name: str, score: float) -> Resolved:
        actor = self.organizations.setdefault(fold(name), Actor(name, "organization"))
        return Resolved({"name": actor.name, "kind": "organization"}, "office", score, actor)

    def _owned(self, start: int, end: int, item: Attribution, what: Description) -> Resolved | None:
        """ "Ruiz's lawyer", "his lawyer": the one person with that role, who is not the owner."""
        if what.cls is None:
            return None
        surface = self.text[start:end]
        owned, own = OWNED.match(surface), OWN.match(surface)
        if not owned and not own:
            return None
        owner: Actor | None = None
        if own:
            owner = self._pronoun(own[1].lower(), start, item).actor
        elif owned:
            names = self.mentions.inside(start, start + owned.end(1))
            owner = names[-1][2] if names else None
        fits = [
            actor
            for actor in self.mentions.people_called(what.cls)
            if actor is not owner and (owner is None or owner.kind != "person" or self._belongs(actor, owner, what.cls))
        ]
        if owner is None or len(fits) != 1:
            return None
        return self.writer.named([(start, start, fits[0])], start, 0.8, "owner")

    def _belongs(self, actor: Actor, owner: Actor, cls: str) -> bool:
        return bool(actor.described & set(owner.parts)) or len(self.mentions.people_called(cls)) == 1

    def _described(self, start: int, end: int, item: Attribution, what: Description) -> Resolved | None:
        surface = self.text[start:end]
        if OWN.match(surface):
            return None
        opening = self.mentions.sentence(start) <= OPENING and item.paragraph <= 2
        bare = not what.indefinite and not what.definite
        last = self.memory.last(start, 2 * NEAR)
        spoke = last.actor if last else None
        if not what.indefinite and (what.definite or bare) and not what.plural:
            if self.memory.unnamed(what.head):
                return None
            actor, score = person_described(self.mentions, what, start, spoke)
            plain = surface.lower().endswith(what.head)
            if actor is None and plain and (nearby := bare_name_nearby(self.mentions, what, start, end, self.sources)):
                self.mentions.add_role(nearby, what.cls or "")
                nearby.described |= what.modifiers
                nearby.role = nearby.role or what.head
                actor, score = nearby, 0.62
            if actor is None and item.quoted and what.head in name_words("group_nouns"):
                actor, score = named_by_quote(self.mentions, item.content[0]), 0.8
            if actor is None:
                unknown = last is not None and self.memory.group_without_name()
                actor, score = group_described(self.mentions, what, start, spoke, unknown)
            if actor is not None:
                return self.writer.named([(start, start, actor)], start, score, "description")
        if opening and not what.plural:
            actor, score = person_introduced_later(self.mentions, what, end, lambda person: id(person) in self.speaking)
            if actor is None:
                actor, score = group_introduced_later(self.mentions, what, end)
            if actor is not None:
                return self.writer.named([(start, start, actor)], start, score, "later")
        return None

    def _pronoun(self, word: str, start: int, item: Attribution) -> Resolved:
        last = self.memory.last(start, 2 * NEAR)
        skip = item.content[0] if item.content and item.quoted else (-1, -1)
        context = pronouns.Context(start, last.actor if last else None, self.sources, skip)
        if word in pronouns.HE | pronouns.SHE:
            actor, score = pronouns.person_meant(self.mentions, "f" if word in pronouns.SHE else "m", context)
            if last and last.how in ("unnamed", "pronoun") and last.actor is None and last.speaker:
                said = self.memory.spoken[-1].offset
                if SINGULAR.search(last.speaker.get("description") or "") and not any(
                    said < mention[0] < start and mention[0] in self.sources
                    for mention in self.mentions.before(start, 10)
                ):
                    return Resolved(last.speaker, "unnamed", 0.6)
        elif word in pronouns.IT:
            if last and last.actor is None and last.speaker and document_noun(self.memory.spoken[-1].source):
                return Resolved(last.speaker, "pronoun", 0.7)
            if organization := self.memory.organization_near(start):
                return organization
            actor, score = pronouns.group_meant(self.mentions, context)
        else:
            opens = self.text[start].isupper() or self.mentions.quotation(start - 2) is not None
            several = last is not None and last.how in ("joint", "unnamed")
            if last and last.speaker and (several or (opens and last.speaker["kind"] != "person")):
                return Resolved(last.speaker, "pronoun", 0.75, last.actor)
            actor, score = None, 0.7
        if actor is None:
            return self.writer.nobody(word, score)
        return self.writer.named([(start, start, actor)], start, score, "pronoun")

    def _relative(self, start: int, item: Attribution, word: str) -> Resolved:
        """ "who": the name right before it or before an apposition, else the noun phrase before it."""
        sentence = self.mentions.sentence_start(start)
        before = self.text[sentence:start].rstrip(" ,")
        close = [mention for mention in self.mentions.before(start, 6) if mention[0] >= sentence]
        person = word in ("who", "whom")
        for mention in reversed(close):
            if (mention[2].kind == "person") != person:
                continue
            between = self.text[mention[1] : sentence + len(before)]
            if re.fullmatch(r"(?:\s*\([^()]{1,25}\))?", between):
                return self.writer.named([mention], mention[0], 0.95, "relative")
            if person and re.match(r"(?:\s*\([^()]{1,25}\))?,\s", between) and between.count(",") == 1:
                return self.writer.named([mention], mention[0], 0.85, "relative")
            break
        phrase = NOUN_PHRASE.search(before)
        if person and phrase:
            return self._phrase(sentence + phrase.start(), sentence + len(before), item)
        return self.writer.nobody(before.split(",")[-1].strip()[-60:] or word, 0.7)
