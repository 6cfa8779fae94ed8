"""The claims that mention their speaker as one claim does: in its article, or wherever nobody was recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from claims.models import Claim, ClaimSpeaker, Link
from claims.models.claims import MENTION, MENTIONED_AS
from claims.queue.precedents import ANYBODY
from claims.services.refusals import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from claims.models import ClaimQuerySet, Story
    from sources.models import Outlet

__all__ = ["CEILING", "MOST", "Alike", "Within", "in_article", "unresolved"]

MOST = 500
CEILING = 10_000


@dataclass(frozen=True, slots=True)
class Within:
    outlet: Outlet | None = None
    story: Story | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    stories: Collection[int] | None = None
    """Those that a limited editor decides about."""

    def narrow(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        if self.outlet:
            claims = claims.filter(snapshot__article__outlet=self.outlet)
        if self.story:
            claims = claims.about(story=self.story)
        if self.since:
            claims = claims.filter(day__gte=self.since)
        if self.until:
            claims = claims.filter(day__lte=self.until)
        if self.stories is not None:
            claims = claims.filter(Exists(Link.objects.standing().filter(claim=OuterRef("pk"), story__in=self.stories)))
        return claims


@dataclass(frozen=True, slots=True)
class Alike:
    text: str
    """As which they mention the speaker."""
    open: ClaimQuerySet
    """Those to be attributed, besides the claim itself, the newest first."""
    decided: ClaimQuerySet
    """Those whose speaker a person decided; they are left alone."""

    @property
    def number(self) -> int:
        """At most CEILING + 1."""
        return self.open.order_by()[: CEILING + 1].count()

    @property
    def left_alone(self) -> int:
        return self.decided.order_by()[: CEILING + 1].count()

    @property
    def sample(self) -> ClaimQuerySet:
        return self.open.for_display()[:8]


def in_article(claim: Claim, within: Within | None = None) -> Alike:
    """All mentions of this speaker in the text. Raises Refused where the text mentions nobody."""
    text = _mention(claim)
    return _apart(text, _mentioning(text).filter(snapshot=claim.snapshot_id), claim, within)


def unresolved(claim: Claim, within: Within | None = None) -> Alike:
    """All claims whose text says the same and in which nobody was recognised. Raises Refused as well for words that
    mean somebody else in every article."""
    text = _mention(claim)
    if text.casefold() in ANYBODY:
        raise Refused(f"“{text}” is somebody else in every article; choose the mentions in this article alone.")
    found = _apart(text, _mentioning(text), claim, within)
    nobody = ~Exists(ClaimSpeaker.objects.filter(claim=OuterRef("pk")))
    return Alike(text, found.open.filter(nobody, state=Claim.State.PROPOSED), found.decided)


def _mention(claim: Claim) -> str:
    text = claim.speaker_name or claim.source_text
    if not text:
        raise Refused("The text names nobody beside these words; nothing else is known to be said by the same.")
    return text


def _mentioning(text: str) -> ClaimQuerySet:
    begins = Claim.objects.standing().alias(mention=MENTION).filter(mention=text[:MENTIONED_AS])
    return begins.filter(Q(speaker_name=text) | Q(speaker_name="", source_text=text))


def _apart(text: str, claims: ClaimQuerySet, claim: Claim, within: Within | None) -> Alike:
    others = (within or Within()).narrow(claims.exclude(pk=claim.pk)).newest_first()
    decided = Q(held__contains=[Claim.Field.SPEAKER])
    return Alike(text, others.exclude(decided), others.filter(decided))
