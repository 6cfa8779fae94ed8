"""A run's weights to the files of the pipeline: `python -m training.export WORK RUN FOLDER [--bits 32]`.

FOLDER gets network.onnx (int8), tokenizer.json and heads.json, as `claims.extraction.encoder.network` loads them.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
import onnx
import torch

from training.corpora import collate, cut, read, tokenizer_of
from training.graph import build
from training.network import Network
from training.train import installed

ARTICLES = 20
"""Of each corpus, for the reach of the activations."""
SMALL = ("transitions", "start", "distance", "none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--bits", type=int, default=7, help="of a weight; 7 saturates on no processor, 32 is float")
    args = parser.parse_args()
    export(args.work, args.run, args.folder, args.base or installed(), args.bits)


def export(work: Path, run: Path, folder: Path, base: Path, bits: int) -> None:
    ended = run / "weights.pt"
    state = torch.load(ended) if ended.exists() else torch.load(run / "checkpoint.pt")["network"]
    weights = {name: value.numpy() for name, value in state.items()}
    heads = json.loads((base / "config.json").read_text())["num_attention_heads"]
    folder.mkdir(parents=True, exist_ok=True)
    reach = reach_of(state, base, work)
    onnx.save(build(weights, heads, reach, bits), folder / "network.onnx")
    tokenizer_of(base).save(str(folder / "tokenizer.json"), pretty=False)
    rounded = {name: weights[name].round(4).astype(float).tolist() for name in SMALL}
    (folder / "heads.json").write_text(json.dumps(rounded) + "\n", encoding="utf-8")
    print(f"{folder}: {sum(file.stat().st_size for file in folder.iterdir()) / 1e6:.1f} MB")


def reach_of(state: dict[str, torch.Tensor], base: Path, work: Path) -> dict[str, np.ndarray]:
    """The largest absolute value of every channel that goes into a linear layer, over some training articles."""
    network = Network(json.loads((base / "config.json").read_text()))
    network.load_state_dict(state)
    network.eval()
    found: dict[str, np.ndarray] = {}

    def watch(name: str) -> None:
        def seen(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            largest = inputs[0].abs().flatten(0, -2).amax(dim=0).numpy()
            found[name] = np.maximum(found.get(name, largest), largest)

        network.get_submodule(name).register_forward_pre_hook(seen)

    for name, module in network.named_modules():
        if isinstance(module, torch.nn.Linear):
            watch(name)
    luck, tokenizer = random.Random(0), tokenizer_of(base)
    with torch.inference_mode():
        for article in read(work / "polnear-train.jsonl")[:ARTICLES] + read(work / "worldwide-train.jsonl")[:ARTICLES]:
            for window in cut(article, tokenizer, luck):
                batch = collate([window])
                network(batch.pieces, batch.features, batch.mask)
    return found


if __name__ == "__main__":
    main()
