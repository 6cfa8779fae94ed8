"""The server's folder of files that wait to be imported (setting IMPORT_DIR): only what lies directly in it, and no
link out of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

MOST = 500


@dataclass(frozen=True)
class Waiting:
    name: str
    size: int


def waiting() -> list[Waiting]:
    """By name; none where there is no such folder."""
    try:
        with os.scandir(settings.IMPORT_DIR) as entries:
            found = [Waiting(entry.name, entry.stat().st_size) for entry in entries if fit(entry)]
    except OSError:
        return []
    return sorted(found, key=lambda file: file.name.lower())[:MOST]


def fit(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False) and not entry.name.startswith(".") and entry.name.isprintable()


def path_of(name: str) -> Path:
    """Of a file that `waiting` offers."""
    return Path(settings.IMPORT_DIR) / name
