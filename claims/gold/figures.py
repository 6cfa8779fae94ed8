"""Counts to figures that a person can read: shares with their intervals. Pure."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from claims.gold.scoring import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["figures", "interval"]

NINETY_FIVE = 1.96


def figures(counts: Mapping[str, int]) -> dict[str, Any]:
    """Percent throughout. `found` and `right` are recall and precision of linked claims; None where nothing is there
    to be measured."""
    claims, proposed, found = counts["claims"], counts["proposed"], counts["found"]
    return {
        "articles": counts["articles"],
        "complete": counts["complete"],
        "claims": claims,
        "missed": claims - found,
        "spurious": proposed - found,
        "found": _share(found, claims),
        "right": _share(found, proposed),
        "linked": _f1(found, claims, proposed),
        "strict": _f1(counts["strict"], claims, proposed),
        "exact": {
            role: _f1(counts[f"exact_{role}"], counts[f"exact_{role}_there"], counts[f"exact_{role}_proposed"])
            for role in ROLES
        },
        "speaker": _both(counts, "speakers"),
        "day": _both(counts, "days"),
        "kind": _share(counts["kinds_right"], counts["kinds_known"]),
    }


def interval(right: int, number: int) -> tuple[float, float]:
    """Where the true share lies, with a probability of 95 % (Wilson 1927). Claims of one article are alike, so the true
    interval is somewhat wider."""
    share, z = right / number, NINETY_FIVE
    middle = share + z * z / (2 * number)
    reach = z * sqrt(share * (1 - share) / number + z * z / (4 * number * number))
    whole = 1 + z * z / number
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def _share(right: int, number: int) -> dict[str, Any] | None:
    if not number:
        return None
    low, high = interval(right, number)
    return {"percent": _percent(right / number), "of": number, "from": _percent(low), "to": _percent(high)}


def _f1(right: int, there: int, proposed: int) -> float | None:
    return _percent(2 * right / (there + proposed)) if there + proposed else None


def _both(counts: Mapping[str, int], what: str) -> dict[str, Any]:
    right = counts[f"{what}_right"]
    return {"recall": _share(right, counts[what]), "precision": _share(right, counts[f"{what}_named"])}


def _percent(share: float) -> float:
    return round(100 * share, 1)
