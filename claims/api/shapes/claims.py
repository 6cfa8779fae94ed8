"""Claims, and what hangs on them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema

from claims.api.paging import Page
from claims.api.shapes.common import ActorRef, ArticleRef, Days, Place, told

SPEECH = "“All of our forces will have left by the end of next year,” the ministry's spokesman, Rafe Oduya, said."


class Speaker(Schema):
    """To whom a claim is attributed."""

    actor: ActorRef = told("Who speaks, after merges.", {"slug": "rafe-oduya", "name": "Rafe Oduya", "kind": "person"})
    role: str = told("The role, as the text gives it.", "spokesman")
    on_behalf_of: ActorRef | None = told("The organisation or office spoken for.", None)
    position: int | None = told("Key of the position in which it was said.", 12)


class SaidOn(Schema):
    """When it was said."""

    edtf: str = told("EDTF (ISO 8601-2).", "2024-09-18")
    text: str = told("As the text has it; empty where nothing says so.", "on Wednesday")
    days: Days


class MeantDate(Schema):
    """A date that the claim is about."""

    text: str = told("As it was said.", "by the end of next year")
    start: int = told("Where it begins in the text of the article, in code points.", 34)
    end: int = told("Where it ends.", 57)
    type: str = told("TIMEX3 type.", "DATE")
    value: str = told("TIMEX3 value.", "2025")
    edtf: str = told("EDTF.", "../2025-12-31")
    days: Days | None


class Cue(Schema):
    """What signals that somebody speaks."""

    text: str = told("The words that signal it.", "said")
    cue_class: str = told("What kind of act they report.", "say")


class ClaimItem(Schema):
    """A claim, as lists have it."""

    id: int = told("Key, as in `/api/v1/claims/{id}`.", 4711)
    url: str = told("Its page.", "https://onrecord.example/claims/4711/")
    kind: str = told("`direct`, `indirect` or `mixed`.", "direct")
    content: str = told("What was said; pieces are joined by “ … ”.", SPEECH.partition(" the min")[0])
    source: str = told("The words that name who speaks.", "the ministry's spokesman, Rafe Oduya")
    cue: Cue
    speakers: list[Speaker] = told("To whom it is attributed; a joint statement has several.", [])
    unnamed: str = told("How the text describes somebody whom it does not name.", "")
    day: dt.date | None = told("The day that lists sort by: said on it, else published on it.", "2024-09-18")
    said_on: SaidOn | None
    dates: list[MeantDate] = told("The dates that it is about.", [])
    places: list[Place] = told("On which timelines it stands.", [])
    article: ArticleRef
    state: str = told("`proposed`, `confirmed`, `corrected`, `rejected` or `withdrawn`.", "proposed")
    doubtful: bool = told("The machine is unsure, and no person has decided.", False)
    confidence: float = told("The probability that content and source are right.", 0.93)
    further_appearances: int = told("In how many copies of the article it stands too.", 2)
    version: int = told("Counts its changes.", 1)
    created_at: dt.datetime = told("When it was found.", "2024-09-19T09:12:31Z")
    updated_at: dt.datetime = told("When it last changed.", "2024-09-19T09:12:31Z")


class ClaimPage(Page[ClaimItem]):
    """One page of a list of claims."""


class Selector(Schema):
    """One piece of a claim in the text of its article: position and quotation, as Web Annotation has them. Offsets
    are Unicode code points; `end` is exclusive."""

    start: int = told("First code point.", 0)
    end: int = told("The one after the last.", 59)
    exact: str = told("The words.", SPEECH.partition(" the min")[0])
    prefix: str = told("What stands before.", "")
    suffix: str = told("What stands behind.", " the ministry's spokesman, Rafe ")


class Selectors(Schema):
    """Where a claim stands in the text; each part can have several pieces, source and cue none."""

    source: list[Selector] = told("Who speaks.", [])
    cue: list[Selector] = told("That somebody speaks.", [])
    content: list[Selector]


class LinkOut(Place):
    """Why a claim stands on a timeline."""

    score: float = told("From 0 to 1.", 0.82)
    reason: str = told("For a person to read.", "names the withdrawal, and its date is the event's")
    state: str = told("`proposed` or `confirmed`.", "proposed")


class Candidate(Schema):
    """Who may be the speaker."""

    actor: ActorRef
    score: float = told("From 0 to 1.", 0.41)
    reason: str = told("For a person to read.", "the surname is the same")


class ReviewOut(Schema):
    """One decision of a person about a claim. Decisions are never changed; an undo is one more."""

    id: int = told("Key.", 88)
    action: str = told("`confirm`, `reject`, `correct`, `note` or `undo`.", "correct")
    fields: list[str] = told("What it decides.", ["speaker"])
    by: str = told("Who decided.", "edith")
    at: dt.datetime = told("When.", "2024-09-20T10:00:00Z")
    note: str = told("A remark.", "The spokesman, not the minister.")
    undoes: int | None = told("Key of the decision that this one undoes.", None)
    undone_by: int | None = told("Key of the decision that undid this one.", None)
    before: dict[str, Any] = told("The claim before, as it was recorded.", {"state": "proposed"})
    after: dict[str, Any] = told("The claim after.", {"state": "corrected"})


class ReviewPage(Page[ReviewOut]):
    """One page of the decisions about a claim, the newest first."""


class Appearance(Schema):
    """The same words of the same speaker in a copy of the article."""

    id: int = told("Key of that claim.", 4712)
    article: ArticleRef


class ClaimDetail(ClaimItem):
    """All that is known about a claim."""

    selectors: Selectors
    snapshot: int = told("The number of the article's text that it was found in.", 1)
    outdated: bool = told("The article has a newer text, in which it was not found again.", False)
    continues: int | None = told("Key of the claim on an older text that it carries on.", None)
    links: list[LinkOut] = told("Its places on timelines, with reasons.", [])
    candidates: list[Candidate] = told("Who may be the speaker, where that is open.", [])
    appearances: list[Appearance] = told("The other copies in which it stands, 200 at most.", [])
    reviews: list[ReviewOut] = told("The 50 newest decisions; all: `/api/v1/claims/{id}/reviews`.", [])
