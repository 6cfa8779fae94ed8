"""Which claims name an actor in their words."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from actors.models import Actor, Alias

__all__ = ["names"]

MOST = 20
SHORTEST = 3
"""Characters of an alias that is looked for."""


def names(actor: Actor, words: str) -> Q:
    """A condition on claims: one of the forms of the name that are this actor's alone, written as they are. The index
    finds them whatever their case; `words`, the field with the claim's words, tells “US” from “us”."""
    forms = Alias.objects.filter(Q(actor=actor) | Q(actor__canonical=actor)).order_by("id")[: 2 * MOST]
    own = {form.text: form.key for form in forms if len(form.text) >= SHORTEST}
    others = Alias.objects.filter(key__in=own.values(), actor__in=Actor.objects.surviving()).exclude(actor=actor)
    shared = set(others.values_list("key", flat=True))
    condition = Q(pk__in=[])
    for text in [text for text, key in own.items() if key not in shared][:MOST]:
        phrase = SearchQuery(text, config="onrecord", search_type="phrase")
        condition |= Q(**{"search": phrase, f"{words}__contains": text})
    return condition
