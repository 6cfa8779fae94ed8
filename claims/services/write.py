"""Write a plan: rows made, changed, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.models import Claim, ClaimCandidate, ClaimDate, ClaimSpeaker, Extraction
from claims.services.plan import DATE_FIELDS, SPAN_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.services.plan import Change, Plan
    from claims.services.proposals import Proposal
    from sources.models import Snapshot

__all__ = ["Applied", "write"]


@dataclass
class Applied:
    """Claims by what became of them; `swallowed` are candidates that a person rejected before."""

    created: list[Claim] = field(default_factory=list)
    kept: list[Claim] = field(default_factory=list)
    withdrawn: list[Claim] = field(default_factory=list)
    continued: list[Claim] = field(default_factory=list)
    swallowed: int = 0


def write(plan: Plan, snapshot: Snapshot, extraction: Extraction) -> Applied:
    """In the caller's transaction. A claim that changed gets a new version."""
    applied = Applied(swallowed=plan.swallowed)
    for change in plan.kept:
        _update(change)
        applied.kept.append(change.claim)
    Claim.objects.filter(pk__in=[claim.pk for claim in applied.kept]).update(extraction=extraction)
    applied.created = [_create(snapshot, proposal, extraction) for proposal in plan.created]
    for claim in plan.withdrawn:
        claim.state = Claim.State.WITHDRAWN
        claim.version += 1
        claim.save(update_fields=["state", "version", "updated_at"])
        applied.withdrawn.append(claim)
    return applied


def _create(snapshot: Snapshot, proposal: Proposal, extraction: Extraction) -> Claim:
    claim = Claim(snapshot=snapshot, extraction=extraction, kind=proposal.kind, confidence=proposal.confidence)
    for name in (*SPAN_FIELDS, *DATE_FIELDS):
        setattr(claim, name, getattr(proposal, name))
    claim.speaker_name, claim.unnamed = proposal.who.name, proposal.who.unnamed
    claim.save()
    ClaimSpeaker.objects.bulk_create(_of(claim, proposal.who.speakers))
    ClaimCandidate.objects.bulk_create(_of(claim, proposal.who.candidates), ignore_conflicts=True)
    ClaimDate.objects.bulk_create(_of(claim, proposal.dates))
    return claim


def _update(change: Change) -> None:
    claim = change.claim
    for name, value in change.values.items():
        setattr(claim, name, value)
    if change.speakers is not None:
        claim.speakers.all().delete()
        ClaimSpeaker.objects.bulk_create(_of(claim, change.speakers))
    if change.candidates is not None:
        claim.candidates.all().delete()
        ClaimCandidate.objects.bulk_create(_of(claim, change.candidates), ignore_conflicts=True)
    if change.dates is not None:
        claim.dates.all().delete()
        ClaimDate.objects.bulk_create(_of(claim, change.dates))
    if change.new_version:
        claim.version += 1
        claim.save(update_fields=[*change.values, "version", "updated_at"])


def _of[R: (ClaimSpeaker, ClaimCandidate, ClaimDate)](claim: Claim, rows: Sequence[R]) -> list[R]:
    for row in rows:
        row.pk, row.claim = None, claim
        row._state.adding = True
    return list(rows)
