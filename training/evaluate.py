"""All figures through the product: `python -m training.evaluate ../shared training/figures.json [--processes 2]`.

Runs `manage.py extract` over every development file, scores what comes out with the scorers in SHARED/tools, and
writes the figures with the commit, the pipeline's version, the data's hashes and the commands.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from claims.extraction.kinds import Quotes
from claims.extraction.layout import layout
from claims.extraction.version import pipeline_version
from training.judge import matches

CLAIMS = ("attribution/polnear-dev", "attribution/speakers-dev", "attribution/middle-east-dev")
BINS = 10
SHIPPED = tuple(Path("claims/extraction/pipeline/onrecord_encoder") / name for name in ("network.onnx", "heads.json"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--processes", default="2")
    parser.add_argument("--run", type=Path, help="folder of the exported run, for its facts")
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "tools"))
    figures: dict[str, Any] = {}
    hashes: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in (*CLAIMS, "ner/worldwide-dev", "temporal/aquaint-dev"):
            gold, found = args.shared / "data" / f"{name}.jsonl.gz", Path(folder) / "found.jsonl"
            hashes[name] = digest(gold)
            run("manage.py", "extract", str(gold), "-o", str(found), "--processes", args.processes)
            scorer = {"attribution": "score_claims", "ner": "score_entities", "temporal": "score_dates"}[
                name.split("/")[0]
            ]
            told = run(str(args.shared / "tools" / f"{scorer}.py"), str(gold), str(found), "--json")
            figures[name] = json.loads(told)
            if name in CLAIMS:
                figures[name] |= beyond(lines(gold), lines(found))
            print(name, json.dumps(figures[name]), flush=True)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    kept = json.loads(args.figures.read_text()) if args.figures.exists() else {}
    kept |= {
        "commit": commit,
        "pipeline": pipeline_version(),
        "command": "python -m training.evaluate ../shared training/figures.json",
        "sha256": hashes | {path.name: digest(path) for path in SHIPPED},
        "figures": figures,
    }
    if args.run:
        kept["training"] = json.loads((args.run / "facts.json").read_text())
    args.figures.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(*command: str) -> str:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True).stdout


def lines(path: Path) -> list[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows if row.strip()]


def beyond(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Any]:
    """Linked recall by kind of quote, and how far the confidence is from what came true (ten bins of equal width)."""
    there: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for article, result in zip(gold, found, strict=True):
        text = article["text"]
        quotes = Quotes(text, layout(text))
        attributions = [item for item in article["attributions"] if item["content"]]
        linked = matches(text, attributions, result["claims"])
        for number, item in enumerate(attributions):
            kind = quotes.kind(item["content"], item["cue"])
            there[kind] += 1
            reached[kind] += number in linked
        for claim, place in zip(result["claims"], linked, strict=True):
            bins[min(int(claim["confidence"] * BINS), BINS - 1)].append((claim["confidence"], place is not None))
    total = sum(map(len, bins))
    diagram = [
        {
            "claims": len(one),
            "confidence": round(sum(said for said, _ in one) / len(one), 3),
            "right": round(sum(true for _, true in one) / len(one), 3),
        }
        for one in bins
        if one
    ]
    error = sum(row["claims"] * abs(row["confidence"] - row["right"]) for row in diagram) / total
    return {
        "linked_recall_by_kind": {kind: round(100 * reached[kind] / there[kind], 1) for kind in sorted(there)},
        "calibration_error": round(error, 4),
        "reliability": diagram,
    }


if __name__ == "__main__":
    main()
