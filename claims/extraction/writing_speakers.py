"""Actors, written as the speakers of claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.actors import Actor
from claims.extraction.mentions import Mention
from claims.extraction.names import demonyms
from claims.extraction.resolved import Resolved
from claims.extraction.roles import fold, role_before
from claims.extraction.types import Speaker

BEFORE_PEOPLE = re.compile(r"(?:(?:the|an?|some|several|two|three|senior|former|unnamed|top)\s+)*")
FOR_WHOM = re.compile(r"\b(?:for|at|from|with|in|of)\s+(?:the\s+)?$")


class Writer:
    """Knows the article's text and acronyms, for the roles and organisations of those who speak."""

    def __init__(self, text: str, actors: Sequence[Actor]) -> None:
        self.text = text
        self.acronyms = {fold(actor.acronym): actor.name for actor in actors if actor.acronym}

    def named(self, heads: Sequence[Mention], source: int, score: float, how: str = "name") -> Resolved:
        """The speaker whose name stands at heads[0]; the other heads made the statement with it."""
        start, _, actor = heads[0]
        speaker = self._speaker(actor, source, start)
        if len(heads) > 1:
            speaker["joint_with"] = [other.name for _, _, other in heads[1:]]
            how = "joint"
        return Resolved(speaker, how, score, actor)

    def joint(self, actors: Sequence[Actor], score: float) -> Resolved:
        return self.named([(0, 0, actor) for actor in actors], 0, score)

    def nobody(self, description: str, score: float) -> Resolved:
        return Resolved({"name": None, "kind": "unnamed", "description": description}, "unnamed", score)

    def unnamed(self, start: int, end: int, inside: Sequence[Mention]) -> Resolved:
        """Somebody whom the text does not name, with the organisation or country that it tells."""
        surface = self.text[start:end]
        speaker: Speaker = {"name": None, "kind": "unnamed", "description": " ".join(surface.split())}
        for first, _, actor in inside:
            lead = surface[: max(0, first - start)].lower()
            if BEFORE_PEOPLE.fullmatch(lead) or FOR_WHOM.search(lead):
                speaker["on_behalf_of"] = demonyms().get(actor.name.lower(), actor.name)
                break
        else:
            people = re.match(r"(?:(?:The|An?|[a-z]+)\s+)*([A-Z][\w.]*)", surface)
            if people and (country := demonyms().get(people[1].lower())):
                speaker["on_behalf_of"] = country
        return Resolved(speaker, "unnamed", 0.78)

    def of_people(self, word: str) -> bool:
        """Whether a word names a people or a country: "Iraqi", "Iraq's"."""
        return re.sub(r"['’]s?$", "", word.lower()) in demonyms()

    def _speaker(self, actor: Actor, source: int, mention: int) -> Speaker:
        if actor.kind != "person":
            return {"name": actor.name, "kind": "organization"}
        role = role_before(re.split(r"[,;:(“”\"—]", self.text[source:mention])[-1])
        speaker: Speaker = {"name": actor.name, "kind": "person"}
        if role.name or actor.role:
            speaker["role"] = role.name or actor.role or ""
        if role.organization or actor.on_behalf_of:
            organization = role.organization or actor.on_behalf_of or ""
            speaker["on_behalf_of"] = self.acronyms.get(fold(organization), organization)
        return speaker
