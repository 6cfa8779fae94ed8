"""A run's weights to the files of the pipeline: `python -m training.export RUN FOLDER [--bits 32]`.

FOLDER gets network.onnx (int8), tokenizer.json and heads.json, as `claims.extraction.encoder.network` loads them.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import onnx
import torch

from training.graph import build
from training.train import installed

SMALL = ("transitions", "start", "distance", "none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--bits", type=int, default=7, help="of a weight; 7 saturates on no processor, 32 is float")
    args = parser.parse_args()
    export(args.run, args.folder, args.base or installed(), args.bits)


def export(run: Path, folder: Path, base: Path, bits: int) -> None:
    ended = run / "weights.pt"
    state = torch.load(ended) if ended.exists() else torch.load(run / "checkpoint.pt")["network"]
    weights = {name: value.numpy() for name, value in state.items()}
    heads = json.loads((base / "config.json").read_text())["num_attention_heads"]
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights, heads, bits), folder / "network.onnx")
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    rounded = {name: weights[name].round(4).astype(float).tolist() for name in SMALL}
    (folder / "heads.json").write_text(json.dumps(rounded) + "\n", encoding="utf-8")
    print(f"{folder}: {sum(file.stat().st_size for file in folder.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
