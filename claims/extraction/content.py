"""What is attributed: the words after a reporting verb, or before it."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.layout import Word
from claims.extraction.lexicon import Cue, cues, words
from claims.extraction.phrases import Phrase, finite

WH = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who"})
OPENS_SUBORDINATE = frozenset({"while", "although", "though", "whereas"})
TIME_WORDS = frozenset({
    "on", "in", "at", "the", "this", "last", "next", "same", "previous", "following", "day", "week", "month", "year",
    "early", "late", "later", "earlier", "again", "morning", "afternoon", "evening", "night", "today", "yesterday",
    "noon", "midday", "dawn", "before", "after",
})  # fmt: skip
STRUCTURED = ("for", "of", "about", "against", "with", "on", "in", "at")


@dataclass(frozen=True, slots=True)
class After:
    phrase: Phrase
    rule: str
    interrupting: bool
    """Whether the verb may stand inside the content: "A," he said, "B"."""


def content_after(tokens: list[Word], start: int, cue: Cue, inverted: bool, before: int | None = None) -> After | None:
    """The content that follows a reporting verb (and, when inverted, its subject) at tokens[start:].

    `before` is where the verb's subject begins, when it stands before the verb.
    """
    end = _last(tokens)
    if start >= end:
        return None
    word = tokens[start]
    if word.quote:
        return _quotation(tokens, start, end, "quote") if cue.frames & {"quote", "that", "np"} else None
    if word.text in (",", ":", "—", "–", "-", "--"):
        return _after_mark(tokens, start, end, cue, before)
    frames = cue.frames
    if inverted:
        return None
    if "that" in frames and (that := _that_behind_time(tokens, start, end)):
        return _clause(tokens, that, end, "that")
    if word.lower == "that" and "that" in frames:
        return _clause(tokens, start, end, "that")
    if word.lower == "to" and "to" in frames:
        return _clause(tokens, start, end, "to")
    if word.lower in WH and (frames & {"wh", "that"}):
        return _clause(tokens, start, end, "wh")
    if word.lower in STRUCTURED and word.lower in frames:
        return _clause(tokens, start, end, "preposition")
    if "clause" in frames and _begins_clause(tokens, start, end) and "hearer" not in frames:
        return _clause(tokens, start, end, "clause")
    if "any" in frames and not adjunct(word) and _begins_phrase(word) and word.lower not in words("adverbs"):
        return _clause(tokens, start, end, "any")
    if "np" in frames and "hearer" not in frames and _begins_phrase(word):
        return _clause(tokens, start, end, "object")
    if frames & {"quote", "that", "clause", "to", "wh"}:
        return _afteradjunct(tokens, start, end, cue)
    return None


def content_before(tokens: list[Word], left: int, comma: bool = True) -> Phrase | None:
    """The content that ends right before tokens[left]: a quotation, or a clause closed by a comma."""
    end = left
    if end == 0:
        return None
    last = tokens[end - 1]
    if last.text in (",", "—", "–", "--") and end > 1:
        end -= 1
    elif not last.quote and last.text not in ("?", "!") and comma:
        return None
    start = end
    while start > 0:
        word = tokens[start - 1]
        if word.text in (";", ":") and end - start >= 1:
            break
        start -= 1
    if tokens[end - 1].quote:
        lead = [word for word in tokens[start : end - 1] if not word.quote and word.text[0].isalnum()]
        if all(word.lower in words("linking_adverbs") for word in lead):
            start = end - 1
    if end - start == 1 and not tokens[start].quote:
        return None
    if not any(word.quote for word in tokens[start:end]) and end - start < 3:
        return None
    return (start, end) if end > start else None


def _last(tokens: list[Word]) -> int:
    end = len(tokens)
    while end and tokens[end - 1].text in (".", "!", "?", ";", ",", "…", "..."):
        end -= 1
    return end


def _quotation(tokens: list[Word], start: int, end: int, rule: str) -> After:
    """A quotation, and the narrator's clause around it when it goes on in lower case."""
    stop = start + 1
    if stop < end and (tokens[stop].text[0].isalnum() and not tokens[stop].title):
        stop = _clause_end(tokens, start, end)
    return After((start, stop), rule, True)


def _that_behind_time(tokens: list[Word], start: int, end: int) -> int | None:
    """Where "that" stands when only a time is between it and the verb: "said early the next day that"."""
    for position in range(start, min(end, start + 8)):
        lower = tokens[position].lower
        if lower == "that" and position > start:
            return position
        if not (lower in TIME_WORDS or lower in words("weekdays") | words("months") or lower.isdigit()):
            return None
    return None


