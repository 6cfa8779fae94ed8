"""A list of claims as numbered citations, to paste under a text."""

from __future__ import annotations

from itertools import batched, count
from typing import TYPE_CHECKING, Any

from claims.citing import citation
from claims.models import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

__all__ = ["citation_lines"]

BATCH = 200


def citation_lines(claims: QuerySet[Any], site: str) -> Iterator[bytes]:
    """In the order of `claims`, whose keys are claims' keys; each on a line of its own."""
    numbers = count(1)
    for keys in batched(claims.values_list("pk", flat=True).iterator(chunk_size=BATCH), BATCH):
        order = {key: number for number, key in enumerate(keys)}
        found = Claim.objects.filter(pk__in=keys, snapshot__article__removed_at__isnull=True).for_display()
        for claim in sorted(found, key=lambda one: order[one.pk]):
            line = " ".join(citation(claim, f"{site}{claim.get_absolute_url()}").split())
            yield f"{next(numbers)}. {line}\n".encode()
