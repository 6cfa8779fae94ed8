"""A corpus's annotations as people's decisions, through the product: `python -m training.simulate CORPUS OUT`.

In the product's environment, on servers of its own. Imports the articles, extracts their claims, and decides as an
editor would who agrees with the annotators: claims with the very spans are confirmed, others that are the same are
corrected, those that are nothing are rejected, missed ones are added, and each article is called whole. Then
`manage.py export_gold OUT`. With --partly nothing is added and no article is called whole; with --partly 0.33 only
that share of each article's claims is decided, at random, and at least one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from claims.services.matching import Shape, Words, best_pairs

ROLES = ("content", "source", "cue")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--held-out", default="0.4", help="share of the articles")
    parser.add_argument("--folds", type=int, help="in place of one split, so many folders of OUT, each with another")
    parser.add_argument("--partly", type=float, nargs="?", const=1.0, metavar="SHARE", help="of an article's claims")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"ONRECORD_DATA": data, "DJANGO_SETTINGS_MODULE": "config.settings"}
        from config import servers

        with servers.running(Path(data)):
            import django

            django.setup()
            reviewed(args)


def reviewed(args: argparse.Namespace) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from sources.models import Article

    call_command("migrate", verbosity=0)
    gold = {article["id"]: article for article in read(args.corpus)}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as rows:
        for article in gold.values():
            row = {"id": article["id"], "text": article["text"], "outlet": outlet_of(article["id"])}
            rows.write(json.dumps(row | {"published": article.get("published")}) + "\n")
        rows.flush()
        call_command("import_articles", rows.name, "--extract")
    editor, did = User.objects.create_user("editor"), Counter[str]()
    for article in Article.objects.select_related("latest").order_by("pk"):
        did += decide_all(article, gold[article.external_id], editor, args.partly)
    print(dict(did))
    call_command("export_gold", str(args.out), "--held-out", "0" if args.folds else args.held_out)
    if args.folds:
        fold(args.out, args.folds)


def read(path: Path) -> list[dict[str, Any]]:
    """Of the given corpora, or as `training.convert` writes them: the chosen annotation."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    return [
        {**article, "attributions": article.get("attributions") or article["annotations"][0]} for article in articles
    ]


def outlet_of(key: str) -> str:
    return key.split("_")[0]


def decide_all(article: Any, gold: dict[str, Any], editor: Any, partly: float | None) -> Counter[str]:
    from claims.services.review import Correction, Marked, Refused, add_claim, decide
    from claims.services.whole import call_whole

    snapshot = article.latest
    if snapshot.text != gold["text"]:
        return Counter(text_changed=1)
    did, words = Counter[str](), Words(snapshot.text)
    wanted = [item for item in gold["attributions"] if item["content"]]
    claims = list(snapshot.claims.filter(state="proposed").order_by("position", "pk"))
    shapes = [[Shape.of(claim.content, claim.source, claim.cue)] for claim in claims]
    pairs = best_pairs([Shape.of(*(item[role] for role in ROLES)) for item in wanted], shapes, words)
    meant = {place: wanted[number] for number, place in pairs.items()}
    chosen = some_of(claims, partly, article.external_id)
    did["left open"] += len(claims) - len(chosen)
    for number, claim in chosen:
        if number not in meant:
            decide(claim, editor, "reject", claim.version)
            did["rejected"] += 1
    for number, claim in chosen:
        if number in meant:
            spans = Marked(*(sorted(meant[number][role]) for role in ROLES))
            try:
                same = all(sorted(getattr(claim, role)) == getattr(spans, role) for role in ROLES)
                correction = None if same else Correction(spans=spans)
                did[decide(claim, editor, "confirm" if same else "correct", claim.version, correction).action] += 1
            except Refused:
                did["refused"] += 1
    if partly is not None:
        return did
    for number, item in enumerate(wanted):
        if number not in pairs:
            try:
                add_claim(snapshot, editor, Correction(spans=Marked(*(item[role] for role in ROLES))))
                did["added"] += 1
            except Refused:
                did["refused"] += 1
    if not did["refused"]:
        call_whole(snapshot, editor)
        did["whole"] += 1
    return did


def some_of(claims: list[Any], share: float | None, key: str) -> list[tuple[int, Any]]:
    """With their places; the same ones every time."""
    number = len(claims) if share is None else max(1, round(share * len(claims)))
    places = random.Random(key).sample(range(len(claims)), min(number, len(claims)))
    return [(place, claims[place]) for place in sorted(places)]


def fold(out: Path, number: int) -> None:
    """Every article is held out in one of the folders."""
    lines = (out / "train.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    for place in range(number):
        folder = out / f"fold-{place + 1}"
        folder.mkdir()
        for name, kept in (("held-out", lines[place::number]), ("train", None)):
            chosen = kept or [line for at, line in enumerate(lines) if at % number != place]
            (folder / f"{name}.jsonl").write_text("".join(chosen), encoding="utf-8")


if __name__ == "__main__":
    main()
