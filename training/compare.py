"""Did it get better? `python -m training.compare HELD-OUT.jsonl... --before FOLDER --after FOLDER...`.

In the product's environment. Scores two pipelines' folders on articles that `manage.py export_gold` held out, as
`manage.py evaluate` does, and says how far the difference may be chance: articles are drawn again, with repetition, and
the difference taken each time (paired bootstrap). With several files each has its own folder behind --after, in order:
the folds of a cross-validation are counted together.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

from claims.extraction.engine import extract_many
from claims.extraction.version import PIPELINE
from claims.gold.figures import figures
from claims.gold.scoring import counted

DRAWS = 2000
MEASURES = ("linked", "strict", "exact source", "exact cue", "exact content")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("held_out", type=Path, nargs="+")
    parser.add_argument("--before", type=Path, default=PIPELINE)
    parser.add_argument("--after", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    sides: tuple[list[Counter[str]], list[Counter[str]]] = ([], [])
    for path, folder in zip(args.held_out, args.after, strict=True):
        articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for side, pipeline in zip(sides, (args.before, folder), strict=True):
            side += scored(articles, pipeline)
    print(json.dumps(compared(*sides)))


def scored(articles: list[dict[str, Any]], folder: Path) -> list[Counter[str]]:
    """Each article's counts."""
    found = []
    for article, output in zip(articles, extract_many(articles, path=folder), strict=True):
        gold = (article["text"], article["attributions"], article["rejected"])
        by_kind = counted(*gold, output["claims"], complete=article["complete"])
        found.append(sum(by_kind.values(), Counter(articles=1)))
    return found


def compared(before: list[Counter[str]], after: list[Counter[str]]) -> dict[str, Any]:
    luck = random.Random(0)
    drawn = [luck.choices(range(len(before)), k=len(before)) for _ in range(DRAWS)]
    told: dict[str, Any] = {}
    for name in MEASURES:
        one, two = (measure(total(side), name) for side in (before, after))
        changes = sorted(
            measure(total([after[at] for at in chosen]), name) - measure(total([before[at] for at in chosen]), name)
            for chosen in drawn
        )
        span = [round(changes[int(share * DRAWS)], 1) for share in (0.025, 0.975)]
        told[name] = {"before": one, "after": two, "change": round(two - one, 1), "between": span}
    for side, name in ((before, "before"), (after, "after")):
        shown = figures(total(side))
        told[name] = {key: shown[key] for key in ("articles", "claims", "missed", "spurious")}
    return told


def total(counts: list[Counter[str]]) -> Counter[str]:
    return sum(counts, Counter())


def measure(counts: Counter[str], name: str) -> float:
    shown = figures(counts)
    return shown["exact"][name.removeprefix("exact ")] if name.startswith("exact ") else shown[name]


if __name__ == "__main__":
    main()
