"""Find the claims of a story that was made or changed, or let go of those of one that was taken back: a worker's part,
text by text, so that neither an editor nor other work waits for a story of many claims."""

from __future__ import annotations

import math
import time
from itertools import batched

from django.db import transaction

from claims.models import Claim, Story
from claims.services.link import link_claims
from sources.services.bells import ring, ring_after_commit

__all__ = ["ask_to_link", "due", "link_due", "relink"]

BATCH = 200
"""Texts that are gone through in one transaction."""


def ask_to_link(story: Story) -> None:
    """After a new version of it was saved, in the same transaction."""
    story.to_link = 0
    story.save(update_fields=["to_link"])
    ring_after_commit("claims.link_story", story.pk)


def due() -> list[int]:
    """Stories whose links are to be found anew."""
    return list(Story.everything.filter(to_link__isnull=False).order_by("pk").values_list("pk", flat=True))


def link_due(key: int, seconds: float = math.inf) -> bool:
    """Go on with a story for about so many seconds, if it is due. Whether there is more to do."""
    until = time.monotonic() + seconds
    story = Story.everything.filter(pk=key, to_link__isnull=False).first()
    if story is None:
        return False
    for texts in batched(_texts(story), BATCH):
        if not _link(story, texts):
            return False
        if time.monotonic() > until:
            return True
    if _mark(story, None):
        ring("claims.propose")
    return False


def relink(story: Story) -> None:
    """At once, to the end."""
    Story.everything.filter(pk=story.pk).update(to_link=0)
    link_due(story.pk)


def _texts(story: Story) -> list[int]:
    """Those with its own claims, and with those that its words or actors may now reach; in the order of their keys."""
    reached = Claim.objects.filter(links__story=story)
    if not story.taken_back:
        reached |= Claim.objects.filter(speakers__actor__in=list(story.actors.all()))
        if story.query:
            reached |= Claim.objects.filter(pk__in=Claim.objects.matching(story.query).values("pk"))
    texts = Claim.objects.current().filter(pk__in=reached.values("pk"), snapshot__gt=story.to_link)
    return list(texts.order_by("snapshot").values_list("snapshot", flat=True).distinct())


def _link(story: Story, texts: tuple[int, ...]) -> bool:
    """False where another worker was here, or the story was changed, for which a bell rang of its own."""
    with transaction.atomic():
        if not _mark(story, texts[-1]):
            return False
        link_claims(Claim.objects.filter(snapshot__in=texts), story)
    return True


def _mark(story: Story, place: int | None) -> bool:
    mine = Story.everything.filter(pk=story.pk, version=story.version, to_link=story.to_link)
    story.to_link = place
    return bool(mine.update(to_link=place))
