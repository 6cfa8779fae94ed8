"""A shipped network back to float weights that training can go on from: `python -m training.restore FOLDER RUN`.

Reads what `training.graph` wrote, node by node in the same order: an int8 weight times its scale, divided by what was
moved into it from the activations. What rounding took is gone; positions and segment stay added up. RUN gets
weights.pt.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.export import SMALL
from training.network import Network

Array = np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="claims/extraction/pipeline/onrecord_encoder, or another export")
    parser.add_argument("run", type=Path)
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    torch.save(restored(args.folder), args.run / "weights.pt")


def restored(folder: Path) -> dict[str, torch.Tensor]:
    """The state dict of `training.network.Network`."""
    model = onnx.load(folder / "network.onnx")
    stored = {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}
    nodes = list(model.graph.node)
    found = _embeddings(nodes, stored)
    norms = ((stored[node.input[1]], stored[node.input[2]]) for node in nodes if node.op_type == "LayerNormalization")
    _put(found, "normed", next(norms))
    linears = _linears(nodes, stored)
    for number, (attended, normed) in enumerate(zip(norms, norms, strict=True)):
        layer = f"layers.{number}"
        joined = next(linears)
        for name, weight, bias in zip(
            ("query", "key", "value"), np.split(joined[0], 3), np.split(joined[1], 3), strict=True
        ):
            _put(found, f"{layer}.{name}", (weight, bias))
        for name in ("out", "up", "down"):
            _put(found, f"{layer}.{name}", next(linears))
        _put(found, f"{layer}.attended", attended)
        _put(found, f"{layer}.normed", normed)
    for head in ("tags", "entities", "ends"):
        _put(found, head, next(linears))
    heads = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
    found |= {name: np.array(heads[name], dtype=np.float32) for name in SMALL}
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in found.items()}


def _put(found: dict[str, Array], name: str, pair: tuple[Array, Array]) -> None:
    found[f"{name}.weight"], found[f"{name}.bias"] = pair


def _embeddings(nodes: list[onnx.NodeProto], stored: dict[str, Array]) -> dict[str, Array]:
    """The gathers stand in this order: word pieces, in int8 their scales, features; positions are a slice."""
    gathered = [stored[node.input[0]] for node in nodes if node.op_type == "Gather" and node.input[0] in stored]
    table = gathered[0].astype(np.float32)
    if gathered[0].dtype == np.int8:
        table *= gathered[1]
    positions = next(stored[node.input[0]] for node in nodes if node.op_type == "Slice")
    segment = np.zeros(table.shape[1])
    return {"pieces.weight": table, "positions.weight": positions, "segment": segment, "features.weight": gathered[-1]}


def _linears(nodes: list[onnx.NodeProto], stored: dict[str, Array]) -> Iterator[tuple[Array, Array]]:
    """Weight and bias of every linear layer, as torch stores them, in the graph's order."""
    made = {output: node for node in nodes for output in node.output}
    for number, node in enumerate(nodes):
        if node.op_type == "DynamicQuantizeMatMul":
            columns = stored[node.input[1]].astype(np.float64) * stored[node.input[2]]
            before = made.get(node.input[0])
            if before is not None and before.op_type == "Mul" and before.input[1] in stored:
                columns *= stored[before.input[1]][:, None].astype(np.float64)
            yield columns.T.astype(np.float32), stored[node.input[4]]
        elif node.op_type == "MatMul":
            yield stored[node.input[1]].T, stored[nodes[number + 1].input[1]]


def network_of(weights: dict[str, torch.Tensor], base: Path) -> Network:
    network = Network(json.loads((base / "config.json").read_text()))
    network.load_state_dict(weights)
    return network


if __name__ == "__main__":
    main()
