"""Carry reviewed claims over to a new text of their article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from claims.models import Claim, ClaimCandidate, ClaimDate, ClaimSpeaker, Link, Report
from claims.services.values import texts_of

if TYPE_CHECKING:
    from sources.models import Snapshot

__all__ = ["continue_claims"]

type Spans = list[list[int]]

COPIED = (
    "kind",
    "cue_class",
    "speaker_name",
    "unnamed",
    "said_on",
    "said_on_text",
    "said_on_edtf",
    "day",
    "confidence",
    "state",
    "held",
    "version",
)


def continue_claims(snapshot: Snapshot) -> list[Claim]:
    """Continue on `snapshot` every decided claim of earlier ones whose exact text occurs exactly once in it.

    The new claim carries the decisions, speakers, links and open reports; the reviews stay with the old one. A claim
    whose text does not occur, or occurs more than once, stays where it is.
    """
    earlier = Claim.objects.filter(snapshot__article=snapshot.article_id, snapshot__number__lt=snapshot.number)
    decided = earlier.filter(~Q(held=[]), continued_by__isnull=True).select_related("snapshot").order_by("id")
    continued = []
    for claim in decided.select_for_update(of=("self",)):
        moved = _moved(claim, snapshot.text)
        if moved and not _taken(snapshot, *moved):
            continued.append(_continue(claim, snapshot, *moved))
    return continued


def _taken(snapshot: Snapshot, content: Spans, source: Spans, cue: Spans) -> bool:
    return snapshot.claims.filter(content=content, source=source, cue=cue).exists()


def _moved(claim: Claim, text: str) -> tuple[Spans, Spans, Spans] | None:
    """Content, source and cue in the new text; source and cue stay behind where they cannot be found for sure."""
    old = claim.snapshot.text
    everything = [*claim.content, *claim.source, *claim.cue]
    shift = _shift(old, text, everything)
    if shift is not None:
        return _shifted(claim.content, shift), _shifted(claim.source, shift), _shifted(claim.cue, shift)
    shift = _shift(old, text, claim.content)
    if shift is not None:
        return _shifted(claim.content, shift), [], []
    return None


def _shift(old: str, new: str, spans: Spans) -> int | None:
    """How far the stretch of text that the spans lie in has moved; None unless it occurs exactly once."""
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    stretch = old[start:end]
    first = new.find(stretch)
    if first < 0 or new.find(stretch, first + 1) >= 0:
        return None
    return first - start


def _shifted(spans: Spans, shift: int) -> Spans:
    return [[start + shift, end + shift] for start, end in spans]


def _continue(old: Claim, snapshot: Snapshot, content: Spans, source: Spans, cue: Spans) -> Claim:
    new = Claim(
        snapshot=snapshot,
        continues=old,
        content=content,
        source=source,
        cue=cue,
        position=content[0][0],
        **{name: getattr(old, name) for name in COPIED},
    )
    new.content_text, new.source_text, new.cue_text = texts_of(snapshot.text, content, source, cue)
    new.save()
    shift = content[0][0] - old.content[0][0]
    ClaimSpeaker.objects.bulk_create(
        [
            ClaimSpeaker(
                claim=new, actor=s.actor, on_behalf_of=s.on_behalf_of, position=s.position, role=s.role, number=s.number
            )
            for s in old.speakers.select_related("actor", "on_behalf_of", "position")
        ]
    )
    ClaimCandidate.objects.bulk_create(
        [ClaimCandidate(claim=new, actor_id=c.actor_id, score=c.score, reason=c.reason) for c in old.candidates.all()]
    )
    ClaimDate.objects.bulk_create(
        [
            ClaimDate(
                claim=new,
                start=d.start + shift,
                end=d.end + shift,
                type=d.type,
                value=d.value,
                text=d.text,
                edtf=d.edtf,
                days=d.days,
            )
            for d in old.dates.all()
        ]
    )
    Link.objects.bulk_create(
        [
            Link(claim=new, story_id=k.story_id, event_id=k.event_id, score=k.score, reason=k.reason, state=k.state)
            for k in old.links.all()
        ]
    )
    Report.objects.open().filter(claim=old).update(claim=new)
    return new
