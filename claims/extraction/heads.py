"""The names at the head of a source: "Rep. Ana Ruiz", "A lawyer for the port, Ana Ruiz,", "Ana Ruiz and Tom Beck"."""

from __future__ import annotations

import re

from claims.extraction.lexicon import words
from claims.extraction.mentions import Mention, Mentions
from claims.extraction.names import is_people, name_words
from claims.extraction.roles import ROLE_VOCABULARY, WORD, class_of, classes_in, role_words

LEAD_IN = re.compile(
    r"(?:(?:from|by|to|with|for|in|even|both|only|meanwhile|also|but|and|according\s+to)\s+|[\s,\"“”‘(—–-]+)+",
    re.IGNORECASE,
)
JOINS = re.compile(r"(?:\s*\([^()]{1,20}\))?(?:,|\s+and|,\s+and|\s+&|\s+as\s+well\s+as|\s+or)\s+((?:[\w.-]+\s+){0,4})$")
MEMBERS = re.compile(r",?\s(?:including|such\s+as|led\s+by|headed\s+by|(?:which|that|who)\s+includes?)\s+")
AND = re.compile(r"\b(?:and|as well as|or)\b|&")
PLACED = re.compile(r"\b(?:In|At|From)\s$")
"""Before a source that begins with where it is: "In Velmouth, the press secretary, Ana Ruiz"."""
APPOSED = re.compile(r",\s+((?:[\w.-]+\s+){0,4})$")
COMPLEMENT = frozenset(
    {
        "of",
        "for",
        "to",
        "with",
        "by",
        "from",
        "about",
        "against",
        "near",
        "at",
        "in",
        "on",
        "under",
        "like",
        "including",
    }
)
PEOPLE_NOUNS = frozenset({
    "supporters", "aides", "officials", "allies", "advisers", "advisors", "voters", "critics", "surrogates", "staffers",
    "campaign", "administration", "team", "backers", "fans", "delegates", "supporter", "aide", "sources", "leaders",
    "lawmakers", "lawyers", "attorneys", "spokespeople", "representatives", "residents", "members", "families",
})  # fmt: skip
BEFORE_GROUP = frozenset({"both", "even", "only", "meanwhile", "also", "state", "rival"})
BEHIND_PERSON = frozenset({
    "and", "or", "who", "whose", "himself", "herself", "all", "both", "also", "then", "now", "as", "told", "said",
})  # fmt: skip
ORGANIZATION_HEADS_THAT_SPEAK = frozenset({"news", "magazine", "newspaper", "network", "television", "itself", "poll"})


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without prepositions and marks before, and marks behind."""
    lead = LEAD_IN.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    while end > start and text[end - 1] in ' \n\t,:;"“”—–-':
        end -= 1
    return start, end


def named_heads(mentions: Mentions, start: int, end: int) -> list[Mention]:
    """The names that are the source itself, several in a joint one; none where the head is a common noun."""
    inside = mentions.inside(start, end)
    if len(inside) > 1 and PLACED.search(mentions.text, max(0, start - 6), start):
        comma = mentions.text.find(",", inside[0][1], inside[1][0])
        if comma >= 0:
            return named_heads(mentions, comma + 1, end)
    first = next(
        (
            i
            for strict in (True, False)
            for i, mention in enumerate(inside)
            if _begins(mentions.text, start, mention) and _ends(mentions.text, mention, end, strict)
        ),
        None,
    )
    if first is None:
        return []
    heads = [inside[first]]
    for mention in inside[first + 1 :]:
        between = mentions.text[heads[-1][1] : mention[0]]
        if between.count("(") > between.count(")"):
            continue
        joint = JOINS.fullmatch(between)
        alike = (mention[2].kind == "person") == (heads[0][2].kind == "person")
        if not joint or not alike or not _bare(joint[1]) or not _ends(mentions.text, mention, end):
            break
        heads.append(mention)
    between = mentions.text[heads[0][1] : heads[-1][0]]
    return heads if len(heads) == 1 or AND.search(between) else heads[:1]


def members_named(mentions: Mentions, start: int, end: int) -> list[Mention]:
    """The names that stand for a group: "states led by X", "newspapers such as X and Y"."""
    lead = MEMBERS.search(mentions.text, start, end)
    if lead is None:
        return []
    heads: list[Mention] = []
    for mention in mentions.inside(lead.end(), end):
        joint = JOINS.fullmatch(mentions.text[heads[-1][1] : mention[0]]) if heads else None
        if heads and not joint:
            break
        if not heads and len(mentions.text[lead.end() : mention[0]].split()) > 2:
            break
        if _ends(mentions.text, mention, end):
            heads.append(mention)
    return heads


def _bare(titles: str) -> bool:
    return all(
        word[0].isupper() or word.lower() in ROLE_VOCABULARY or word.lower() == "the" for word in WORD.findall(titles)
    )


def _ends(text: str, mention: Mention, end: int, strict: bool = True) -> bool:
    """Whether the name is not the beginning of another phrase: no "Ruiz's lawyer", "Ruiz supporters".

    Unless strict, a word with a capital may follow a person's name, as in a headline.
    """
    after = text[mention[1] : end]
    if re.match(r"['’]s?(?:\s|$)", after):
        return False
    following = re.match(r"[\s-]+([\w-]+)", after)
    if following is None:
        return True
    word = following[1].lower()
    if mention[2].kind != "person":
        return (
            word in words("prepositions") | {"and", "which", "that", "who", "itself", "all", "both", "or", "also"}
            or word in ORGANIZATION_HEADS_THAT_SPEAK
        )
    if following[1][0].islower():
        return word in words("prepositions") or word in BEHIND_PERSON
    return not (
        strict
        or word in class_of()
        or word in PEOPLE_NOUNS
        or word in role_words("offices")
        or word in role_words("documents")
        or word in name_words("group_nouns")
    )


def _begins(text: str, start: int, mention: Mention) -> bool:
    """Whether the name is not in a complement ("a lawyer for Ruiz") or behind a relative ("the man who met Ruiz")."""
    before = text[start : mention[0]]
    apposed = APPOSED.search(before)
    if apposed:
        return mention[2].kind == "person" and _bare(apposed[1]) and _describes(before[: apposed.start()])
    tokens = list(WORD.finditer(before))
    titled = False
    for token in reversed(tokens):
        word = token.group().lower()
        if word in COMPLEMENT:
            last = tokens[-1].group().lower()
            return mention[2].kind == "person" and not titled and last not in COMPLEMENT | words("determiners")
        if word in ("who", "which", "that", "whose", "than", "and") or "," in before[token.end() :]:
            return False
        titled = titled or (token is tokens[-1] and (word in class_of() or word in name_words("honorifics")))
        if mention[2].kind == "person":
            if not (
                token.group()[0].isupper()
                or word in ROLE_VOCABULARY
                or "-" in word
                or is_people(word)
                or token.group()[-2:] in ("'s", "’s")
                or word in words("determiners")
                or tokens[-1].group().lower() in class_of()
            ):
                return False
        elif word in ("a", "an", "his", "her", "their", "our", "my") or (
            word not in words("determiners") and word not in BEFORE_GROUP
        ):
            return False
    return True


def _describes(before: str) -> bool:
    """Whether the words before a comma describe a person: "A lawyer for the port, Ana Ruiz"."""
    tokens = [token.lower() for token in WORD.findall(before)]
    core = next((i for i, token in enumerate(tokens) if i and token in words("prepositions")), len(tokens))
    found = classes_in(tokens[:core])
    return bool(found) and found[-1][1] == core
