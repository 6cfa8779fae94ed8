"""How often actors are read: a number a month, of nobody in particular."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

if TYPE_CHECKING:
    from actors.models import Actor

__all__ = ["note_read"]

COUNT = """
INSERT INTO claims_actorreads AS reads (month, actor_id, number) VALUES (%s, %s, 1)
ON CONFLICT (month, actor_id) DO UPDATE SET number = reads.number + 1
"""


def note_read(actor: Actor) -> None:
    """Somebody opened the actor's page."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [timezone.localdate().replace(day=1), actor.pk])
