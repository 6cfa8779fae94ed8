"""Noun phrases without a parser: who stands before a verb, who follows it.

Indexes are positions in a sentence's words; phrases are (first, last + 1) or None.
"""

from __future__ import annotations

from claims.extraction.layout import Word
from claims.extraction.lexicon import cues, words

Phrase = tuple[int, int]
LONGEST = 40
"""No subject is longer than this many words; a bound keeps the search linear."""
APPOSITION_STARTS = words("determiners") | {"who", "which", "whose", "formerly", "aged"}


def finite(word: Word) -> bool:
    """Whether the word is a verb form that must have a subject of its own."""
    if word.title:
        return False
    if word.lower in words("auxiliaries") or word.lower in words("verbs"):
        return True
    if word.lower in words("noun_homographs"):
        return False
    return any(cue.form in ("past", "s") and not cue.particles for cue in cues().get(word.lower, ()))


def verbal(word: Word) -> bool:
    return finite(word) or (not word.title and word.lower.endswith("ed") and len(word.lower) > 4)


def subject_before(tokens: list[Word], verb: int) -> Phrase | None:
    """The noun phrase that ends right before tokens[verb], appositions included ("X, the leader of Y,")."""
    last = verb - 1
    if last < 0:
        return None
    word = tokens[last]
    if word.lower in words("subject_pronouns") or word.lower in words("relative_pronouns"):
        return last, verb
    if word.lower == "that":
        return (last, verb) if last and tokens[last - 1].text[0].isalnum() and not finite(tokens[last - 1]) else None
    if word.text == ",":
        comma = _comma_before(tokens, last)
        if comma is None or comma == last - 1:
            return None
        head = phrase_ending(tokens, comma)
        if head is None:
            return None
        return (head[0], last) if _apposition(tokens, comma + 1, last) else head
    return phrase_ending(tokens, verb)


def phrase_ending(tokens: list[Word], end: int) -> Phrase | None:
    """The longest noun phrase that ends before tokens[end] without crossing a clause boundary."""
    if end and tokens[end - 1].lower in words("coordinators"):
        return None
    first = end
    in_brackets = False
    while first > 0 and end - first < LONGEST:
        word = tokens[first - 1]
        if word.text in "()[]":
            in_brackets = word.text in ")]"
        elif in_brackets or (word.lower in ("who", "whose", "which") and first > 1):
            pass
        elif word.lower == "that" and 1 < first < end and _relative_that(tokens, first - 1):
            first -= 1
            continue
        elif _boundary(tokens, first - 1, end):
            relative = _relative_clause(tokens, first - 1) if finite(word) else None
            if relative is None:
                break
            first = relative
            continue
        first -= 1
    return _trimmed(tokens, first, end)


def phrase_starting(tokens: list[Word], start: int) -> Phrase | None:
    """The noun phrase that begins at tokens[start], as after "said" or "according to"."""
    if start >= len(tokens):
        return None
    if tokens[start].lower in words("subject_pronouns") | words("object_pronouns") - {"her"}:
        return start, start + 1
    end = start
    while end < len(tokens) and end - start < LONGEST:
        word = tokens[end]
        if word.quote or word.text in ".;:!?—–--" or word.text in words("auxiliaries"):
            break
        if word.text == ",":
            if not _goes_on(tokens, end):
                break
        elif end > start and _ends_right(tokens, end):
            break
        end += 1
    while end > start and (tokens[end - 1].text == "," or tokens[end - 1].lower in words("prepositions")):
        end -= 1
    if end == start or tokens[start].lower in words("prepositions") | words("subordinators"):
        return None
    return (start, end) if any(_nominal(tokens[i]) for i in range(start, end)) else None


def _boundary(tokens: list[Word], index: int, end: int) -> bool:
    word = tokens[index]
    lower = word.lower
    if word.quote or word.text in ",;:.!?—–-...--":
        return True
    if lower in words("coordinators"):
        return lower in ("but", "nor", "yet") or not _joins_nouns(tokens, index)
    if lower == "that" or (lower in words("subordinators") and lower not in ("since", "even", "so", "once")):
        return True
    if lower in ("since", "so", "once"):
        return index == 0 or tokens[index - 1].text == ","
    if finite(word):
        return not _participle(tokens, index, end)
    return False


def _relative_clause(tokens: list[Word], verb: int) -> int | None:
    """Where the relative pronoun stands whose clause this finite verb belongs to."""
    first = verb
    while first > 0 and (
        tokens[first - 1].lower in words("auxiliaries") or tokens[first - 1].lower in words("adverbs")
    ):
        first -= 1
    if first < 2:
        return None
    pronoun = tokens[first - 1]
    if pronoun.lower in ("who", "which") or (pronoun.lower == "that" and _relative_that(tokens, first - 1)):
        return first - 1
    return None


def _relative_that(tokens: list[Word], index: int) -> bool:
    """ "the group that runs the port": a noun before, a verb right behind."""
    before, after = tokens[index - 1], tokens[index + 1]
    return _nominal(before) and not finite(before) and verbal(after) and not before.lower.endswith("ed")


def _participle(tokens: list[Word], index: int, end: int) -> bool:
    """A past form after a noun and before a preposition qualifies the noun ("officials briefed on the talks")."""
    word = tokens[index]
    if not word.lower.endswith("ed") and word.lower not in ("led", "held", "made", "known", "built", "based"):
        return False
    following = tokens[index + 1] if index + 1 < end else None
    if following is None or following.lower not in words("prepositions"):
        return following is not None and (index == 0 or tokens[index - 1].lower in words("determiners"))
    return index > 0 and _nominal(tokens[index - 1])


