"""Who is reported to have said what, before anybody is identified: source, cue and content spans."""

from __future__ import annotations

from claims.extraction.attribution import Attribution
from claims.extraction.content import adjunct, content_after, content_before
from claims.extraction.layout import Paragraph, Sentence, Word
from claims.extraction.lexicon import Cue, words
from claims.extraction.phrases import Phrase, finite, phrase_starting, subject_before, verbal
from claims.extraction.verbs import Verb, modifies, reporting_verbs

TAKES_OBJECT = frozenset({"tell", "assure", "inform", "remind", "ask", "call", "describe", "dub", "accuse", "urge"})
"""Verbs with somebody or something behind them that is never their subject: ", X, told the Courier"."""


def find_attributions(paragraphs: list[Paragraph]) -> list[Attribution]:
    """Attributions in the order of their cues, each quotation of the text in at most one of them at the top level."""
    found: list[Attribution] = []
    sentences = [(number, sentence) for number, paragraph in enumerate(paragraphs) for sentence in paragraph.sentences]
    for position, (number, sentence) in enumerate(sentences):
        following = sentences[position + 1][1].words[0] if position + 1 < len(sentences) else None
        announced = following if following and following.quote and sentence.words[-1].text == ":" else None
        found.extend(_in_sentence(sentence, number, announced))
    return found


def _in_sentence(sentence: Sentence, paragraph: int, announced: Word | None) -> list[Attribution]:
    """`announced` is the quotation that the next sentence or paragraph opens with, after a colon."""
    tokens = [*sentence.words, announced] if announced else sentence.words
    found: list[Attribution] = []
    verbs = reporting_verbs(tokens)
    subject: Phrase | None = None
    for verb in verbs:
        attribution = _of_verb(tokens, verb, paragraph, sentence, subject)
        if attribution is None:
            continue
        found.append(attribution[0])
        subject = attribution[1] or subject
    for index, word in enumerate(tokens[:-1]):
        if word.lower == "according" and tokens[index + 1].lower == "to":
            according = _according_to(tokens, index, paragraph, sentence)
            if according:
                found.append(according)
    label = _label(tokens, paragraph, sentence) if not found else None
    if label:
        found.append(label)
    found.sort(key=lambda item: item.cue[0] if item.cue else (0, 0))
    return found


def _of_verb(
    tokens: list[Word], verb: Verb, paragraph: int, sentence: Sentence, shared: Phrase | None
) -> tuple[Attribution, Phrase | None] | None:
    cue = verb.cue
    if verb.passive:
        return _passive(tokens, verb, paragraph, sentence)
    source: Phrase | None = None
    after = verb.last
    inverted = False
    is_shared = False
    if not verb.participial and _may_invert(tokens, verb):
        source = phrase_starting(tokens, verb.last)
        if source:
            inverted, after = True, source[1]
    if source is None and not verb.participial:
        source = subject_before(tokens, verb.first)
        if source is not None and cue.form == "base" and not _plural_or_helped(tokens, source, verb):
            return None
    if source is None and verb.participial and cue.frames & {"that", "clause"} and verb.first:
        before_ing = tokens[verb.first - 1]
        if before_ing.text[0].isalnum() and not _links(before_ing):
            source = subject_before(tokens, verb.first)
    if (
        verb.participial
        and source is None
        and not (cue.frames & {"quote", "that"})
        and tokens[verb.first - 1].text != ","
    ):
        return None
    if source is None:
        source = shared or _first_subject(tokens, verb.first)
        is_shared = source is not None
        if not verb.participial and (
            verb.first == 0 or tokens[verb.first - 1].lower not in ("and", "but", "or", ",", "then")
        ):
            return None
    left = verb.first if inverted or is_shared or source is None else min(source[0], verb.first)
    right = content_after(tokens, after, cue, inverted, source[0] if source and not inverted else None)
    before = None
    if "quote" in cue.frames and not is_shared and (right is None or right.interrupting or inverted):
        before = content_before(tokens, left)
        if before is not None and not _tells(tokens, before, cue):
            before = None
    if right is None and before is None:
        return None
    if before is not None and right is not None and not (right.interrupting or inverted):
        before = None
    pieces = [before] if before else []
    if right and (not before or right.interrupting):
        pieces.append(right.phrase)
    if not pieces or (source is None and not verb.participial):
        return None
    if cue.lemma.startswith(("ask", "request", "speak")) and _anonymity(tokens, pieces[-1]):
        return None
    content = [(tokens[a].start, tokens[b - 1].end) for a, b in pieces]
    quoted = any(tokens[i].quote for a, b in pieces for i in range(a, b))
    rule = "inverted" if inverted else "before" if before else right.rule if right else "after"
    cue_span = (tokens[verb.first].start, tokens[verb.last - 1].end)
    return (
        Attribution(
            [(tokens[source[0]].start, tokens[source[1] - 1].end)] if source else [],
            [cue_span],
            content,
            cue.cue_class,
            rule,
            paragraph,
            sentence,
            quoted,
            is_shared,
        ),
        source,
    )


def _anonymity(tokens: list[Word], piece: Phrase) -> bool:
    """Whether the words ask for no name, which is about the source and no claim: "not to be identified"."""
    start, end = piece
    inner = [tokens[i].lower for i in range(start, min(end, start + 12))]
    inner = inner[: inner.index(",")] if "," in inner else inner
    known = any(word.startswith(("anonym", "identi")) or word in ("named", "quoted") for word in inner)
    kept = {"name", "names"} & set(inner) and {"kept", "withheld", "not", "used", "published"} & set(inner)
    return bool(known or kept)


