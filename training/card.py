"""Write the figures into the model card: `python -m training.card [--bench LINES]`.

`docs/model-card.md` gets, between its two marks, the tables of `training/figures.json`, and `docs/reliability.svg` the
diagram. LINES is what the benchmarks printed, one JSON object a line; it goes into figures.json first.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

FIGURES = Path("training/figures.json")
CARD = Path("docs/model-card.md")
DIAGRAM = Path("docs/reliability.svg")
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
SIDE = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path)
    args = parser.parse_args()
    kept = json.loads(FIGURES.read_text(encoding="utf-8"))
    if args.bench:
        for line in args.bench.read_text(encoding="utf-8").splitlines():
            found = json.loads(line)
            name = found.pop("benchmark") + (" in one line" if found.get("one_line") else "")
            kept.setdefault("benchmarks", {})[name] = found
        FIGURES.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    before, rest = CARD.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    CARD.write_text(f"{before}{BEGIN}\n{written(kept)}\n{END}{after}", encoding="utf-8")
    DIAGRAM.write_text(diagram(kept["figures"]["attribution/polnear-dev"]["reliability"]), encoding="utf-8")


def written(kept: dict[str, Any]) -> str:
    """The tables, in Markdown."""
    figures = kept["figures"]
    polnear, speakers, east = (figures[f"attribution/{name}-dev"] for name in ("polnear", "speakers", "middle-east"))
    entities, dates, bench = figures["ner/worldwide-dev"], figures["temporal/aquaint-dev"], kept.get("benchmarks", {})
    rows = [
        ("polnear-dev", "exact source / cue / content, F1", triple(polnear["exact"], "source", "cue", "content")),
        ("", "linked / strict, F1", f"{polnear['linked']} / {polnear['strict']}"),
        ("", "expected calibration error", f"{polnear['calibration_error']:.3f}"),
        ("middle-east-dev", "linked / strict, F1", f"{east['linked']} / {east['strict']}"),
        ("", "kind of quote, accuracy", str(east["kind_accuracy"])),
        ("speakers-dev", "linked, F1", str(speakers["linked"])),
        ("", "speaker, recall / precision", triple(speakers["speaker"], "recall", "precision")),
        ("", "day of speaking, recall / precision", triple(speakers["date"], "recall", "precision")),
        ("worldwide-dev", "entities in four core labels, F1", str(entities["core"])),
        ("aquaint-dev", "dates strict / relaxed / value, F1", triple(dates, "strict", "relaxed", "value")),
    ]
    if "links" in bench:
        rows.append(
            ("the demo's 60 claims", "links to events / stories, F1", triple(bench["links"], "events", "stories"))
        )
    if "speed" in bench:
        speed = bench["speed"]
        told = (
            f"{speed['ratio']} ({speed['words_per_second']:,} against {speed['baseline_words_per_second']:,} words/s)"
        )
        rows.append(("speed, one core", "to an untrained spaCy pipeline", told))
    if "memory" in bench:
        rows.append(("memory", "a worker's peak", f"{bench['memory']['peak_mb']} MB"))
    if "length" in bench:
        seconds = " / ".join(str(size["seconds"]) for size in bench["length"]["sizes"])
        rows.append(("one text", "seconds for 10 kB / 100 kB / 1 MB", seconds))
    table = ["| measured on | figure | |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    kinds = ["| linked recall, % | direct | mixed | indirect |", "|---|---|---|---|"]
    for name, found in (("polnear-dev", polnear), ("middle-east-dev", east), ("speakers-dev", speakers)):
        reached = found["linked_recall_by_kind"]
        kinds.append(f"| {name} | " + " | ".join(str(reached[kind]) for kind in ("direct", "mixed", "indirect")) + " |")
    origin = f"Commit `{kept['commit'][:10]}`, pipeline `{kept['pipeline']}`: `{kept['command']}`."
    if "speed" in bench:
        origin += (
            f" The last rows: `python -m benchmarks.links`, `speed`, `memory` and `length`, on {speed['machine']}."
        )
    return "\n".join([*table, "", *kinds, "", origin])


def triple(found: dict[str, Any], *names: str) -> str:
    return " / ".join(str(found[name]) for name in names)


def diagram(rows: list[dict[str, Any]]) -> str:
    """What came true against what was said; a disc's area is its share of the claims."""
    total = sum(row["claims"] for row in rows)
    discs = "".join(
        f'<circle cx="{SIDE * row["confidence"]:.1f}" cy="{SIDE * (1 - row["right"]):.1f}"'
        f' r="{2 + 40 * (row["claims"] / total) ** 0.5 / 2:.1f}"/>'
        for row in rows
    )
    ticks = "".join(
        f'<text x="{SIDE * at}" y="{SIDE + 18}" text-anchor="middle">{at:g}</text>'
        f'<text x="-8" y="{SIDE * (1 - at) + 4}" text-anchor="end">{at:g}</text>'
        for at in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-60 -20 {SIDE + 90} {SIDE + 70}" font-family="sans-serif"'
        ' font-size="12" fill="#555"><title>Share of right claims by confidence</title>'
        f'<path d="M0 0V{SIDE}H{SIDE}" fill="none" stroke="#999"/>'
        f'<path d="M0 {SIDE}L{SIDE} 0" stroke="#999" stroke-dasharray="4 4"/>{ticks}'
        f'<text x="{SIDE / 2}" y="{SIDE + 40}" text-anchor="middle">confidence</text>'
        f'<text transform="translate(-40 {SIDE / 2}) rotate(-90)" text-anchor="middle">share that is right</text>'
        f'<g fill="#2a6fbb" fill-opacity=".7">{discs}</g></svg>\n'
    )


if __name__ == "__main__":
    main()
