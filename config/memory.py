"""How much memory there is for this machine or container."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

__all__ = ["memory"]

LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Of control groups, version 2 and 1; without a limit the first says “max”, the other has a huge number."""


def memory() -> int:
    """In bytes."""
    found = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    for limit in LIMITS:
        with suppress(OSError, ValueError):
            found.append(int(limit.read_text()))
    return min(found)
