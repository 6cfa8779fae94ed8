"""What the benchmarks read: real articles where they lie beside the project, else articles made of spare parts."""

from __future__ import annotations

import gzip
import json
import random
from itertools import islice
from pathlib import Path

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles" / "worldwide.jsonl.gz"
SOURCES = ["Harbour Board chairwoman Ada Quist", "Tom Reed", "the ministry", "A spokesman for the Seamen Union", "she"]
CUES = ["said", "told reporters", "denied", "warned on Monday", "wrote in a letter of 3 May 2023", "has promised"]
CONTENTS = [
    "the old port would stay closed until the end of next year",
    "nobody had asked the people of Lower Brinsley",
    "the dam, which was built in 1968, may fail within weeks",
    "its members want “a fair share” of the 40 million dollars",
]
PLAIN = [
    "The road to the north was empty for most of the week.",
    "Prices rose by 4 percent in the first quarter, and again in July.",
    "Lower Brinsley lies on the river Mere, two hours from the capital.",
    "Few of the boats that left in spring have come back.",
]


def articles(count: int) -> tuple[str, list[str]]:
    """ "real" or "made", and that many texts; the same ones at every call."""
    if REAL.exists():
        with gzip.open(REAL, "rt", encoding="utf-8") as lines:
            return "real", [json.loads(line)["text"] for line in islice(lines, count)]
    return "made", [_made(random.Random(seed)) for seed in range(count)]


def long_text(length: int, joint: str = "\n\n") -> str:
    """A text of so many characters, of articles one behind the other."""
    _, texts = articles(200)
    parts: list[str] = []
    left = length
    while left > 0:
        part = texts[len(parts) % len(texts)] + joint
        parts.append(part)
        left -= len(part)
    return "".join(parts)[:length]


def _made(chance: random.Random) -> str:
    return "\n\n".join(" ".join(_sentence(chance) for _ in range(chance.randint(1, 4))) for _ in range(14))


def _sentence(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(PLAIN)
    source, cue, content = chance.choice(SOURCES), chance.choice(CUES), chance.choice(CONTENTS)
    if chance.random() < 0.4:
        return f"“{content[0].upper()}{content[1:].replace('“', '‘').replace('”', '’')},” {source} {cue}."
    return f"{source[0].upper()}{source[1:]} {cue} that {content}."