def _joins_nouns(tokens: list[Word], index: int) -> bool:
    for position in range(index - 1, max(-1, index - 12), -1):
        word = tokens[position]
        if word.quote or word.text in ";:." or word.lower in ("that", "because", "while", "when", "if"):
            return True
        if word.text == ",":
            return True
        if verbal(word):
            return False
    return True


def _comma_before(tokens: list[Word], index: int) -> int | None:
    for position in range(index - 1, max(-1, index - LONGEST), -1):
        word = tokens[position]
        if word.quote or word.text in ";:":
            return None
        if word.text == ",":
            # "Smith, R-Ill., who faces a race, said": the comma before a relative clause may close an apposition.
            before = _comma_before(tokens, position) if position - 1 > 0 and position > index - LONGEST // 2 else None
            if before is not None and position - before <= 3 and not verbal(tokens[position - 1]):
                return before
            return position
    return None


def _apposition(tokens: list[Word], start: int, end: int) -> bool:
    first = tokens[start]
    if first.lower in APPOSITION_STARTS or first.text[0].isdigit():
        return True
    if first.lower in words("prepositions") | words("subordinators") | words("weekdays") | words("months"):
        return False
    return not first.lower.endswith(("ing", "ly"))


def _trimmed(tokens: list[Word], start: int, end: int) -> Phrase | None:
    """Without what introduces the clause: conjunctions, adverbs, "On Monday"."""
    while start < end and (
        tokens[start].lower in words("linking_adverbs")
        or tokens[start].lower in words("relative_pronouns")
        or (tokens[start].lower.endswith("ly") and tokens[start].lower not in ("family",) and end - start > 1)
        or not (tokens[start].text[0].isalnum() or tokens[start].text[0] in "$'’" or tokens[start].quote)
    ):
        if tokens[start].lower == "in" or (tokens[start].lower in ("just", "for") and end - start > 2):
            break
        start += 1
    if start < end and tokens[start].lower in words("prepositions"):
        start = _after_introduction(tokens, start, end)
    while start < end and (tokens[end - 1].lower in words("adverbs") or tokens[end - 1].lower in words("weekdays")):
        end -= 1
    if end - start > 2 and tokens[end - 2].lower in ("this", "last", "next") and not tokens[end - 1].title:
        end -= 2
    if start < end and end - start > 1 and not tokens[start].title and tokens[start].lower.endswith(("ed", "ing")):
        return None
    if start >= end or not any(_nominal(tokens[i]) for i in range(start, end)):
        return None
    return start, end


def _after_introduction(tokens: list[Word], start: int, end: int) -> int:
    """The start of the noun phrase after an introduction without a comma ("On Monday Smith")."""
    for index in range(start + 1, end):
        word, before = tokens[index], tokens[index - 1]
        if before.lower in words("prepositions") or before.lower in words("determiners"):
            continue
        dated = before.lower in words("weekdays") or before.lower in words("months") or before.text[0].isdigit()
        begins = word.lower in words("determiners") or word.lower in words("subject_pronouns")
        if (dated and not word.text[0].isdigit()) or begins or (word.title and not before.title):
            return index
    return end


def _nominal(word: Word) -> bool:
    return (
        word.text[0].isalnum()
        and word.lower not in words("prepositions")
        and word.lower not in words("determiners") - {"this", "these", "those", "some", "many", "most", "both", "few"}
        and word.lower not in words("auxiliaries")
        and word.lower not in words("coordinators")
        and word.lower not in words("adverbs")
    ) or (word.quote is not None)


def _goes_on(tokens: list[Word], comma: int) -> bool:
    """Whether an apposition or a list follows the comma, rather than the rest of the sentence."""
    if comma + 1 >= len(tokens):
        return False
    word = tokens[comma + 1]
    if word.quote or not word.text[0].isalnum():
        return False
    if word.lower in APPOSITION_STARTS or word.text[0].isdigit():
        return not _clause_follows(tokens, comma + 1)
    if word.lower in words("prepositions") | words("subordinators") | words("coordinators") | words("adverbs"):
        return False
    if word.lower in words("subject_pronouns") | words("weekdays") | words("months") | words("auxiliaries"):
        return False
    return not word.lower.endswith(("ing", "ly", "ed")) and not _clause_follows(tokens, comma + 1)


def _clause_follows(tokens: list[Word], start: int) -> bool:
    if tokens[start].lower in ("who", "which", "whose"):
        return False
    for word in tokens[start : start + 12]:
        if word.text == "," or word.quote or word.text in ".;:" or word.lower in ("who", "which"):
            return False
        if finite(word):
            return True
    return False


def _ends_right(tokens: list[Word], index: int) -> bool:
    word = tokens[index]
    lower = word.lower
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    if (
        lower in words("weekdays")
        or lower in words("subject_pronouns")
        or lower in ("that", "because", "while", "when")
    ):
        return True
    if lower in ("after", "before", "as", "during", "if", "although", "though", "following", "amid", "to", "who's"):
        return True
    if lower in ("in", "on", "at", "by", "about", "during"):
        after = tokens[index + 2].lower if index + 2 < len(tokens) else ""
        occasion = following in ("a", "an", "his", "her", "their", "response") or after in words("speakers_of_texts")
        return (
            occasion or following in words("weekdays") or following in words("months") or lower in ("on", "by", "about")
        )
    if lower in ("and", "but"):
        second = tokens[index + 2] if index + 2 < len(tokens) else None
        return lower == "but" or following in words("adverbs") or (second is not None and finite(second))
    if lower in ("later", "earlier", "recently", "last", "this"):
        return True
    return finite(word) and not _participle(tokens, index, len(tokens))