def _tells(tokens: list[Word], piece: Phrase, cue: Cue) -> bool:
    """Whether the words before the verb can be what was said: a quotation, or a clause with a verb of its own."""
    if any(tokens[i].quote for i in range(*piece)):
        return True
    if "clause" not in cue.frames:
        return False
    if any(finite(tokens[i]) or tokens[i].lower.endswith("ed") for i in range(*piece)):
        return True
    return not adjunct(tokens[piece[0]]) and piece[1] - piece[0] > 3


def _links(word: Word) -> bool:
    return word.lower in words("prepositions") | words("coordinators") | words("subordinators") | words("adverbs")


def _plural_or_helped(tokens: list[Word], source: Phrase, verb: Verb) -> bool:
    """Whether a base form can be the verb of this subject: "officials say", "he did not say", not "Smith say"."""
    if verb.first < verb.head and any(tokens[i].lower in words("auxiliaries") for i in range(verb.first, verb.head)):
        return True
    if tokens[source[1] - 1].lower in (
        "they",
        "we",
        "i",
        "you",
        "who",
        "that",
        "which",
        "many",
        "some",
        "others",
        "most",
    ):
        return True
    span = [tokens[i].lower for i in range(*source)]
    inner = words("prepositions") | {"who", "that", "which", ","}
    head = next((span[i - 1] for i in range(1, len(span)) if span[i] in inner), span[-1])
    plural = head.endswith("s") and not head.endswith(("ss", "'s", "us"))
    return plural or "and" in span or head in ("people", "police", "media", "percent", "half")


def _may_invert(tokens: list[Word], verb: Verb) -> bool:
    if verb.cue.lemma in TAKES_OBJECT or "quote" not in verb.cue.frames:
        return False
    if verb.cue.form not in ("past", "s") or verb.first != verb.head:
        return False
    before = tokens[verb.first - 1] if verb.first else None
    if before is None or verb.last >= len(tokens):
        return False
    if before.quote is None and before.text not in (",", "?", "!", "”", '"'):
        return False
    following = tokens[verb.last]
    if following.quote or not following.text[0].isalnum():
        return False
    if before.quote is None and before.text == ",":
        return subject_before(tokens, verb.first) is None or not finite_after(tokens, verb.last)
    return following.lower not in words("prepositions") | words("weekdays") | {"that"}


def finite_after(tokens: list[Word], start: int) -> bool:
    """Whether a finite verb follows in the sentence."""
    return any(verbal(word) for word in tokens[start:])


def _first_subject(tokens: list[Word], limit: int) -> Phrase | None:
    """The subject of the sentence's first finite verb."""
    for index in range(limit):
        word = tokens[index]
        if word.quote:
            continue
        if index and (finite(word) or (word.lower.endswith("ed") and not word.title)):
            first = index
            while first > 0 and modifies(tokens[first - 1]):
                first -= 1
            subject = subject_before(tokens, first)
            if subject:
                return subject
    return None


def _passive(
    tokens: list[Word], verb: Verb, paragraph: int, sentence: Sentence
) -> tuple[Attribution, Phrase | None] | None:
    """ "was expected to", "it was reported that": nobody is named, unless "by" names them."""
    if "passive" not in verb.cue.frames or verb.last >= len(tokens):
        return None
    following = tokens[verb.last].lower
    right = content_after(tokens, verb.last, verb.cue, False)
    if right is None or following not in ("to", "that"):
        return None
    subject = subject_before(tokens, verb.first)
    pieces = [right.phrase]
    if following == "to" and subject and tokens[subject[0]].lower != "it":
        pieces.insert(0, subject)
    content = [(tokens[a].start, tokens[b - 1].end) for a, b in pieces]
    cue = (tokens[verb.first].start, tokens[verb.last - 1].end)
    return Attribution([], [cue], content, verb.cue.cue_class, "passive", paragraph, sentence), None


def _according_to(tokens: list[Word], index: int, paragraph: int, sentence: Sentence) -> Attribution | None:
    source = phrase_starting(tokens, index + 2)
    if source is None:
        return None
    piece: Phrase | None = None
    if index == 0 or (index == 1 and tokens[0].lower in words("coordinators")):
        start = source[1]
        while start < len(tokens) and tokens[start].text in (",", ":"):
            start += 1
        end = len(tokens)
        while end > start and tokens[end - 1].text in ".,;:!?":
            end -= 1
        piece = (start, end) if end > start else None
    else:
        piece = content_before(tokens, index, comma=False)
    if piece is None:
        return None
    content = [(tokens[piece[0]].start, tokens[piece[1] - 1].end)]
    return Attribution(
        [(tokens[source[0]].start, tokens[source[1] - 1].end)],
        [(tokens[index].start, tokens[index + 1].end)],
        content,
        "say",
        "according",
        paragraph,
        sentence,
        any(tokens[i].quote for i in range(*piece)),
    )


def _label(tokens: list[Word], paragraph: int, sentence: Sentence) -> Attribution | None:
    """A line of an interview or a caption: "NAME: what they said"."""
    colon = next((i for i, word in enumerate(tokens[:8]) if word.text == ":"), None)
    if not colon or colon + 1 >= len(tokens) or not tokens[colon + 1].quote:
        return None
    if not all(word.title or word.text in ".," for word in tokens[:colon]):
        return None
    content = [(tokens[colon + 1].start, tokens[colon + 1].end)]
    source = [(tokens[0].start, tokens[colon - 1].end)]
    cue = [(tokens[colon].start, tokens[colon].end)]
    return Attribution(source, cue, content, "say", "label", paragraph, sentence, True)
