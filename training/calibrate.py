"""Fit the confidence on the held-out articles: `python -m training.calibrate WORK ENCODER [--tools ../shared/tools]`.

ENCODER is the exported folder. Right is what the scorer calls linked: the content overlaps that of an attribution with
a word F1 of at least a half, and the sources share a word. Writes claims/extraction/data/confidence.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import product
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from claims.extraction.attributions import find_attributions
from claims.extraction.confidence import WEIGHTS, features
from claims.extraction.encoder.network import Network
from claims.extraction.layout import layout
from training.corpora import read
from training.judge import right

OVERLAPS = (16, 32, 48, 64)
"""The few articles are read with their windows cut in several ways, which tells chance from habit."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    args = parser.parse_args()
    sys.path.insert(0, str(args.tools))
    rows: list[dict[str, float]] = []
    truth: list[bool] = []
    held = read(args.work / "polnear-held.jsonl")
    for network, article in product([Network(args.encoder, overlap) for overlap in OVERLAPS], held):
        text = article["text"]
        found = find_attributions(text, layout(text), network.read(text))
        rows += [features(item.evidence, item.quoted) for item in found]
        claims = [{"source": item.source, "cue": item.cue, "content": item.content} for item in found]
        truth += right(text, article["annotations"][0], claims)
    model = LogisticRegression(max_iter=1000).fit(np.array([list(row.values()) for row in rows]), np.array(truth))
    weights = dict(zip(rows[0], model.coef_[0].round(4).tolist(), strict=True))
    weights["bias"] = round(float(model.intercept_[0]), 4)
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(f"{len(truth)} claims, {np.mean(truth):.3f} of them right -> {WEIGHTS}")


if __name__ == "__main__":
    main()
