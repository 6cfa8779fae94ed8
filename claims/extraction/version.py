"""Which pipeline this is, told without loading it: the web names it and never runs it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from claims.extraction.additions import additions, suffix

PIPELINE = Path(__file__).with_name("pipeline")


def pipeline_version(path: Path = PIPELINE) -> str:
    """Name and version of a pipeline's folder, and the user's components: "en_onrecord-1.0.0+topics".

    Raises AdditionError where the setting that names these cannot be read.
    """
    return _folder(path) + suffix(additions())


@cache
def _folder(path: Path) -> str:
    meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"