def _lead_in(tokens: list[Word], end: int) -> bool:
    """Whether only "Now," or "But," stands before the verb's subject, so that the clause must follow."""
    return all(word.lower in words("linking_adverbs") or not word.text[0].isalnum() for word in tokens[:end])


def _after_mark(tokens: list[Word], start: int, end: int, cue: Cue, before: int | None) -> After | None:
    """After "said," or "said:": a quotation, or the rest of a clause that the verb interrupts."""
    following = start + 1
    if following >= end:
        return None
    if tokens[following].quote:
        return _quotation(tokens, following, end, "quote")
    if tokens[start].text == ":":
        return After((following, end), "colon", False) if "quote" in cue.frames else None
    if "quote" not in cue.frames:
        return None
    inner = next((i for i in range(following, min(end, following + 14)) if tokens[i].text == ","), None)
    if inner is not None and inner + 1 < end:
        if tokens[inner + 1].quote and adjunct(tokens[following]):
            return _quotation(tokens, inner + 1, end, "quote")
        if tokens[inner + 1].lower == "that":
            return _clause(tokens, inner + 1, end, "that")
    parenthetical = before is not None and before > 0 and tokens[before - 1].text == ","
    if parenthetical and not _participle(tokens[following]) and _lead_in(tokens, before or 0):
        return After((following, _clause_end(tokens, following, end)), "interrupted", True)
    if adjunct(tokens[following]) or _participle(tokens[following]) or tokens[following].lower in ("who", "which"):
        return None
    return After((following, _clause_end(tokens, following, end)), "interrupted", True)


def _afteradjunct(tokens: list[Word], start: int, end: int, cue: Cue) -> After | None:
    """The content behind a hearer or a circumstance: "told reporters on Monday that ..."."""
    frames = cue.frames
    position = start
    nouns = 0
    hearer = "hearer" in frames
    limit = min(end, start + 28)
    while position < limit:
        word = tokens[position]
        lower = word.lower
        if word.quote:
            return _quotation(tokens, position, end, "adjunct")
        if lower == "that" and "that" in frames and not (nouns and tokens[position - 1].lower in ("in", "of", "at")):
            return _clause(tokens, position, end, "adjunct that")
        if lower == "to" and "to" in frames and hearer and nouns:
            return _clause(tokens, position, end, "to")
        if lower in ("whether", "why", "how", "if", "what") and frames & {"wh"} and position > start:
            return _clause(tokens, position, end, "wh")
        if word.text in (",", ":"):
            return _behind_comma(tokens, position, end, cue)
        if lower in ("about", "of", "for") and lower in frames:
            return _clause(tokens, position, end, "preposition")
        if lower in ("after", "before", "when", "as", "while", "because", "and", "but"):
            return None
        if "clause" in frames and (nouns or lower in words("weekdays")) and position > start:
            before = tokens[position - 1].lower
            new_noun = lower in words("subject_pronouns") or (
                lower in words("determiners")
                and before not in words("prepositions")
                and before not in words("determiners")
            )
            dated = (
                before in words("weekdays")
                and (word.title or lower in words("determiners"))
                and lower not in words("weekdays")
            )
            if (new_noun or dated) and _begins_clause(tokens, position, end):
                return _clause(tokens, position, end, "adjunct clause")
        if word.text[0].isalnum() and lower not in words("prepositions") and lower not in words("determiners"):
            nouns += 1
        position += 1
    return None


def _behind_comma(tokens: list[Word], position: int, end: int, cue: Cue) -> After | None:
    following = position + 1
    if following >= end:
        return None
    if tokens[following].quote:
        return _quotation(tokens, following, end, "adjunct")
    if tokens[following].lower == "that" and "that" in cue.frames:
        return _clause(tokens, following, end, "adjunct that")
    if tokens[position].text == ":" and "quote" in cue.frames:
        return After((following, end), "colon", False)
    return None


def _clause(tokens: list[Word], start: int, end: int, rule: str) -> After | None:
    stop = _without_occasion(
        tokens, start, _clause_end(tokens, start, end, short=rule in ("object", "preposition", "to"))
    )
    if stop - start < 1 or (rule in ("that", "clause") and stop - start < 2):
        return None
    return After((start, stop), rule, False)


