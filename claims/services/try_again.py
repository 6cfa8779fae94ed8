"""Of two who write the same at once the database lets one in. The other looks again, and is told who was faster."""

from __future__ import annotations

from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING

from django.db import IntegrityError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["try_again"]


TRIES = 4


def try_again[**P, R](write: Callable[P, R]) -> Callable[P, R]:
    """For what is one transaction, and refuses itself what it finds taken."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            with suppress(IntegrityError):
                return write(*args, **kwargs)
        return write(*args, **kwargs)

    return written
