"""Corpora to the form that training reads: `python -m training.convert ../shared/data training/work`.

Writes polnear-train.jsonl ({"id", "text", "annotations": one list of attributions per annotator}), polnear-held.jsonl
(every twentieth of its articles, kept from training for the calibration of confidence), worldwide-train.jsonl
({"id", "text", "entities"}) and hashes.json, the SHA-256 of every file read.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from claims.extraction.encoder.decode import ROLES

HELD = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    hashes: dict[str, str] = {}
    for name, convert in (("attribution/polnear-train", attributions), ("ner/worldwide-train", entities)):
        raw = (args.data / f"{name}.jsonl.gz").read_bytes()
        hashes[name] = hashlib.sha256(raw).hexdigest()
        articles = [convert(json.loads(line)) for line in gzip.decompress(raw).decode().splitlines() if line.strip()]
        held = articles[::HELD] if convert is attributions else []
        write(args.work / f"{Path(name).name}.jsonl", [article for article in articles if article not in held])
        if held:
            write(args.work / "polnear-held.jsonl", held)
    (args.work / "hashes.json").write_text(json.dumps(hashes, indent=1) + "\n")


def write(target: Path, articles: list[dict[str, Any]]) -> None:
    target.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    print(f"{target}: {len(articles)} articles")


def attributions(article: dict[str, Any]) -> dict[str, Any]:
    """The chosen annotation first, then those of the other people who read the article."""
    annotations = [article["attributions"], *(article.get("other_annotations") or [])]
    kept = [[{role: item[role] for role in ROLES} for item in one if item["content"]] for one in annotations]
    return {"id": article["id"], "text": article["text"], "annotations": kept}


def entities(article: dict[str, Any]) -> dict[str, Any]:
    return {key: article[key] for key in ("id", "text", "entities")}


if __name__ == "__main__":
    main()
