"""A comparison as lines of a table: the claims of its columns, each with the pairs that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from claims.outputs.tables import Column, iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.comparing.asked import Side
    from claims.comparing.columns import Column as Compared
    from claims.comparing.pairs import Joined
    from claims.models import Claim

__all__ = ["ComparedLine", "comparison_columns", "comparison_lines"]


class ComparedLine(NamedTuple):
    side: Side
    claim: Claim
    changed: list[str]
    """Numbers of the changed positions, as on the page."""
    against: list[str]


def comparison_lines(
    columns: Sequence[Compared], changed: Iterable[Joined], clashing: Iterable[Joined]
) -> Iterator[ComparedLine]:
    """A claim stands once in each column that it belongs to. Articles and outlets are read with the claims."""
    turns, clashes = _numbers(changed), _numbers(clashing)
    for column in columns:
        for claim in column.claims:
            yield ComparedLine(column.side, claim, turns[claim.pk], clashes[claim.pk])


def comparison_columns(site: str) -> list[Column[ComparedLine]]:
    return [
        Column("column", lambda line: line.side.actor.name),
        Column("period", lambda line: line.side.period),
        Column("day", lambda line: iso(line.claim.day)),
        Column("content", lambda line: line.claim.content_text),
        Column("cue", lambda line: line.claim.cue_text),
        Column("cue_class", lambda line: line.claim.cue_class),
        Column("outlet", lambda line: line.claim.snapshot.article.outlet.name),
        Column("article", lambda line: line.claim.snapshot.article.title),
        Column("address", lambda line: f"{site}{line.claim.get_absolute_url()}"),
        Column("changed_position", lambda line: line.changed),
        Column("against_each_other", lambda line: line.against),
    ]


def _numbers(pairs: Iterable[Joined]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for pair in pairs:
        for claim in (pair.earlier, pair.later):
            found[claim.pk].append(str(pair.number))
    return found
