"""The whole corpus as JSON Lines files with a manifest: what `manage.py dump` writes."""

from __future__ import annotations

from claims.dump.writing import DumpError, dump

__all__ = ["DumpError", "dump"]
