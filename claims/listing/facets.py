"""How many claims are listed, and how many of them each choice of a filter would leave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from claims.listing.criteria import HIDDEN_STATES, in_order, is_under_heading, listed_by
from claims.listing.estimates import estimates
from claims.listing.kept import kept
from claims.listing.labels import labels_of
from claims.listing.paging import SIZE, Cursors
from claims.listing.places import SOON, placed, soon_found
from claims.listing.statements import COLUMNS, SAMPLED, among, answer_to, counted, counted_at_once, faceted
from claims.models import Heading, ListedClaim
from claims.models.claims import straight
from claims.models.listing import facet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claims.listing.paging import Place
    from claims.models import ListedClaimQuerySet

__all__ = ["CEILING", "Choice", "Tally", "tally"]

CEILING = 10_000
"""Counting stops here: a greater number is not told, and choices have at least as many as were counted."""
MOST = CEILING + CEILING // 5
"""So many are looked at where hidden ones are among them."""
SAMPLE = 1_000
"""Where there are more, choices are counted among so many: that more would be found is said."""
LOOK, SURE = 20_000, 2
"""A sample of the whole index has so many rows, in blocks. With so many times the hits that it would have of CEILING
claims, there are more than CEILING: beyond doubt by fourteen standard deviations, by six where hits come in fives."""
TOGETHER, IN_PHRASES = 5, 50
"""Words are found together, or one after the other, up to so many times more often than the planner, to which they are
independent, expects."""
BESIDES = ("naming", "reported")
"""Filters that look further than the reading index."""

TOTAL, PLACE = "total", "place"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    """What the query string holds."""
    label: str
    count: int
    more: bool = False
    """There may be more: counting stopped."""


@dataclass(frozen=True, slots=True)
class Tally:
    total: int
    """At most CEILING + 1."""
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    doubtful: int = 0
    """Of those that choices are counted among."""
    places: list[Place] | None = None
    """Of the page and one more, where they were found by the way."""


def tally(values: dict[str, Any], names: Iterable[str], cursors: Cursors | None = None) -> Tally:
    """The total, and for each filter its choices among the claims that fit all other filters, the most frequent first.
    With `cursors`, also the places of that page, where they are found by the way."""
    names = tuple(names)
    if any(values.get(name) for name in BESIDES):
        found = _count(values, names, cursors)
    else:
        found = kept((_written(values), names, cursors), lambda: _count(values, names, cursors))
    labels = labels_of({name: found.choices[name] for name in names})
    choices = {
        name: [
            Choice(*labels[name][value], number, found.totals.get(name, found.totals[""]) > CEILING)
            for value, number in sorted(found.choices[name].items(), key=lambda one: (-one[1], one[0]))
            if value in labels[name]
        ]
        for name in names
    }
    return Tally(found.totals[""], choices, found.choices["doubtful"].get("1", 0), found.places)


def _count(values: dict[str, Any], names: tuple[str, ...], cursors: Cursors | None) -> _Found:
    asked = ["", *(name for name in names if values.get(name))]
    long = _long(values, asked)
    found, soon = _in_sample(values, names, [but for but in asked if but not in long], cursors)
    if rest := [but for but in asked if but not in found.totals]:
        found.add(_counted_out(values, names, rest, long, None if soon else cursors))
    if soon and cursors:
        found.places = soon
    return found


def _written(values: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(getattr(value, "pk", value))) for name, value in sorted(values.items()) if value]


def _long(values: dict[str, Any], sets: list[str]) -> set[str]:
    """Of the sets of claims that leave one filter aside, those that one index tells to be beyond the ceiling: no more
    than a sample of them is read."""
    parts = [
        (but, *claims.values_list("day")[: CEILING + 1].query.sql_with_params())
        for but in sets
        if (claims := in_order(values, but=but)) is not None
    ]
    if not parts:
        return set()
    counts = " UNION ALL ".join(f"SELECT '{but}', '', count(*) FROM ({sql}) one" for but, sql, _ in parts)  # noqa: S608
    found = answer_to(counts, [one for *_, part in parts for one in part])
    return {but for but, _, number in found if number > CEILING}


@dataclass(slots=True)
class _Found:
    totals: dict[str, int] = field(default_factory=dict)
    """Of those listed, under ""; by filter, where its choices are counted among others."""
    choices: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    places: list[Place] | None = None
    filled: bool = False
    """As many of all states as are looked at were found: there may be more."""

    def add(self, other: _Found) -> None:
        self.totals |= other.totals
        self.choices |= other.choices
        self.places = other.places


def _in_sample(
    values: dict[str, Any], names: tuple[str, ...], sets: list[str], cursors: Cursors | None
) -> tuple[_Found, list[Place]]:
    """Those of `sets` that are surely beyond the ceiling, counted in a sample of the whole index: nothing, where none
    of them is likely to be, or the index is small. And the places of the page, if they are soon found."""
    if not sets:
        return _Found(), []
    everything, *expected = estimates([ListedClaim.objects.all(), *(listed_by(values, but=but) for but in sets)])
    possible = {but: rows * _together(values, but) for but, rows in zip(sets, expected, strict=True)}
    places: list[Place] = []
    if everything > LOOK and possible.get("", 0) * SOON > everything * SIZE:
        by_rank = values.get("sort") == "relevance"
        places, share = soon_found(values, cursors if cursors and not by_rank else Cursors())
        possible[""] = min(possible[""], round(everything * share))
        places = [] if by_rank else places
    part = LOOK / max(everything, 1)
    likely = [but for but in sets if possible[but] > SURE * CEILING]
    if not likely or part > 1 / SURE:
        return _Found(), places
    found = _find(values, names, likely, together="state" in names and not values.get("state"), share=part)
    sure = [but for but in likely if found.totals[but] > SURE * CEILING * part]
    told = {*sure, *(name for name in names if not values.get(name)), "doubtful"} if "" in sure else {*sure}
    choices = {name: choices for name, choices in found.choices.items() if name in told}
    return _Found(dict.fromkeys(sure, CEILING + 1), defaultdict(dict, choices)), places


def _together(values: dict[str, Any], but: str) -> int:
    words = "" if but == "q" else straight(values.get("q") or "")
    return IN_PHRASES if '"' in words else TOGETHER if words else 1


def _counted_out(
    values: dict[str, Any], names: tuple[str, ...], sets: list[str], long: set[str], cursors: Cursors | None
) -> _Found:
    together = (
        "" in sets and "state" in names and not values.get("state") and not ("" in long and is_under_heading(values))
    )
    found = _find(values, names, sets, cursors, long, together=together)
    if found.filled and found.totals[""] <= CEILING:
        # Hidden ones filled it: so the others by themselves.
        found = _find(values, names, sets, cursors, long, together=False)
    return found


def _find(
    values: dict[str, Any],
    names: tuple[str, ...],
    wanted: list[str],
    cursors: Cursors | None = None,
    long: Collection[str] = (),
    *,
    together: bool,
    share: float = 0,
) -> _Found:
    """The sets `wanted`, all in one query. `together`: claims of all states are looked for once; those that stand are
    some of them. With a `share`, what such a part of the index has."""
    shown = "standing" if together else "true"
    sets, counts, at_once, ctes = [], [], [name for name in names if not values.get(name)], []
    far = dict.fromkeys(("", *names), CEILING)
    if "" in wanted:
        hits = _looked_at(values, "state" if together else "", MOST if together else CEILING + 1, long="" in long)
        columns = ("pk", "day", "standing", "facets") if names else ("pk", "day")
        sets.append(("hits", hits.values_list(*columns)))
        counts += _totals(together=together) if names else [f"SELECT '{TOTAL}', '', count(*) FROM hits"]  # noqa: S608
        if not together and "state" in at_once:
            sets.append(("but_state", _hidden(values).values_list(COLUMNS["state"])))
            counts += [f"SELECT '{TOTAL}', 'state', count(*) FROM but_state", counted("state")]  # noqa: S608
        if names:
            counts.append(counted_at_once(at_once))
            ctes = [faceted(shown)]
    for name in names:
        if name in wanted:
            far[name] = _how_far(values, name)
            claims = _looked_at(values, name, far[name] + 1, long=name in long)
            sets.append((f"but_{name}", claims.values_list(COLUMNS[name])))
            counts += [f"SELECT '{TOTAL}', '{name}', count(*) FROM but_{name}", counted(name)]  # noqa: S608
    parts = [(name, *claims.query.sql_with_params()) for name, claims in sets]
    parameters = [one for *_, part in parts for one in part]
    found = _Found()
    if cursors and "" in wanted and "" not in long:
        words = values["q"] if values.get("sort") == "relevance" else ""
        page, place = placed(f"(SELECT day, pk FROM hits WHERE {shown}) hit", cursors, words=words)  # noqa: S608
        found.places = []
        counts.append(f"SELECT '{PLACE}', place::text, key FROM ({page}) placed")  # noqa: S608
        parameters += place
    ctes = [f"{name} AS ({among('sampled', sql) if share else sql})" for name, sql, _ in parts] + ctes
    if share:
        ctes = [SAMPLED.format(100 * share), *ctes]
    for name, value, number in answer_to(f"WITH {', '.join(ctes)} {' UNION ALL '.join(counts)}", parameters):
        if name == TOTAL and value == "state" and together:
            found.filled = number == MOST
        elif name == TOTAL:
            more = not share and (not {"", value}.isdisjoint(long) or number > far[value])
            found.totals[value] = CEILING + 1 if more else number
        elif name == PLACE and found.places is not None:
            found.places.append((float(value) if words else date.fromisoformat(value), number))
        else:
            found.choices[name][value] = number
    if found.totals.get("", 0) > CEILING:
        found.places = None
    return found


def _totals(*, together: bool) -> list[str]:
    """Of those that are listed and of all, by their states, of which each has one."""
    every = "SELECT '{}', '{}', coalesce(sum(number), 0)::bigint FROM faceted WHERE facet LIKE 'state %%'"
    if not together:
        return [every.format(TOTAL, "")]
    hidden = ", ".join(f"'{facet('state', state)}'" for state in HIDDEN_STATES)
    return [f"{every.format(TOTAL, '')} AND facet NOT IN ({hidden})", every.format(TOTAL, "state")]


def _looked_at(values: dict[str, Any], but: str, most: int, *, long: bool) -> ListedClaimQuerySet:
    """Of more than are counted the newest, as a sample. Else any: to find the newest of a word's 100,000 hits, all
    would have to be read."""
    newest = in_order(values, but=but) if long else None
    if newest is None:
        return listed_by(values, but=but)[:most]
    if newest.model is Heading:
        return ListedClaim.objects.filter(pk__in=newest.newest_first().values("claim")[:SAMPLE])
    return listed_by(values, but=but).newest_first()[:SAMPLE]


def _how_far(values: dict[str, Any], name: str) -> int:
    """Other choices of a filter in use are counted as far as the list only where one index tells of how many: else that
    would take longer than the list."""
    return SAMPLE if in_order(values, but=name) is None else CEILING


def _hidden(values: dict[str, Any]) -> ListedClaimQuerySet:
    """Those that are there only for who asks for their state."""
    states = [facet("state", state) for state in HIDDEN_STATES]
    return listed_by(values, but="state").filter(standing=False, facets__overlap=states)[: CEILING + 1]
