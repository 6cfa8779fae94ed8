"""Texts that speak for whoever made them: "Ruiz's statement", "a study by the institute", "the report"."""

from __future__ import annotations

import re

from claims.extraction.heads import named_heads
from claims.extraction.lexicon import words
from claims.extraction.mentions import Mention, Mentions
from claims.extraction.roles import WORD, role_words, same_documents

MADE_BY = re.compile(r"\b(?:by|from|in|with|of)\s+(?:the\s+)?(?:[^\s,]+\s+){0,7}$")


def document_noun(surface: str) -> str | None:
    """The noun in lower case where the head of a noun phrase is a text, else None."""
    tokens = [re.sub(r"['’]s?$", "", token.lower()) for token in WORD.findall(re.split(r"[,;:(]", surface)[0])]
    core = next(
        (
            i
            for i, token in enumerate(tokens)
            if i and (token in words("prepositions") or token in ("that", "which", "being"))
        ),
        len(tokens),
    )
    for at in (core - 1, core - 2):
        if 0 <= at < len(tokens) and tokens[at] in role_words("documents"):
            return tokens[at] if at == core - 1 or tokens[core - 1].endswith(("ed", "ing")) else None
    return None


def author_of(mentions: Mentions, start: int, end: int) -> Mention | None:
    """The name that a text is of: before its noun, or behind "by", "from", "in"."""
    by = re.search(r"\b(?:by|from)\s+", mentions.text[start:end])
    heads = named_heads(mentions, start + by.end(), end) if by else []
    if heads:
        return heads[0]
    for mention in mentions.inside(start, end):
        before, after = mentions.text[start : mention[0]], mentions.text[mention[1] : end]
        owner = re.match(r"(?:['’]s?|['’])?\s+(?:[\w-]+\s+){0,3}?([\w-]+)", after)
        lead = before.lower().split()
        if (
            owner
            and document_noun(after)
            and all(word in DETERMINERS or word in TIMES or word[:1].isdigit() for word in lead)
        ):
            return mention
        if MADE_BY.search(before) and (mention[2].kind != "place" or re.search(r"\bby\s+(?:the\s+)?$", before)):
            return mention
    return None


def same_document(noun: str, other: str) -> bool:
    """Whether two nouns can mean one text."""
    return noun == other or any(noun in alike and other in alike for alike in same_documents())


DETERMINERS = words("determiners") | {"new", "recent", "latest", "earlier", "own", "official", "exhaustive", "fresh"}
TIMES = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "annual", "weekly"})
