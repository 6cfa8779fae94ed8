"""Same conditions for every run, and what the figures were taken on."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

from claims.extraction import pipeline_version

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "TOKENIZERS_PARALLELISM")


def one_core() -> None:
    """One thread on one core. Call it before anything imports numpy."""
    if "numpy" in sys.modules:
        raise RuntimeError("numpy has read how many threads it may have.")
    os.environ.update(dict.fromkeys(THREADS, "1") | {"TOKENIZERS_PARALLELISM": "false"})
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def report(benchmark: str, figures: dict[str, Any]) -> None:
    """One line of JSON on standard output."""
    line = {"benchmark": benchmark, **figures, "pipeline": pipeline_version(), "machine": _machine()}
    sys.stdout.write(json.dumps(line) + "\n")


def _machine() -> str:
    found = Path("/proc/cpuinfo")
    models = [line.split(":", 1)[1].strip() for line in _lines(found) if line.startswith("model name")]
    return f"{models[0] if models else platform.processor()}, Python {platform.python_version()}"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
