"""The occasions on which people spoke, as far as an article dates them, and the day that a claim takes from one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.extraction.layout import Sentence
from claims.extraction.own_day import OCCASION
from claims.extraction.telling import PARAGRAPHS_AFTER_EARLIER, PARAGRAPHS_ON, Named, Telling, is_news
from claims.extraction.types import SaidOn

PARAGRAPHS_BACK = 2
"""How many paragraphs back a speaker's day holds: a lead says what was said, and the next paragraphs when."""
PARAGRAPHS_AFTER_EVENT = 4
"""How many paragraphs behind a dated event "after the meeting" can mean it."""
LEAD = 6
"""Paragraphs in which the day of what the headline tells is named."""
MOST = 50
"""Days of one speaker that are looked at for one claim."""
LONG = 3
WORDS_IN_COMMON = 3
"""Words of more than LONG letters that a headline shares with the sentence that dates it."""
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that"})
CONTINUES = re.compile(
    r"\b(?:added|continued|concluded|went on|replied|responded|answered|countered|echoed|agreed|concurred|reiterated)\b"
)
SEPARATE = re.compile(
    r"\b[Ii]n an? (?:[\w-]+ ){0,3}(?:statement|interview|email|e-mail|letter|memo|tweet|post|report|op-ed|filing)\b"
    r"|\bon (?:his |her |their |its )?(?:Twitter|Facebook|Instagram)\b|\bfilings\b"
    r"|\btold (?:the |The )?(?:[A-Z][\w’']* ){0,3}(?:[A-Z]{2,}|News|Times|Post|Journal|Herald|Press|Radio|Magazine"
    r"|Today|Tribune|Guardian|Reuters|Bloomberg|Politico)\b"
    r"|\b(?:later|earlier|previously|once|long)\b"
)
"""Words that take a claim away from the occasion that the article reports."""
AT_OCCASION = re.compile(
    rf"\b(?:after|at|during|in) (?:the|his|her|its|their|that|this) (?:[\w-]+ ){{0,2}}{OCCASION}\b", re.IGNORECASE
)
TRANSCRIBED = re.compile(r"\W*[A-Z][A-Z .,'’-]+:?")
"""A name as transcripts of broadcasts write it."""
DOCUMENT = re.compile(
    r"\b(?:report|study|survey|poll|analysis|ruling|decision|opinion|filing|complaint|lawsuit|letter|statement|article"
    r"|piece|researchers|authors|finding|findings|indictment|memo|brief)\b",
    re.IGNORECASE,
)
RESEARCH = re.compile(r"(?:report|study|survey|poll|analysis|researchers|authors|findings?)$", re.IGNORECASE)
INDEFINITE = re.compile(r"(?:an?|another|some|one)\b", re.IGNORECASE)


@dataclass(slots=True)
class Occasions:
    """What the article says about when people spoke; lists of (offset, day) in the order of the text."""

    by_speaker: dict[str, list[tuple[int, Named]]]
    told: list[tuple[int, Named]]
    """All single days that the narrator names."""
    scene: SaidOn | None
    """The day of the proceedings that the article reports, on which everybody in it spoke."""
    opening: Telling | None
    """The first claim near the article's beginning that has a day of the news."""
    previous: Telling | None = None
    documents: dict[str, SaidOn] = field(default_factory=dict)
    """By sort of document, the day of the last one."""

    def pass_on(self, telling: Telling) -> None:
        """Tellings are passed in the order of the text, each when its day is settled."""
        self.previous = telling
        if family := _family(telling.source):
            if telling.day is not None:
                self.documents[family] = telling.day
            elif INDEFINITE.match(telling.source):
                self.documents.pop(family, None)


