"""Processor time of a process and its children, from /proc."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["seconds_of"]

TICK = os.sysconf("SC_CLK_TCK")
PARENT, USED, OF_ENDED_CHILDREN = 1, slice(11, 13), slice(13, 15)
"""Fields behind the name of a process."""


def seconds_of(parent: int) -> float:
    """Of the process, its children, and those that ended."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(stat.parent.name) == parent:
            ticks += sum(map(int, fields[USED] + fields[OF_ENDED_CHILDREN]))
        elif int(fields[PARENT]) == parent:
            ticks += sum(map(int, fields[USED]))
    return ticks / TICK