def _without_occasion(tokens: list[Word], start: int, stop: int) -> int:
    """The end of a content behind which "in a statement on Monday" stands, or "on Monday" behind a quotation."""
    for position in range(stop - 1, max(start + 1, stop - 9), -1):
        word = tokens[position]
        if word.quote:
            return position + 1 if _is_time(tokens, position + 1, stop) else stop
        if word.text == ",":
            return stop
        inner = {item.lower for item in tokens[position + 1 : position + 5]}
        article = position + 1 < stop and tokens[position + 1].lower in ("a", "an", "the")
        if word.lower in ("in", "during") and article and inner & words("speakers_of_texts"):
            return position
    return stop


def _is_time(tokens: list[Word], start: int, stop: int) -> bool:
    """Whether tokens[start:stop] is a time such as "on Monday"."""
    rest = [word.lower for word in tokens[start:stop]]
    dated = any(lower in words("weekdays") for lower in rest)
    return dated and all(lower in TIME_WORDS or lower in words("weekdays") for lower in rest)


def _clause_end(tokens: list[Word], start: int, end: int, short: bool = False) -> int:
    subordinate = tokens[0].lower in OPENS_SUBORDINATE and not any(word.text == "," for word in tokens[:start])
    for position in range(start + 1, end):
        word = tokens[position]
        if word.text == ";" or (subordinate and word.text == "," and position + 1 < end):
            return position
        if word.lower in ("and", "but") and position + 1 < end and _reports_on(tokens, position + 1, end):
            return position - 1 if tokens[position - 1].text == "," else position
        if word.text != "," or position + 1 >= end:
            continue
        following = tokens[position + 1]
        lower = following.lower
        if lower == "according" or _participle(following):
            return position
        if lower in ("while", "but", "although", "though", "as") and (short or lower == "while"):
            return position
        if short and lower in ("and", "saying", "who", "which", "after", "because", "when", "even"):
            return position
        if _speaks(tokens, position + 1, end):
            return position
    return end


def _reports_on(tokens: list[Word], start: int, end: int) -> bool:
    """Whether "and said that ..." follows, with the subject of the clause before."""
    if tokens[start].lower.endswith("ly") or tokens[start].lower in words("adverbs"):
        start += 1
    if start >= end:
        return False
    return any(cue.form == "past" and cue.frames & {"quote", "np"} for cue in cues().get(tokens[start].lower, ()))


def _speaks(tokens: list[Word], start: int, end: int) -> bool:
    """Whether ", X said" follows: a subject of up to six words and a verb that reports."""
    for position in range(start + 1, min(end, start + 7)):
        word = tokens[position]
        if word.quote or word.text in ",;:":
            return False
        if any(cue.form in ("past", "s") and "quote" in cue.frames for cue in cues().get(word.lower, ())):
            return (
                position + 1 >= end or tokens[position + 1].text in (",", ".") or tokens[position + 1].quote is not None
            )
        if finite(word):
            return False
    return False


def _participle(word: Word) -> bool:
    return any(cue.form == "ing" for cue in cues().get(word.lower, ()))


def adjunct(word: Word) -> bool:
    """Whether the word begins a circumstance ("on Monday", "speaking to reporters") rather than a clause."""
    lower = word.lower
    return lower in words("prepositions") or lower in words("weekdays") or lower.endswith("ing")


def _begins_phrase(word: Word) -> bool:
    if not (word.text[0].isalnum() or word.quote or word.text[0] in "$€£'"):
        return False
    return (
        word.lower not in words("prepositions")
        and word.lower not in words("auxiliaries")
        and word.lower not in words("weekdays")
        and word.lower not in words("coordinators")
        and word.lower not in words("subordinators")
    )


def _begins_clause(tokens: list[Word], start: int, end: int) -> bool:
    """Whether a subject and its finite verb follow, without "that"."""
    word = tokens[start]
    lower = word.lower
    if lower in words("subject_pronouns") or lower in ("there", "if", "when"):
        return True
    if lower in words("prepositions") | words("weekdays") | words("coordinators") | words("adverbs"):
        return False
    if not word.text[0].isalnum():
        return False
    for position in range(start + 1, min(end, start + 25)):
        candidate = tokens[position]
        if finite(candidate):
            return True
        if candidate.text in ";:":
            return False
        if candidate.lower.endswith(("ed", "n't")) and not candidate.title:
            return True
    return False
