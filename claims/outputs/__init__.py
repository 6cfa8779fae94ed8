"""What leaves the site as a file: lists as CSV, JSON Lines, XLSX and Atom.

`tables`, `xlsx` and `atom` render; `records`, `actors`, `articles` and `stories` read what they render, in batches.
"""

from __future__ import annotations

from claims.outputs.atom import render_atom

__all__ = ["render_atom"]
