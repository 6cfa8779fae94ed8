"""How well a pipeline's claims agree with people's decisions. Pure.

Word F1, linked, strict, exact, and the rules for speakers and days are those of the field's scorers of attributions
(docs/learning.md tells them), so that figures compare with the model card's. What is added: of a text that is not
complete only those proposals count that a decision speaks about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ROLES", "counted"]

ROLES = ("source", "cue", "content")
SAME = 0.5
"""Word F1 of the contents from which on two attributions are about the same."""
KINDS = ("direct", "indirect", "mixed")
_WORD = re.compile(r"\w+")
_TRIMMED = " \t\r\n\u00a0\"'“”‘’.,;:!?–—-"

type Spans = list[list[int]]
type Raw = Mapping[str, Any]
"""An attribution as the corpora and `manage.py extract` write it."""


@dataclass(frozen=True)
class _Text:
    text: str

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.text)]

    def touched(self, spans: Spans) -> frozenset[int]:
        """The numbers of the words that the spans touch."""
        found: set[int] = set()
        for start, end in spans:
            first = bisect_left(self.words, start + 1, key=lambda word: word[1])
            found.update(range(first, bisect_left(self.words, end, key=lambda word: word[0])))
        return frozenset(found)

    def trimmed(self, spans: Spans) -> tuple[tuple[int, int], ...]:
        """Without space, quotation marks and closing punctuation at the ends."""
        kept = []
        for start, end in sorted(map(tuple, spans)):
            inside = self.text[start:end]
            start += len(inside) - len(inside.lstrip(_TRIMMED))
            end -= len(inside) - len(inside.rstrip(_TRIMMED))
            if end > start:
                kept.append((start, end))
        return tuple(kept)


class _Side:
    """One attribution, by the words that it touches and by its trimmed spans."""

    def __init__(self, raw: Raw, text: _Text) -> None:
        self.raw = raw
        self.kind = str(raw["kind"])
        self.words = {role: text.touched(raw.get(role) or []) for role in ROLES}
        self.exact = {role: text.trimmed(raw.get(role) or []) for role in ROLES}


def counted(
    text: str, kept: Sequence[Raw], rejected: Sequence[Raw], found: Sequence[Raw], *, complete: bool
) -> dict[str, Counter[str]]:
    """Counts by kind of quote: of the person's claim where there is one, else of the proposal."""
    cut = _Text(text)
    gold, proposed = ([_Side(raw, cut) for raw in items if raw.get("content")] for items in (kept, found))
    if not complete:
        proposed = _spoken_about(gold, [_Side(raw, cut) for raw in rejected], proposed)
    pairs = _pairs(gold, proposed)
    kinds = {p: gold[g].kind for g, p, score in pairs if score >= SAME}
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for side in gold:
        counts[side.kind].update(_of_gold(side))
    for number, side in enumerate(proposed):
        counts[kinds.get(number, side.kind)].update(_of_proposed(side))
    for g, p, score in pairs:
        counts[kinds.get(p, proposed[p].kind)].update(_of_pair(gold[g], proposed[p], score))
    _exact(gold, proposed, kinds, counts)
    return counts


def _pairs(gold: list[_Side], proposed: list[_Side]) -> list[tuple[int, int, float]]:
    """One to one, by falling word F1 of the contents."""
    scored = sorted(
        (-_f1(g.words["content"], p.words["content"]), i, k)
        for i, g in enumerate(gold)
        for k, p in enumerate(proposed)
        if g.words["content"] & p.words["content"]
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for score, i, k in scored:
        if i not in taken[0] and k not in taken[1]:
            taken[0].add(i)
            taken[1].add(k)
            pairs.append((i, k, -score))
    return pairs


def _f1(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _spoken_about(gold: list[_Side], rejected: list[_Side], proposed: list[_Side]) -> list[_Side]:
    """Proposals that are the same as a claim that was kept or rejected."""
    meant = {k for _, k, score in _pairs([*gold, *rejected], proposed) if score >= SAME}
    return [side for number, side in enumerate(proposed) if number in meant]


def _of_gold(side: _Side) -> Counter[str]:
    raw = side.raw
    return Counter(
        claims=1,
        speakers=int(bool(raw.get("speaker"))),
        days=int(bool(raw.get("said_on"))),
        **{f"exact_{role}_there": int(bool(side.exact[role])) for role in ROLES},
    )


def _of_proposed(side: _Side) -> Counter[str]:
    return Counter(proposed=1, **{f"exact_{role}_proposed": int(bool(side.exact[role])) for role in ROLES})


def _of_pair(gold: _Side, proposed: _Side, score: float) -> Counter[str]:
    sources = gold.words["source"], proposed.words["source"]
    linked = score >= SAME and (bool(sources[0] & sources[1]) or not (sources[0] or sources[1]))
    strict = all(gold.exact[role] == proposed.exact[role] for role in ("content", "source"))
    found: Counter[str] = Counter(found=int(linked), strict=int(strict))
    if score < SAME:
        return found
    said: str = (proposed.raw.get("speaker") or {}).get("name") or ""
    if "speaker" in gold.raw:
        names = gold.raw["speaker"] or []
        accepted = {_folded(name) for name in ([names] if isinstance(names, str) else names)}
        found.update(speakers_named=int(bool(said)), speakers_right=int(bool(said) and _folded(said) in accepted))
    if "said_on" in gold.raw:
        day, start = gold.raw["said_on"], (proposed.raw.get("said_on") or {}).get("start") or ""
        found.update(days_named=int(bool(start)), days_right=int(bool(day) and start[: len(day)] == day))
    found.update(kinds_known=1, kinds_right=int(gold.kind == proposed.kind))
    return found


def _folded(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold()))


def _exact(gold: list[_Side], proposed: list[_Side], kinds: dict[int, str], counts: dict[str, Counter[str]]) -> None:
    """Span lists that are equal, each once, wherever the two attributions stand."""
    for role in ROLES:
        free = Counter(side.exact[role] for side in gold if side.exact[role])
        for number, side in enumerate(proposed):
            if free[side.exact[role]] > 0:
                free[side.exact[role]] -= 1
                counts[kinds.get(number, side.kind)][f"exact_{role}"] += 1
