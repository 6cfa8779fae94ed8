"""Where the claims of a page stand in a list, by one index or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, FloatField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from claims.listing.criteria import HIDDEN_STATES, listed_by
from claims.listing.paging import SIZE, Cursors, Place
from claims.listing.statements import among, answer_to
from claims.models import ListedClaim
from claims.models.claims import words_query
from claims.models.listing import UNDATED

if TYPE_CHECKING:
    from claims.models import ListedClaimQuerySet

__all__ = ["SOON", "placed", "read_newest", "read_places", "soon_found"]

SOON = 2_500
"""So many claims are passed in 2 to 4 ms; what is in every hundredth fills a page with them."""
RANKED = 1_000
"""Ranking reads every hit; the best are looked for among the newest so many."""
BACK = 20_000
"""Of very many hits, among those that so many of the newest claims have."""


def read_places(values: dict[str, Any], cursors: Cursors, *, few: bool, size: int = SIZE) -> list[Place]:
    """The places of up to `size` claims that fit `values` and one more, from a cursor on; in the order that they ask
    for. `few`: they were counted and are not more than counting goes to."""
    if values.get("sort") == "relevance":
        return _read_best(values, cursors, few=few, size=size)
    return read_newest(listed_by(values), cursors, few=few, size=size)


def read_newest(listed: ListedClaimQuerySet, cursors: Cursors, *, few: bool, size: int = SIZE) -> list[Place]:
    """By their days.

    Where there are but few, all are found and then sorted: the planner, which knows neither how words go together
    nor with whom, may else walk through all days for a handful.
    """
    sql, parameters = listed.values_list("day", "pk").query.sql_with_params()
    page, more = placed("hits", cursors, size)
    return answer_to(f"WITH hits (day, pk) AS {'' if few else 'NOT '}MATERIALIZED ({sql}) {page}", [*parameters, *more])


def _read_best(values: dict[str, Any], cursors: Cursors, *, few: bool, size: int = SIZE) -> list[Place]:
    """By how well they match."""
    sql, parameters = listed_by(values).values_list("day", "pk").query.sql_with_params()
    before: list[Any] = []
    rows = ""
    if not few:
        rows, before = _newest(values, BACK)
        rows, sql = f"newest AS NOT MATERIALIZED ({rows}), ", among("newest", sql)
    page, more = placed("hits", cursors, size, words=values["q"])
    return answer_to(f"WITH {rows}hits (day, pk) AS MATERIALIZED ({sql}) {page}", [*before, *parameters, *more])


def soon_found(values: dict[str, Any], cursors: Cursors, size: int = SIZE) -> tuple[list[Place], float]:
    """The places of a page of the newest and one more, where the first claims that are looked through fill it, and the
    share of those that fit in what was passed; else no places, and 0."""
    rows, parameters = _newest(values, SOON, cursors)
    claims = listed_by(values).annotate(passed=RawSQL("passed", ())).values_list("day", "pk", "passed")
    sql, more = claims.query.sql_with_params()
    _, way, _ = cursors.beyond
    found = answer_to(
        f"WITH newest AS NOT MATERIALIZED (SELECT *, row_number() OVER () AS passed FROM ({rows}) claim)"  # noqa: S608
        f" {among('newest', sql)} ORDER BY day {way}, pk {way} LIMIT {size + 1}",
        [*parameters, *more],
    )
    if len(found) <= size:
        return [], 0
    return [(day, key) for day, key, _ in found], len(found) / found[-1][-1]


def placed(hits: str, cursors: Cursors, size: int = SIZE, *, words: str = "") -> tuple[str, list[Any]]:
    """The query, with its parameters, of a page and one more of `hits`, which have `day` and `pk`: by day, or with
    `words` by how well the newest of them match."""
    beyond, way, place = cursors.beyond
    parameters: tuple[Any, ...]
    sql, parameters = f"SELECT day, pk FROM {hits}", ()  # noqa: S608
    if words:
        newest = RawSQL(f"SELECT pk FROM {hits} ORDER BY day DESC, pk DESC LIMIT {RANKED}", ())  # noqa: S608, S611
        rank = Cast(SearchRank(F("search"), words_query(words)), FloatField())
        ranked = ListedClaim.objects.filter(pk__in=newest).annotate(rank=rank)
        sql, parameters = ranked.values_list("rank", "pk").query.sql_with_params()
    where = f" WHERE (place, key) {beyond} (%s, %s)" if place else ""
    page = f"SELECT place, key FROM ({sql}) hit (place, key){where} ORDER BY place {way}, key {way} LIMIT {size + 1}"  # noqa: S608
    return page, [*parameters, *place]


def _newest(values: dict[str, Any], most: int, cursors: Cursors | None = None) -> tuple[str, list[Any]]:
    """The rows of the `most` newest claims of the days that `values` ask for, from a cursor on."""
    parts: list[tuple[str, list[Any]]] = []
    if values.get("state") not in HIDDEN_STATES:
        parts.append(("standing", []))
    if since := values.get("since"):
        parts.append(("day >= %s", [since]))
    if until := values.get("until"):
        parts.append(("day <= %s AND day > %s", [until, UNDATED]))
    beyond, way, place = (cursors or Cursors()).beyond
    if place:
        parts.append((f"(day, claim_id) {beyond} (%s, %s)", [*place]))
    where = " AND ".join(part for part, _ in parts) or "true"
    sql = f"SELECT * FROM claims_listedclaim WHERE {where} ORDER BY day {way}, claim_id {way} LIMIT {most}"  # noqa: S608
    return sql, [one for _, parameters in parts for one in parameters]
