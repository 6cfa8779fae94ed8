"""What a list is narrowed by, as a sentence: “proposed claims by *Ana Petrova* about *The dam* from *1 Jul 2024*”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.written_dates import write_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claims.listing.criteria import ClaimForm

__all__ = ["Term", "terms_of", "written"]

LEADING = ("doubtful", "state", "kind")
"""They stand before the noun."""
BEFORE = {
    "who": "by or on behalf of",
    "speaker": "by",
    "behalf": "on behalf of",
    "position": "in the position",
    "naming": "by others that name",
    "story": "about",
    "event": "about",
    "meant_since": "about days since",
    "meant_until": "about days until",
    "outlet": "in",
    "since": "since",
    "until": "until",
    "cue": "with a cue of the class",
    "confidence": "with a confidence of",
    "reported": "that are",
    "q": "with the words",
}
BESIDE = {
    ("event", "story"): "and",
    ("meant_since", "story"): "and days since",
    ("meant_since", "event"): "and days since",
    ("meant_until", "story"): "and days until",
    ("meant_until", "event"): "and days until",
    ("meant_until", "meant_since"): "to",
    ("meant_since", "meant_until"): "about days from",
    ("since", "until"): "from",
    ("until", "since"): "to",
}
"""How a term begins beside another; the last that fits counts."""
SAID, MEANT = ("since", "until"), ("meant_since", "meant_until")
DAYS = (*SAID, *MEANT)
CHOSEN = ("kind", "state", "doubtful", "reported")
LEFT_OUT = re.compile(r'(?:^|\s)-("[^"]*"|\S+)')


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the sentence, “by” *Matthew Miller*, and the list without it. Nothing before it: it stands before
    the noun."""

    name: str
    before: str
    label: str
    without: str


def terms_of(form: ClaimForm, without: Callable[[str], str]) -> list[Term]:
    """In the order in which a sentence has them."""
    values = {name: form.cleaned_data[name] for name in (*LEADING, *BEFORE) if form.cleaned_data.get(name)}
    return [
        Term(name, _before(name, values), _label(form, name, value), without(name)) for name, value in values.items()
    ]


def written(terms: Iterable[Term], start: str = "Claims") -> str:
    """As plain text; `start` holds the noun."""
    all_ = list(terms)
    leading = [term.label for term in all_ if not term.before]
    noun = f"{start[0].lower()}{start[1:]}" if leading else start
    words = " ".join([*leading, noun, *(f"{term.before} {term.label}" for term in all_ if term.before)])
    return f"{words[0].upper()}{words[1:]}"


def _before(name: str, values: dict[str, Any]) -> str:
    before = BEFORE.get(name, "")
    for (this, other), beside in BESIDE.items():
        if this == name and other in values:
            before = beside
    about = values.keys() & {*MEANT}
    return f"said {before}" if about and name in SAID and before != "to" else before


def _label(form: ClaimForm, name: str, value: Any) -> str:
    if name in DAYS:
        return write_day(value)
    if name == "q":
        left_out = LEFT_OUT.findall(value)
        return f"{LEFT_OUT.sub('', value).strip()} but not {', '.join(left_out)}" if left_out else value
    if name == "confidence":
        return f"{value}% or more"
    choices = dict(getattr(form.fields[name], "choices", ())) if name in CHOSEN else {}
    return str(choices.get(value, value))
