"""The model card shows the figures of the shipped network, as they were measured."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from training.card import BEGIN, CARD, DIAGRAM, END, FIGURES, diagram, written

ROOT = Path(__file__).resolve().parents[2]
ENCODER = ROOT / "claims/extraction/pipeline/onrecord_encoder"


def test_the_figures_are_of_the_shipped_network() -> None:
    kept = json.loads((ROOT / FIGURES).read_text(encoding="utf-8"))
    for name in ("network.onnx", "heads.json"):
        assert hashlib.sha256((ENCODER / name).read_bytes()).hexdigest() == kept["sha256"][name]


def test_the_card_shows_them() -> None:
    kept = json.loads((ROOT / FIGURES).read_text(encoding="utf-8"))
    shown = (ROOT / CARD).read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    assert shown.strip() == written(kept)
    assert (ROOT / DIAGRAM).read_text(encoding="utf-8") == diagram(
        kept["figures"]["attribution/polnear-dev"]["reliability"]
    )


def test_the_pipeline_is_small() -> None:
    assert sum(file.stat().st_size for file in ENCODER.parent.rglob("*") if file.is_file()) <= 30_000_000
