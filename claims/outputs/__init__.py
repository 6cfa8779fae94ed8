"""What leaves the site as a file: lists as CSV, JSON Lines, XLSX and Atom. Renderers are pure; `records` reads."""

from __future__ import annotations

from claims.outputs.atom import render_atom
from claims.outputs.records import Record, records_of
from claims.outputs.tables import Column, csv_chunks, jsonl_chunks

__all__ = ["Column", "Record", "csv_chunks", "jsonl_chunks", "records_of", "render_atom"]
