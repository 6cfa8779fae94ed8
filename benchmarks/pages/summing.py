"""What runs come to: page times by kind and by what people call one page."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from benchmarks.pages.addresses import PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ratios", "summed"]


def summed(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of one or more runs on the same corpus."""
    first = runs[0]
    taken = {kind: [one for run in runs for one in run["taken_ms"][kind]] for kind in first["taken_ms"]}
    kinds = {
        kind: {**times_of(found), **_one_by_one([run["one_by_one"][kind] for run in runs])}
        for kind, found in taken.items()
    }
    pages = {page: times_of([one for kind in kinds_of for one in taken[kind]]) for page, kinds_of in PAGES.items()}
    return {"claims": first["claims"], "users": first["users"], "pages": pages, "kinds": kinds}


def times_of(taken: Sequence[float]) -> dict[str, Any]:
    in_order = sorted(taken)
    p95 = in_order[int(0.95 * (len(in_order) - 1))]
    return {"requests": len(in_order), "p50_ms": round(statistics.median(in_order)), "p95_ms": round(p95)}


def ratios(small: dict[str, Any], large: dict[str, Any], by: str) -> dict[str, float]:
    """Of the 95th percentiles."""
    return {name: round(one["p95_ms"] / small[by][name]["p95_ms"], 2) for name, one in large[by].items()}


def _one_by_one(found: Sequence[dict[str, int]]) -> dict[str, int]:
    processor = {name: round(statistics.mean(one[name] for one in found)) for name in ("web_ms", "database_ms")}
    return processor | {"queries": max(one["queries"] for one in found)}
