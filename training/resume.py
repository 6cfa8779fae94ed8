"""Go on from a shipped network with what people decided: `python -m training.resume RUN --gold DIR... --work WORK`.

DIR is what `manage.py export_gold` writes; its train.jsonl is read, what is held out is not. WORK has the converted
corpora: an epoch reads every reviewed article and, so that nothing is forgotten, some of theirs for each of it. RUN
gets weights.pt, for `training.export`.
"""

from __future__ import annotations

import argparse
import random
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import torch

from training.corpora import Window, batches, cut, read, tokenizer_of
from training.restore import network_of, restored
from training.train import TOKENS, fit, installed

SHIPPED = Path("claims/extraction/pipeline/onrecord_encoder")
RATE = 5e-5
EPOCHS = 3
REPLAY = 1
SHARE = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, metavar="DIR")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--shipped", type=Path, default=SHIPPED, help="folder of the network to go on from")
    parser.add_argument("--base", type=Path, help="folder of the encoder; the installed package by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=RATE, help="the encoder's highest learning rate")
    parser.add_argument("--replay", type=int, default=REPLAY, help="articles of PolNeAR for one reviewed")
    parser.add_argument("--share", type=float, default=SHARE, help="of the new weights in the mean with the old ones")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.run.mkdir(parents=True, exist_ok=True)
    resume(args)


def resume(args: argparse.Namespace) -> None:
    base = args.base or installed()
    torch.manual_seed(args.seed)
    gold = [article for folder in args.gold for article in read(folder / "train.jsonl")]
    if not gold:
        raise SystemExit("There is no reviewed article to learn from.")
    before = restored(args.shipped)
    network = network_of(before, base)
    plan = schedule(gold, args.work, base, args.seed, args.epochs, args.replay)
    facts = {"epochs": args.epochs, "reviewed": len(gold), "replay": args.replay, "share": args.share}
    fit(network, plan, args.run, args.seed, args.rate, facts)
    after = network.state_dict()
    mean = {name: torch.lerp(value, after[name], args.share) for name, value in before.items()}
    torch.save(mean, args.run / "weights.pt")


def schedule(
    gold: list[dict[str, Any]], work: Path, base: Path, seed: int, epochs: int, replay: int
) -> list[list[list[Window]]]:
    """Every epoch reads all reviewed articles, `replay` others with attributions for each, and half as many with
    entities: those that follow in a random order, so that no epoch repeats what the one before has read."""
    tokenizer = tokenizer_of(base)
    mixed = [read(work / name) for name in ("polnear-train.jsonl", "worldwide-train.jsonl")]
    for articles in mixed:
        random.Random(seed).shuffle(articles)
    claims, named = (cycle(articles) for articles in mixed)
    plan = []
    for epoch in range(epochs):
        luck = random.Random(f"{seed} epoch {epoch}")
        number = replay * len(gold)
        articles = [*gold, *islice(claims, number), *islice(named, (number + 1) // 2)]
        plan.append(batches([window for article in articles for window in cut(article, tokenizer, luck)], TOKENS, luck))
    return plan


if __name__ == "__main__":
    main()
