"""The network as an ONNX graph in int8: one window at a time, one row of results per word.

Weights are quantised per output column, activations per window while it runs (DynamicQuantizeMatMul). So that a few
large channels do not take the whole range, each input channel is first divided by what `reach` says of it and its
weights are multiplied (SmoothQuant, Xiao et al. 2023). Embeddings are stored as int8 rows with a scale each. Attention,
layer norms and GELU stay in float.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = np.ndarray
MICROSOFT = "com.microsoft"
SHARE = 0.8
"""How much of a channel's reach moves from the activations into the weights."""


class Graph:
    """Nodes and weights as they are added; every method that adds a node returns the name of its output."""

    def __init__(self, bits: int, reach: dict[str, Array]) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.bits = bits
        self.reach = reach

    def add(self, kind: str, inputs: list[str], domain: str = "", outputs: int = 1, **attributes: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        names = [name, *(f"{name}_{number}" for number in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return name

    def weight(self, value: Array) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def linear(self, x: str, weight: Array, bias: Array, name: str) -> str:
        """x @ weight.T + bias, as torch stores it; `name` is the input's in `reach`."""
        if self.bits == 32:
            product = self.add("MatMul", [x, self.weight(weight.T)])
            return self.add("Add", [product, self.weight(bias)])
        columns = weight.T.astype(np.float64)
        if name in self.reach:
            share = np.maximum(self.reach[name], 1e-5) ** SHARE / np.maximum(np.abs(columns).max(axis=1), 1e-5) ** (
                1 - SHARE
            )
            x = self.add("Mul", [x, self.weight((1 / share).astype(np.float32))])
            columns = columns * share[:, None]
        top = 2 ** (self.bits - 1) - 1
        scale = np.maximum(np.abs(columns).max(axis=0) / top, 1e-12)
        stored = np.clip(np.round(columns / scale), -top, top).astype(np.int8)
        zeros = np.zeros(columns.shape[1], dtype=np.int8)
        inputs = [x, self.weight(stored), self.weight(scale.astype(np.float32)), self.weight(zeros), self.weight(bias)]
        return self.add("DynamicQuantizeMatMul", inputs, MICROSOFT)

    def norm(self, x: str, scale: Array, bias: Array) -> str:
        return self.add("LayerNormalization", [x, self.weight(scale), self.weight(bias)], axis=-1, epsilon=1e-12)

    def skip_norm(self, x: str, skip: str, scale: Array, bias: Array) -> str:
        """Two nodes: the fused one was eight times slower on one core."""
        return self.norm(self.add("Add", [x, skip]), scale, bias)


def build(weights: dict[str, Array], heads: int, reach: dict[str, Array], bits: int = 7) -> onnx.ModelProto:
    """The graph of a network's state dict. Inputs: pieces [n], features [n, 3], first [words].

    `reach` has the largest absolute value of each channel that goes into a layer, by the layer's name.
    """
    graph = Graph(bits, reach)
    table = weights["pieces.weight"]
    if bits == 32:
        rows = graph.add("Gather", [graph.weight(table), "pieces"])
    else:
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, 1e-12)
        stored = graph.add("Gather", [graph.weight(np.round(table / scale).astype(np.int8)), "pieces"])
        scales = graph.add("Gather", [graph.weight(scale.astype(np.float32)), "pieces"])
        rows = graph.add("Mul", [graph.add("Cast", [stored], to=TensorProto.FLOAT), scales])
    length = graph.add("Shape", ["pieces"])
    zero = graph.weight(np.array([0], dtype=np.int64))
    positions = weights["positions.weight"] + weights["segment"]
    here = graph.add("Slice", [graph.weight(positions.astype(np.float32)), zero, length, zero])
    features = graph.add("Gather", [graph.weight(weights["features.weight"]), "features"])
    features = graph.add("ReduceSum", [features, graph.weight(np.array([1], dtype=np.int64))], keepdims=0)
    x = graph.add("Add", [graph.add("Add", [rows, here]), features])
    x = graph.norm(x, weights["normed.weight"], weights["normed.bias"])
    x = graph.add("Unsqueeze", [x, zero])
    number = 0
    while f"layers.{number}.query.weight" in weights:
        layer = {name.removeprefix(f"layers.{number}."): value for name, value in weights.items()}
        joined = (
            np.concatenate([layer[f"{part}.{kind}"] for part in ("query", "key", "value")])
            for kind in ("weight", "bias")
        )
        qkv = graph.linear(x, *joined, f"layers.{number}.query")
        third = graph.weight(np.full(3, table.shape[1], dtype=np.int64))
        split = graph.add("Split", [qkv, third], outputs=3, axis=-1)
        context = graph.add("MultiHeadAttention", [split, f"{split}_1", f"{split}_2"], MICROSOFT, num_heads=heads)
        attended = graph.linear(context, layer["out.weight"], layer["out.bias"], f"layers.{number}.out")
        x = graph.skip_norm(x, attended, layer["attended.weight"], layer["attended.bias"])
        inner = graph.add(
            "Gelu", [graph.linear(x, layer["up.weight"], layer["up.bias"], f"layers.{number}.up")], MICROSOFT
        )
        outer = graph.linear(inner, layer["down.weight"], layer["down.bias"], f"layers.{number}.down")
        x = graph.skip_norm(x, outer, layer["normed.weight"], layer["normed.bias"])
        number += 1
    x = graph.add("Gather", [graph.add("Squeeze", [x, zero]), "first"])
    for head in ("tags", "entities", "ends"):
        if bits == 32 or head == "ends":
            out = graph.linear(x, weights[f"{head}.weight"], weights[f"{head}.bias"], head)
        else:  # the last step to a decision is small: it stays in float
            product = graph.add("MatMul", [x, graph.weight(weights[f"{head}.weight"].T)])
            out = graph.add("Add", [product, graph.weight(weights[f"{head}.bias"])])
        graph.nodes.append(helper.make_node("Identity", [out], [head]))
    return finished(graph, weights)


def finished(graph: Graph, weights: dict[str, Array]) -> onnx.ModelProto:
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("features", TensorProto.INT64, ["pieces", 3]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
    ]
    outputs = [
        helper.make_tensor_value_info(head, TensorProto.FLOAT, ["words", len(weights[f"{head}.bias"])])
        for head in ("tags", "entities", "ends")
    ]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    made = helper.make_graph(graph.nodes, "onrecord", inputs, outputs, graph.weights)
    model = helper.make_model(made, opset_imports=opsets, ir_version=9)
    onnx.checker.check_model(model)
    return model
