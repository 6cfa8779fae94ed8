"""A reviewed article as one line of a corpus."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claims.models import Claim

if TYPE_CHECKING:
    from claims.gold.reviewed import Reviewed

__all__ = ["attribution_of", "document_of"]

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
ROLES = ("source", "cue", "content")
Field = Claim.Field


def document_of(one: Reviewed) -> dict[str, Any]:
    """In the form of the attribution corpora, so that their scorers and `training/` read it; docs/learning.md tells
    what each key holds. Spans are code points of `text`."""
    article = one.article
    return {
        "id": f"{article.pk}",
        "url": article.url,
        "published": article.published_on.isoformat() if article.published_on else None,
        "outlet": article.outlet.slug,
        "stories": one.stories,
        "text": one.snapshot.text,
        "complete": one.whole,
        "attributions": [attribution_of(claim) for claim in one.kept],
        "rejected": [{"claim": claim.pk, "kind": claim.kind, **_spans(claim)} for claim in one.rejected],
        "undecided": [{"claim": claim.pk, "kind": claim.kind, **_spans(claim)} for claim in one.open],
    }


def attribution_of(claim: Claim) -> dict[str, Any]:
    """`speaker`, `on_behalf_of` and `said_on` only where a decision holds them."""
    found: dict[str, Any] = {"claim": claim.pk, "held": claim.held, "kind": claim.kind, **_spans(claim)}
    speakers = list(claim.speakers.all())
    if claim.holds(Field.SPEAKER) and (speakers or claim.unnamed):
        found["speaker"] = _names(claim) or None
        found["speaker_kind"] = speakers[0].who.kind if speakers else "unnamed"
        found["on_behalf_of"] = next((speaker.for_whom.name for speaker in speakers if speaker.for_whom), None)
    if claim.holds(Field.DATE):
        found["said_on"] = _said_on(claim)
    return found


def _spans(claim: Claim) -> dict[str, list[list[int]]]:
    return {role: sorted(getattr(claim, role)) for role in ROLES}


def _names(claim: Claim) -> list[str]:
    """Every form under which the text may name a speaker."""
    actors = {actor.pk: actor for speaker in claim.speakers.all() for actor in (speaker.who, speaker.actor)}
    return list(dict.fromkeys(text for a in actors.values() for text in (a.name, *_aliases(a))))


def _aliases(actor: Any) -> list[str]:
    return sorted(alias.text for alias in actor.aliases.all())


def _said_on(claim: Claim) -> str | None:
    """A day, month or year; of a longer stretch its first day."""
    if _DAY.fullmatch(claim.said_on_edtf):
        return claim.said_on_edtf
    first = claim.said_on and claim.said_on.lower
    return first.isoformat() if first else None
