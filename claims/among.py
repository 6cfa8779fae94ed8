"""Rows by hundreds of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["among"]


def among(keys: Iterable[int]) -> RawSQL:
    """For `__in`: one parameter, however many keys; as many parameters take longer to send than to look up."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
