"""What goes in and what comes out. Every offset is a code point of the text as it was given, end exclusive."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Kind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organization", "office", "group", "unnamed"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Offsets = list[int]
"""A span as JSON has it: [start, end]."""


class Article(TypedDict):
    text: str
    id: NotRequired[str]
    title: NotRequired[str | None]
    published: NotRequired[str | None]
    """ISO day; without it, relative dates stay unresolved."""
    url: NotRequired[str | None]


class Speaker(TypedDict):
    name: str | None
    """The fullest form in the article, without titles; None where nobody is named."""
    kind: SpeakerKind
    role: NotRequired[str]
    on_behalf_of: NotRequired[str]
    description: NotRequired[str]
    joint_with: NotRequired[list[str]]
    """The other names of a joint statement."""


class SaidOn(TypedDict):
    start: str
    end: str
    text: str


class DateSpan(TypedDict):
    start: int
    end: int
    type: TimexType
    value: str
    """TIMEX3, as in "2024-09-16", "2025-09", "P2W", "PAST_REF"."""


class EntitySpan(TypedDict):
    start: int
    end: int
    label: str


class Claim(TypedDict):
    kind: Kind
    source: list[Offsets]
    cue: list[Offsets]
    content: list[Offsets]
    speaker: Speaker | None
    cue_class: str
    said_on: SaidOn | None
    dates: list[DateSpan]
    """The expressions inside the content: what the claim is about."""
    confidence: float


class Extraction(TypedDict):
    id: str | None
    language: str
    reason: NotRequired[str]
    """Why there are no claims: an empty text, or one that is not English."""
    claims: list[Claim]
    entities: list[EntitySpan]
    dates: list[DateSpan]
