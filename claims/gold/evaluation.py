"""The current pipeline, run over reviewed articles and measured by people's decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import batched
from typing import TYPE_CHECKING, Any, cast

from claims import extraction
from claims.extraction.version import PIPELINE
from claims.gold.documents import document_of
from claims.gold.export import NO_STORY
from claims.gold.figures import figures
from claims.gold.reviewed import reviewed
from claims.gold.scoring import counted
from claims.gold.split import held_out

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from claims.gold.reviewed import Reviewed, Wanted

__all__ = ["GROUPS", "evaluate"]

GROUPS = ("outlet", "kind", "story")
AT_A_TIME = 16
"""Texts that the pipeline gets together."""


def evaluate(
    wanted: Wanted, share: float | None = None, by: Iterable[str] = ("outlet", "kind"), pipeline: Path = PIPELINE
) -> dict[str, Any]:
    """Reads every article anew and writes nothing. With `share` only articles that an export of that share holds out.

    A proposal is spurious where its article is complete or a person rejected it; elsewhere nothing is known about it.
    """
    total = Counter[str]()
    groups: dict[str, dict[str, Counter[str]]] = {group: defaultdict(Counter) for group in by}
    chosen = (one for one in reviewed(wanted) if share is None or held_out(one.key, share))
    for some in batched(chosen, AT_A_TIME):
        for one, output in zip(some, extraction.extract_many(map(_article, some), path=pipeline), strict=True):
            gold = document_of(one)
            text, kept, rejected = gold["text"], gold["attributions"], gold["rejected"]
            by_kind = counted(text, kept, rejected, cast("list[Any]", output["claims"]), complete=one.whole)
            counts = sum(by_kind.values(), Counter(articles=1, complete=int(one.whole)))
            total.update(counts)
            for group, tallies in groups.items():
                for name, of in _names(group, one, counts, by_kind):
                    tallies[name].update(of)
    return {
        "pipeline": extraction.pipeline_version(pipeline),
        "held_out_share": share,
        "all": figures(total),
        **{group: {name: figures(found[name]) for name in sorted(found)} for group, found in groups.items()},
    }


def _article(one: Reviewed) -> extraction.Article:
    day = one.article.published_on
    return {"id": str(one.article.pk), "text": one.snapshot.text, "published": day.isoformat() if day else None}


def _names(
    group: str, one: Reviewed, counts: Counter[str], by_kind: dict[str, Counter[str]]
) -> list[tuple[str, Counter[str]]]:
    match group:
        case "outlet":
            return [(one.article.outlet.slug, counts)]
        case "story":
            return [(slug, counts) for slug in one.stories or [NO_STORY]]
        case _:
            kinds = {kind: found for kind, found in by_kind.items() if found}
            return [(kind, found + Counter(articles=1, complete=int(one.whole))) for kind, found in kinds.items()]
