"""Reviewed articles as files: training data, what is held out from it, and a summary."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

from claims.gold.documents import document_of
from claims.gold.reviewed import reviewed
from claims.gold.split import held_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claims.gold.reviewed import Reviewed, Wanted

__all__ = ["GoldError", "export_gold"]

TRAIN, HELD, SUMMARY = "train.jsonl", "held-out.jsonl", "summary.json"
NO_STORY = "(no story)"


class GoldError(Exception):
    """Says what is wrong with the place, as a sentence."""


def export_gold(target: Path, wanted: Wanted, share: float) -> dict[str, Any]:
    """Into a new or empty directory. Returns the summary, which is written last."""
    try:
        if target.is_dir() and any(target.iterdir()):
            raise GoldError(f"{target} is not empty: name a new directory.")
        target.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opened:
            files = {name: opened.enter_context((target / name).open("x", encoding="utf-8")) for name in (TRAIN, HELD)}
            summary = _written(files, wanted, share)
        (target / SUMMARY).write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise GoldError(
            f"{error.filename or target}: {error.strerror or error}. The export is not complete."
        ) from error
    return summary


def _written(files: Mapping[str, IO[str]], wanted: Wanted, share: float) -> dict[str, Any]:
    total = Counter[str]()
    groups: dict[str, dict[str, Counter[str]]] = {"outlets": {}, "stories": {}}
    kinds = Counter[str]()
    for one in reviewed(wanted):
        held = held_out(one.key, share)
        files[HELD if held else TRAIN].write(json.dumps(document_of(one), ensure_ascii=False) + "\n")
        counted = _counted(one, held=held)
        total.update(counted)
        kinds.update(claim.kind for claim in one.kept)
        for group, names in (("outlets", [one.article.outlet.slug]), ("stories", one.stories or [NO_STORY])):
            for name in names:
                groups[group].setdefault(name, Counter()).update(counted)
    return {
        "held_out_share": share,
        **{name: total[name] for name in _COUNTS},
        "kinds": dict(sorted(kinds.items())),
        **{group: _shares(found, total["claims"]) for group, found in groups.items()},
    }


_COUNTS = ("articles", "complete", "partly_reviewed", "held_out", "claims", "rejected", "undecided")


def _counted(one: Reviewed, *, held: bool) -> Counter[str]:
    return Counter(
        articles=1,
        complete=int(one.whole),
        partly_reviewed=int(not one.whole),
        held_out=int(held),
        claims=len(one.kept),
        rejected=len(one.rejected),
        undecided=len(one.open),
    )


def _shares(found: dict[str, Counter[str]], claims: int) -> dict[str, dict[str, float]]:
    """Each with its share of the kept claims; those of stories add up to more than one where they overlap."""
    return {
        name: {
            **{key: counted[key] for key in _COUNTS},
            "share": round(counted["claims"] / claims, 4) if claims else 0.0,
        }
        for name, counted in sorted(found.items())
    }
