"""Seconds that one text takes at 10 kB, 100 kB and 1 MB, and whether they grow as the text does."""

from __future__ import annotations

import argparse
import time
from typing import Any

from benchmarks.machine import one_core, report
from benchmarks.texts import articles, long_text

SIZES = [10_000, 100_000, 1_000_000]
TOLERATED = 1.5
"""Time per character at the greatest length, as a multiple of that at the smallest, which is still called linear."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.length", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="CHARACTERS")
    parser.add_argument("--one-line", action="store_true", help="the text has no line ends")
    options = parser.parse_args()
    one_core()

    from claims.extraction import extract

    origin, warm = articles(3)
    for text in warm:
        extract({"text": text})
    measured: list[dict[str, Any]] = []
    for size in sorted(options.sizes):
        text = long_text(size)
        if options.one_line:
            text = " ".join(text.split()).ljust(size)
        begun = time.process_time()
        claims = len(extract({"text": text})["claims"])
        seconds = time.process_time() - begun
        measured.append(
            {
                "characters": size,
                "seconds": round(seconds, 3),
                "characters_per_second": round(size / seconds),
                "claims": claims,
            }
        )
    slowing = measured[0]["characters_per_second"] / measured[-1]["characters_per_second"]
    report(
        "length",
        {
            "linear": slowing <= TOLERATED,
            "slowing": round(slowing, 2),
            "sizes": measured,
            "one_line": options.one_line,
            "texts": origin,
        },
    )


if __name__ == "__main__":
    main()
