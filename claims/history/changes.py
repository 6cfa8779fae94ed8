"""What one decision changed, from what to what, as people read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString

from claims.markup import joined, markup
from claims.written_dates import write_days, write_edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.history.names import Names
    from claims.models import Review

__all__ = ["Change", "changes_of"]

LONGEST = 600
"""So many characters of a text are told."""
_WORD = re.compile(r"\S+|\s+")

type State = dict[str, Any]
type Told = str | SafeString
type Teller = Callable[[State, Names], Told]


@dataclass(frozen=True, slots=True)
class Change:
    what: str
    before: Told
    after: Told


def changes_of(review: Review, names: Names) -> list[Change]:
    """Empty where nothing changed, and where the words were erased with the article."""
    before, after = review.before, review.after
    found = []
    for what, keys, teller in _TOLD[_kind(review)]:
        if any(key in before or key in after for key in keys) and _differ(before, after, keys):
            was, now = teller(before, names), teller(after, names)
            if was == now:
                continue
            if teller in _COMPARED:
                was, now = _apart(was, now)
            found.append(Change(what, was, now))
    return found


def _kind(review: Review) -> str:
    return next(kind for kind in _TOLD if getattr(review, f"{kind}_id"))


def _differ(before: State, after: State, keys: Sequence[str]) -> bool:
    return any(before.get(key) != after.get(key) for key in keys)


def _plain(key: str) -> Teller:
    def tell(state: State, names: Names) -> Told:
        return str(state.get(key) or "")

    return tell


def _words(state: State, names: Names) -> Told:
    return str(state.get("content_text") or "")


def _part(part: str) -> Teller:
    """The words of the source or the cue, cut from the text that the spans are of."""

    def tell(state: State, names: Names) -> Told:
        text = names.texts.get(state.get("snapshot", 0), "")
        return " … ".join(text[start:end] for start, end in state.get(part) or [])

    return tell


def _speakers(state: State, names: Names) -> Told:
    told = [_speaker(speaker, names) for speaker in state.get("speakers") or []]
    return joined(told, "; ") if told else str(state.get("unnamed") or state.get("speaker_name") or "")


def _speaker(speaker: State, names: Names) -> SafeString:
    parts = [_actor(speaker.get("actor"), names, speaker.get("name", ""))]
    position = names.positions.get(speaker.get("position") or 0)
    if speaker.get("role") or position:
        parts.append(markup("{}", speaker.get("role") or position.role if position else speaker["role"]))
    if speaker.get("on_behalf_of"):
        parts.append(markup("for {}", _actor(speaker["on_behalf_of"], names, speaker.get("for", ""))))
    return joined(parts, ", ")


def _actor(key: int | None, names: Names, recorded: str = "") -> SafeString:
    """Under the name of then, with a link to who it is now."""
    actor = names.actors.get(key or 0)
    if actor is None:
        return markup("<bdi>{}</bdi>", recorded or f"an actor that is gone ({key})")
    return markup('<a href="{}"><bdi>{}</bdi></a>', actor.get_absolute_url(), recorded or actor.name)


def _actors(state: State, names: Names) -> Told:
    return joined([_actor(key, names) for key in state.get("actors") or []], ", ")


def _party(key: str) -> Teller:
    def tell(state: State, names: Names) -> Told:
        return _actor(state[key], names) if state.get(key) else ""

    return tell


def _into(state: State, names: Names) -> Told:
    return _actor(state["merged_into"], names, state.get("into", "")) if state.get("merged_into") else ""


def _apart_from(state: State, names: Names) -> Told:
    return _actor(state["distinct"], names, state["apart"]) if state.get("apart") else ""


def _said_on(state: State, names: Names) -> Told:
    if state.get("said_on_edtf"):
        return write_edtf(state["said_on_edtf"])
    days = state.get("said_on")
    if not days:
        return ""
    first, last = (date.fromisoformat(day) if day else None for day in (days["start"], days["end"]))
    return write_days(first, last)


def _places(state: State, names: Names) -> Told:
    return joined([_place(link, names) for link in state.get("links") or [] if link["state"] != "rejected"], "; ")


def _place(link: State, names: Names) -> SafeString:
    thing = names.events.get(link["event"] or 0) or names.stories.get(link["story"])
    if thing is None:
        return markup("{}", "a story that is gone")
    doubt = " (proposed)" if link["state"] == "proposed" else ""
    return markup('<a href="{}"><bdi>{}</bdi></a>{}', thing.get_absolute_url(), thing, doubt)


def _date(key: str) -> Teller:
    def tell(state: State, names: Names) -> Told:
        return write_edtf(state[key]) if state.get(key) else ""

    return tell


def _list(key: str) -> Teller:
    def tell(state: State, names: Names) -> Told:
        return ", ".join(state.get(key) or [])

    return tell


def _apart(was: Told, now: Told) -> tuple[SafeString, SafeString]:
    """Both texts with the words that differ marked; of long ones what stands around them."""
    one, other = _WORD.findall(was), _WORD.findall(now)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if len(one) + len(other) < 3_000 else []
    if not blocks:
        return markup("{}", was[:LONGEST]), markup("{}", now[:LONGEST])
    left = [("".join(one[a:b]), tag == "equal") for tag, a, b, _, _ in blocks]
    right = [("".join(other[c:d]), tag == "equal") for tag, _, _, c, d in blocks]
    return _marked(left, "del"), _marked(right, "ins")


def _marked(pieces: list[tuple[str, bool]], tag: str) -> SafeString:
    parts = []
    for number, (text, same) in enumerate(pieces):
        if same and len(text) > LONGEST // 3:
            head = "" if number == 0 else text[: LONGEST // 6]
            tail = "" if number == len(pieces) - 1 else text[-LONGEST // 6 :]
            parts.append(markup("{} … {}", head, tail))
        elif text:
            parts.append(markup("{}", text) if same else markup(f"<{tag}>{{}}</{tag}>", text))
    return joined(parts)


_CONTENT, _SOURCE, _CUE = _words, _part("source"), _part("cue")
_TITLE, _SUMMARY, _DESCRIPTION, _QUERY = map(_plain, ("title", "summary", "description", "query"))
_KEYWORDS, _ALIASES = _list("keywords"), _list("aliases")
_COMPARED = {_CONTENT, _SOURCE, _CUE, _TITLE, _SUMMARY, _DESCRIPTION, _QUERY, _KEYWORDS, _ALIASES}
_STATE: tuple[str, tuple[str, ...], Teller] = ("state", ("state",), _plain("state"))

_TOLD: dict[str, list[tuple[str, tuple[str, ...], Teller]]] = {
    "claim": [
        _STATE,
        ("words", ("content_text",), _CONTENT),
        ("source", ("source",), _SOURCE),
        ("cue", ("cue",), _CUE),
        ("kind", ("kind",), _plain("kind")),
        ("speaker", ("speakers", "unnamed", "speaker_name"), _speakers),
        ("said", ("said_on", "said_on_edtf"), _said_on),
        ("about", ("links",), _places),
    ],
    "actor": [
        _STATE,
        ("name", ("name",), _plain("name")),
        ("kind", ("kind",), _plain("kind")),
        ("description", ("description",), _DESCRIPTION),
        ("Wikidata", ("wikidata",), _plain("wikidata")),
        ("aliases", ("aliases",), _ALIASES),
        ("merged into", ("merged_into",), _into),
        ("is not", ("apart",), _apart_from),
    ],
    "position": [
        _STATE,
        ("holder", ("holder",), _party("holder")),
        ("role", ("role",), _plain("role")),
        ("organisation", ("organization",), _party("organization")),
        ("office", ("office",), _party("office")),
        ("since", ("since",), _date("since")),
        ("until", ("until",), _date("until")),
    ],
    "event": [
        _STATE,
        ("title", ("title",), _TITLE),
        ("date", ("edtf",), _date("edtf")),
        ("description", ("description",), _DESCRIPTION),
        ("keywords", ("keywords",), _KEYWORDS),
        ("actors", ("actors",), _actors),
        ("merged into", ("merged_into",), _plain("into")),
    ],
    "story": [
        _STATE,
        ("title", ("title",), _TITLE),
        ("summary", ("summary",), _SUMMARY),
        ("query", ("query",), _QUERY),
        ("actors", ("actors",), _actors),
    ],
}
"""By kind of thing: what is told, of which keys of a recorded state, and how."""
