"""What is done to people is written down, in the transaction that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.models import PersonChange

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["write"]

LONGEST = 2000


def write(
    action: PersonChange.Action, by: User | None, about: User | str, *, before: str = "", after: str = ""
) -> PersonChange:
    """`about` is a person, or the name or address of somebody who is none yet."""
    known = not isinstance(about, str)
    return PersonChange.objects.create(
        by=by,
        about=about if known else None,  # type: ignore[misc]
        name=about.get_username() if known else about,  # type: ignore[union-attr]
        action=action,
        before=before[:LONGEST],
        after=after[:LONGEST],
    )
