"""Which pipeline this is, told without loading it: the web names it and never runs it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

PIPELINE = Path(__file__).with_name("pipeline")


@cache
def pipeline_version(path: Path = PIPELINE) -> str:
    """Name and version of a pipeline's folder, as in "en_onrecord_rules-0.1.0"."""
    meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"
