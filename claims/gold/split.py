"""Which texts are held out from training. Pure, and the same every time."""

from __future__ import annotations

import hashlib

__all__ = ["held_out"]


def held_out(key: str, share: float) -> bool:
    """By the key's hash alone: more articles, another order or another day change nothing, and what a smaller share
    holds out a larger one does too."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    return number < share * 2**64
