"""Peak memory of one process that does what a worker's child does: Django, Celery's tasks, the pipeline, articles."""

from __future__ import annotations

import argparse
import resource
import sys

from benchmarks.machine import one_core, report
from benchmarks.texts import articles


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    one_core()
    origin, texts = articles(options.articles)

    import django

    from config.celery import app

    django.setup()
    app.autodiscover_tasks(force=True)
    bare = peak()

    from claims.extraction import extract_many, load
    from claims.services.extract import BATCH

    load()
    loaded = peak()
    claims = 0
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        claims += sum(len(output["claims"]) for output in extract_many({"text": text} for text in batch))
    report(
        "memory",
        {
            "peak_mb": peak(),
            "peak_mb_when_loaded": loaded,
            "peak_mb_without_pipeline": bare,
            "articles": len(texts),
            "longest_characters": max(map(len, texts)),
            "claims": claims,
            "texts": origin,
        },
    )


def peak() -> int:
    """The most resident memory so far, in MB of a million bytes. Linux counts in KiB, macOS in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most * (1 if sys.platform == "darwin" else 1024) / 1e6)


if __name__ == "__main__":
    main()
