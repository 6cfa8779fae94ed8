"""Words a second of `manage.py extract` on one core, as a ratio to the yardstick run in turns with it."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.machine import one_core, report
from benchmarks.texts import articles


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    one_core()

    from spacy.about import __version__ as spacy_version

    from benchmarks.baseline import baseline
    from claims.extraction import run_jsonl

    origin, texts = articles(options.articles)
    words = sum(len(text.split()) for text in texts)
    nlp = baseline()
    with TemporaryDirectory() as folder:
        infile, outfile = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
        infile.write_text("\n".join(lines), encoding="utf-8")

        def ours() -> None:
            if run_jsonl(str(infile), str(outfile)):
                raise RuntimeError("An article was not answered.")

        def theirs() -> None:
            for _ in nlp.pipe(texts):
                pass

        ours()
        theirs()
        pairs = [(seconds(ours), seconds(theirs)) for _ in range(options.rounds)]
    report(
        "speed",
        {
            "ratio": round(median(base / own for own, base in pairs), 3),
            "words_per_second": round(words / median(own for own, _ in pairs)),
            "baseline_words_per_second": round(words / median(base for _, base in pairs)),
            "ratios": [round(base / own, 3) for own, base in pairs],
            "articles": len(texts),
            "words": words,
            "texts": origin,
            "spacy": spacy_version,
        },
    )


def seconds(call: Callable[[], None]) -> float:
    """Processor time, of all threads: what else the machine does counts little, and a second thread wins nothing."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
