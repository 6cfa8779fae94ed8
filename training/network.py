"""The network: MiniLM with case, quotation and gap features, and heads for tags, entities and links."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from claims.extraction.encoder.decode import BUCKETS, ENTITY_TAGS, LINKS, TAGS, WIDTH
from claims.extraction.encoder.words import FEATURES


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.attended, self.normed = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        context = functional.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        x = self.attended(x + self.dropout(self.out(context.transpose(1, 2).reshape(batch, length, width))))
        return self.normed(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """`forward` gives, per word piece: tag scores, entity scores, and the numbers that links are made of."""

    def __init__(self, config: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.pieces = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.segment = nn.Parameter(torch.zeros(width))
        self.features = nn.Embedding(FEATURES, width)
        self.normed = nn.LayerNorm(width, 1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.tags = nn.Linear(width, len(TAGS))
        self.entities = nn.Linear(width, len(ENTITY_TAGS))
        self.ends = nn.Linear(width, len(LINKS) * 4 * WIDTH)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.start = nn.Parameter(torch.zeros(len(TAGS)))
        self.distance = nn.Parameter(torch.zeros(len(LINKS), BUCKETS))
        self.none = nn.Parameter(torch.zeros(len(LINKS), WIDTH + 1))
        nn.init.zeros_(self.features.weight)
        for head in (self.tags, self.entities, self.ends):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`pieces` batch x length; `features` batch x length x 3; `mask` batch x length, true where a piece is."""
        x = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]] + self.segment
        x = self.dropout(self.normed(x + self.features(features).sum(dim=2)))
        attended = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attended)
        return self.tags(x), self.entities(x), self.ends(x)


def pretrained(folder: Path) -> Network:
    """The network with the encoder of a folder in the Hugging Face layout (config.json, model.safetensors)."""
    network = Network(json.loads((folder / "config.json").read_text()))
    weights = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
    renamed = {
        "pieces.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "segment": weights["embeddings.token_type_embeddings.weight"][0],
        **_both("normed", weights, "embeddings.LayerNorm"),
    }
    for number in range(len(network.layers)):
        old, new = f"encoder.layer.{number}", f"layers.{number}"
        for mine, theirs in (
            ("query", "attention.self.query"),
            ("key", "attention.self.key"),
            ("value", "attention.self.value"),
            ("out", "attention.output.dense"),
            ("attended", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("normed", "output.LayerNorm"),
        ):
            renamed |= _both(f"{new}.{mine}", weights, f"{old}.{theirs}")
    missing, unexpected = network.load_state_dict(renamed, strict=False)
    heads = ("tags", "entities", "ends", "transitions", "start", "distance", "none", "features")
    if unexpected or any(not name.startswith(heads) for name in missing):
        raise ValueError(f"These weights do not fit: missing {missing}, unexpected {unexpected}")
    return network


def _both(mine: str, weights: dict[str, Tensor], theirs: str) -> dict[str, Tensor]:
    return {f"{mine}.{part}": weights[f"{theirs}.{part}"] for part in ("weight", "bias")}
