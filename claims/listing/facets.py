"""How many claims are listed, and how many of them each choice of a filter would leave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.expressions import RawSQL

from actors.models import Actor, Position
from claims.listing.criteria import is_narrowed, listed_by
from claims.models import Claim, Event, Story
from sources.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["CEILING", "Choice", "Tally", "tally"]

CEILING = 10_000
"""Counting stops here: a greater number is not told, and choices have at least as many as were counted."""
MOST = CEILING + CEILING // 5
"""So many are looked at where hidden ones are among them."""
SAMPLE = 2_000
"""Where counting stopped, choices are counted among so many: that more would be found is said either way."""
CHOICES = 8

COLUMNS = {
    "speaker": "speakers",
    "behalf": "behalf",
    "position": "positions",
    "story": "stories",
    "event": "events",
    "outlet": "outlet_id",
    "kind": "kind",
    "cue": "cue_class",
    "state": "state",
}
SEVERAL = ("speaker", "behalf", "position", "story", "event")
"""Filters of which a claim may have several values."""
ALL, EVERY, READ, DOUBTFUL = "hits", "hits_in_any_state", "hits_read", "doubtful"


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
    """Of those counted."""


def tally(values: dict[str, Any], names: Iterable[str]) -> Tally:
    """In one query (and one for the names of each kind): the total, and for each filter its choices among the claims
    that fit all other filters, the most frequent first."""
    names = tuple(names)
    found = _found(values, names, together=not values.get("state"))
    if (
        found[ALL][""] <= CEILING and found[EVERY].get("", 0) == MOST
    ):  # hidden ones filled it: so the others by themselves
        found = _found(values, names, together=False)
    labels = _labels({name: found[name] for name in names})
    choices = {
        name: [
            Choice(*labels[name][value], number, found[_source(name, values)][""] > CEILING)
            for value, number in sorted(found[name].items(), key=lambda one: (-one[1], one[0]))
            if value in labels[name]
        ]
        for name in names
    }
    return Tally(found[ALL][""], choices, found[DOUBTFUL][""])


def _found(values: dict[str, Any], names: tuple[str, ...], *, together: bool) -> dict[str, dict[str, int]]:
    """Numbers by filter and value; under "" the total of each set of claims, which stops above CEILING.

    `together`: claims of all states are looked for once, those that stand are some of them.
    """
    sources = {name: _source(name, values) for name in names}
    parts = [(ALL, _hits(values, ""))]
    if together:
        parts = [(EVERY, _hits(values, "state")), (ALL, (f"SELECT * FROM {EVERY} WHERE standing", ()))]  # noqa: S608
    known = {name for name, _ in parts}
    parts += [
        (source, _hits(values, name)) for name, source in sources.items() if source != ALL and source not in known
    ]
    counts = [f"SELECT '{name}', '', count(*) FROM {name}" for name, _ in parts]  # noqa: S608 - names of our own
    counts.append(f"SELECT '{DOUBTFUL}', '', count(*) FROM {ALL} WHERE doubtful")  # noqa: S608
    if columns := [COLUMNS[name] for name, source in sources.items() if source == ALL]:
        parts.append((READ, _read(columns)))
    counts += [_counted(name, READ if source == ALL else source) for name, source in sources.items()]
    ctes = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in parts)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {ctes} {' UNION ALL '.join(counts)}", [one for _, (_, parameters) in parts for one in parameters]
        )
        for name, value, number in cursor.fetchall():
            found[name][value] = number
    return found


def _source(name: str, values: dict[str, Any]) -> str:
    """The set of claims that a filter's choices are counted in: those that fit all other filters."""
    return EVERY if name == "state" else f"but_{name}" if values.get(name) else ALL


def _hits(values: dict[str, Any], but: str) -> tuple[str, tuple[Any, ...]]:
    """As many as are counted, and some more where hidden ones are among them: any, since finding the newest of a
    word's 100,000 hits would read them all."""
    claims = listed_by(values, but=but)
    if not is_narrowed(values):
        claims = claims.newest_first()
    most = MOST if but == "state" else CEILING + 1
    if but and but != "state":
        return claims.values_list(COLUMNS[but])[:most].query.sql_with_params()
    placed = claims.annotate(place=RawSQL('"claims_listedclaim".ctid', ()))
    return placed.values_list("pk", "standing", "state", "doubtful", "place")[:most].query.sql_with_params()


def _read(columns: list[str]) -> tuple[str, tuple[Any, ...]]:
    """What choices are counted by, read by its place for those alone in which it is counted: keeping it for all that
    are found would take longer than finding them. The remainder spreads a sample over all of them."""
    return (
        f"SELECT {', '.join(columns)} FROM claims_listedclaim WHERE ctid = ANY(ARRAY("  # noqa: S608
        f"SELECT {ALL}.place FROM {ALL} ORDER BY {ALL}.pk %% 5"
        f" LIMIT CASE WHEN (SELECT count(*) FROM {ALL}) > %s THEN %s END))",
        (CEILING, SAMPLE),
    )


def _counted(name: str, source: str) -> str:
    value = f"unnest({COLUMNS[name]})" if name in SEVERAL else COLUMNS[name]
    return (
        f"(SELECT '{name}', value::text, count(*) FROM (SELECT {value} AS value FROM {source}) one"  # noqa: S608
        f" WHERE value::text <> '' GROUP BY value ORDER BY 3 DESC, value LIMIT {CHOICES})"
    )


def _labels(found: dict[str, dict[str, int]]) -> dict[str, dict[str, tuple[str, str]]]:
    """Of each filter's values: what the query string holds, and what people read. What is not told has none."""
    labels = {name: {value: (value, str(WORDS[name].get(value, value))) for value in found[name]} for name in found}
    actors = {key for name in ("speaker", "behalf") for key in found.get(name, ())}
    known = _by_key(Actor.objects.filter(pk__in=actors), lambda one: (one.slug, one.name)) if actors else {}
    for name in found:
        if name in ("speaker", "behalf"):
            labels[name] = known
        elif name in ROWS and found[name]:
            rows, told = ROWS[name]
            labels[name] = _by_key(rows().filter(pk__in=list(found[name])), told)
    return labels


def _by_key(rows: Any, told: Callable[[Any], tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {str(row.pk): told(row) for row in rows}


WORDS: dict[str, dict[str, str]] = defaultdict(dict, kind=dict(Claim.Kind.choices), state=dict(Claim.State.choices))
ROWS: dict[str, tuple[Callable[[], Any], Callable[[Any], tuple[str, str]]]] = {
    "story": (Story.objects.all, lambda story: (story.slug, story.title)),
    "event": (Event.objects.standing, lambda event: (str(event.pk), event.title)),
    "outlet": (Outlet.objects.all, lambda outlet: (outlet.slug, outlet.name)),
    "position": (
        lambda: Position.objects.exclude(state=Position.State.REJECTED).select_related(
            "holder", "organization", "office"
        ),
        lambda position: (str(position.pk), str(position)),
    ),
}
