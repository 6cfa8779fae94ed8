"""What the extraction tests share: the texts of a claim's spans, and the folder with real articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.extraction import Claim, extract

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
Told = tuple[str, str, str]


@pytest.fixture
def told() -> Callable[..., list[Told]]:
    """Source, cue and content of each claim as text, several spans joined by " | "."""

    def tell(text: str, published: str | None = None) -> list[Told]:
        return [
            (joined(text, claim["source"]), joined(text, claim["cue"]), joined(text, claim["content"]))
            for claim in claims(text, published)
        ]

    return tell


def claims(text: str, published: str | None = None) -> list[Claim]:
    return extract({"text": text, "published": published})["claims"]


def joined(text: str, spans: list[list[int]]) -> str:
    return " | ".join(text[start:end] for start, end in spans)