def inherited(telling: Telling, occasions: Occasions) -> SaidOn | None:
    """The day that follows from the occasion, for a claim whose own clause names none."""
    item, act, previous = telling.item, telling.act, occasions.previous
    headline = item.paragraph == 0
    if item.paragraph <= 1 and (act in ("told", "tells", "perfect") or (act == "bare" and headline)):
        if day := of_speaker(telling, occasions, PARAGRAPHS_ON):
            return day
        if occasions.opening and (headline or act != "told") and _same_news(telling, occasions.opening):
            return occasions.opening.day
    if act in ("standing", "perfect", "bare"):
        return None
    if previous and previous.day and item.paragraph - previous.item.paragraph <= 1 and _goes_on(telling, previous):
        return previous.day
    if (family := _family(telling.source)) in occasions.documents and not INDEFINITE.match(telling.source):
        return occasions.documents[family]
    if act == "tells":
        return None
    if TRANSCRIBED.fullmatch(telling.source) and occasions.opening and _only_colon(telling):
        return occasions.opening.day
    separate = SEPARATE.search(telling.told) is not None
    if day := of_speaker(telling, occasions, PARAGRAPHS_BACK, claimed=separate):
        return day
    if AT_OCCASION.search(telling.told) and (day := _last_told(telling, occasions)):
        return day
    return None if separate else occasions.scene


def _only_colon(telling: Telling) -> bool:
    return telling.item.cue == [] or telling.item.cue[-1][1] - telling.item.cue[0][0] == 1


def _goes_on(telling: Telling, previous: Telling) -> bool:
    """Whether the claim belongs to the act of speaking before it."""
    if previous.item.sentence is telling.item.sentence:
        return telling.key == previous.key or telling.act == "beside" or not telling.source
    if telling.source.lower() in PRONOUNS and telling.key in ("", previous.key):
        return True
    if telling.act == "tells":
        return False
    if CONTINUES.search(telling.told) and not SEPARATE.search(telling.told):
        return True
    return telling.key != "" and telling.key == previous.key


def of_speaker(telling: Telling, occasions: Occasions, ahead: int, *, claimed: bool = False) -> SaidOn | None:
    """The last day that was named for the speaker, else the next one within so many paragraphs ahead."""
    places, item = occasions.by_speaker.get(telling.key, []), telling.item
    at = bisect_left(places, item.sentence.start, key=lambda pair: pair[0])
    for _, last in reversed(places[max(0, at - MOST) : at]):
        if last.claimed or not claimed:
            if item.paragraph - last.paragraph <= last.reach:
                return last.day
            break
    return next_of_speaker(telling, occasions, ahead)


def next_of_speaker(telling: Telling, occasions: Occasions, ahead: int = PARAGRAPHS_AFTER_EARLIER) -> SaidOn | None:
    """The next day that is named for the speaker within so many paragraphs."""
    places, item = occasions.by_speaker.get(telling.key, []), telling.item
    at = bisect_left(places, item.sentence.start, key=lambda pair: pair[0])
    for place, following in places[at : at + MOST]:
        if not following.claimed and place < item.sentence.end:
            continue
        distance = following.paragraph - item.paragraph
        if distance > ahead:
            return None
        if distance <= following.reach:
            return following.day
    return None


def opening_of(tellings: Sequence[Telling], published: date | None) -> Telling | None:
    """The first claim near the article's beginning that has a day of the news."""
    for telling in tellings:
        if telling.item.paragraph > LEAD:
            break
        if telling.day and is_news(telling.day, published):
            return telling
    return None


def _last_told(telling: Telling, occasions: Occasions) -> SaidOn | None:
    """The last day that the article told of in the paragraphs just before."""
    at = bisect_left(occasions.told, telling.item.sentence.start, key=lambda pair: pair[0])
    last = occasions.told[at - 1][1] if at else None
    return last.day if last and telling.item.paragraph - last.paragraph <= PARAGRAPHS_AFTER_EVENT else None


def _same_news(telling: Telling, opening: Telling) -> bool:
    """Whether a headline tells what the opening's dated claim tells: the same speaker, or words in common."""
    if telling.key and telling.key == opening.key:
        return True
    return len(_long_words(telling.item.sentence) & _long_words(opening.item.sentence)) >= WORDS_IN_COMMON


def _long_words(sentence: Sentence) -> set[str]:
    return {word.lower[:6] for word in sentence.words if len(word.lower) > LONG and word.quote is None}


def _family(source: str) -> str:
    """What sort of document a source is, "" for none: a study and its authors are one."""
    found = DOCUMENT.search(source)
    return "" if found is None else "research" if RESEARCH.match(found.group()) else found.group().lower()
