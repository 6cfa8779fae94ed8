"""Apply what a run found to the claims of its snapshot, without touching what a person decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from claims.models import Claim, ClaimCandidate, ClaimDate, ClaimSpeaker, Extraction, Review
from claims.services import proposals
from claims.services.carry import continue_claims
from claims.services.group import lock_family, regroup
from claims.services.link import link_claims
from claims.services.matching import SAME, Shape, Words, alike, best_pairs
from sources.models import Article, Snapshot

if TYPE_CHECKING:
    from claims.services.proposals import Proposal

__all__ = ["Applied", "apply"]

Field, State = Claim.Field, Claim.State
SPAN_FIELDS = ("content", "source", "cue", "position", "content_text", "source_text", "cue_text", "cue_class")
DATE_FIELDS = ("said_on", "said_on_text", "said_on_edtf", "day")


@dataclass
class Applied:
    """Claims by what became of them; `swallowed` are candidates that a person rejected before."""

    created: list[Claim] = field(default_factory=list)
    kept: list[Claim] = field(default_factory=list)
    withdrawn: list[Claim] = field(default_factory=list)
    continued: list[Claim] = field(default_factory=list)
    swallowed: int = 0


def apply(extraction: Extraction) -> Applied:
    """In one transaction. Idempotent; runs over one snapshot wait for each other.

    A candidate matches a claim by the words that their contents share (F1 of at least 0.5, best first) when their
    sources share a word or one of them has none. The claim keeps its id; an unmatched machine claim is withdrawn.
    """
    with transaction.atomic():
        article = Article.objects.get(snapshots=extraction.snapshot_id)
        lock_family(article)
        snapshot = Snapshot.objects.select_for_update().get(pk=extraction.snapshot_id)
        applied = Applied(continued=continue_claims(snapshot))
        claims = list(snapshot.claims.prefetch_related("speakers", "candidates", "dates").order_by("id"))
        found = proposals.read(extraction.output or {}, snapshot, article)
        words = Words(snapshot.text)
        shapes = _shapes(claims)
        pairs = best_pairs([p.shape for p in found], [shapes[claim.pk] for claim in claims], words)
        proposals.attribute_speakers([p for n, p in enumerate(found) if n not in pairs or _open(claims[pairs[n]])])
        tombstones = [shape for claim in claims if claim.state == State.REJECTED for shape in shapes[claim.pk]]
        for number, proposal in enumerate(found):
            if number in pairs:
                claim = claims[pairs[number]]
                if claim.state == State.REJECTED:
                    applied.swallowed += 1
                _update(claim, proposal, extraction)
                applied.kept.append(claim)
            elif any(alike(proposal.shape, shape, words) >= SAME for shape in tombstones):
                applied.swallowed += 1
            else:
                applied.created.append(_create(snapshot, proposal, extraction))
        matched = {claims[k].pk for k in pairs.values()}
        applied.withdrawn = [claim for claim in claims if claim.pk not in matched and _withdraw(claim)]
        extraction.applied_at = timezone.now()
        extraction.save(update_fields=["applied_at"])
        link_claims([*applied.created, *applied.kept, *applied.continued, *applied.withdrawn])
        regroup(article)
        return applied


def _shapes(claims: list[Claim]) -> dict[int, list[Shape]]:
    """Each claim's present spans, then those in its reviews, before and after."""
    shapes = {claim.pk: [Shape.of(claim.content, claim.source, claim.cue)] for claim in claims}
    reviews = Review.objects.filter(claim__in=claims).order_by("-id").values_list("claim_id", "before", "after")
    for claim, before, after in reviews:
        for state in (before, after):
            if state.get("content"):
                shapes[claim].append(Shape.of(state["content"], state.get("source", []), state.get("cue", [])))
    return shapes


def _open(claim: Claim) -> bool:
    """The machine may still say who speaks."""
    return claim.state != State.REJECTED and not claim.holds(Field.SPEAKER)


def _create(snapshot: Snapshot, proposal: Proposal, extraction: Extraction) -> Claim:
    claim = Claim(snapshot=snapshot, extraction=extraction, kind=proposal.kind, confidence=proposal.confidence)
    for name in (*SPAN_FIELDS, *DATE_FIELDS):
        setattr(claim, name, getattr(proposal, name))
    claim.speaker_name, claim.unnamed = proposal.who.name, proposal.who.unnamed
    claim.save()
    _write_speakers(claim, proposal)
    _write_dates(claim, proposal.dates)
    return claim


def _update(claim: Claim, proposal: Proposal, extraction: Extraction) -> None:
    """Write the fields that no decision holds; a claim that changed gets a new version."""
    if claim.state == State.REJECTED:
        return
    values: dict[str, Any] = {}
    if not claim.holds(Field.SPANS):
        values |= {name: getattr(proposal, name) for name in SPAN_FIELDS}
    if not claim.holds(Field.KIND):
        values["kind"] = proposal.kind
    if not claim.holds(Field.DATE):
        values |= {name: getattr(proposal, name) for name in DATE_FIELDS}
    if _open(claim):
        values |= {
            "speaker_name": proposal.who.name,
            "unnamed": proposal.who.unnamed,
            "confidence": proposal.confidence,
        }
    if claim.state == State.WITHDRAWN:
        values["state"] = State.PROPOSED
    changed = [name for name, value in values.items() if getattr(claim, name) != value]
    for name in changed:
        setattr(claim, name, values[name])
    redone = _open(claim) and _write_speakers(claim, proposal)
    redone |= _write_dates(claim, proposal.dates if not claim.holds(Field.SPANS) else proposal.dates_in(claim.content))
    claim.extraction = extraction
    if changed or redone:
        claim.version += 1
        claim.save(update_fields=[*changed, "extraction", "version", "updated_at"])
    else:
        claim.save(update_fields=["extraction"])


def _write_speakers(claim: Claim, proposal: Proposal) -> bool:
    """True where they changed."""
    who = proposal.who
    before = [(s.actor_id, s.on_behalf_of_id, s.position_id, s.role) for s in claim.speakers.all()]
    after = [(s.actor_id, s.on_behalf_of_id, s.position_id, s.role) for s in who.speakers]
    if before != after:
        claim.speakers.all().delete()
        ClaimSpeaker.objects.bulk_create([_of(claim, row) for row in who.speakers])
    offered = [(c.actor_id, c.score, c.reason) for c in claim.candidates.all()]
    if sorted(offered) != sorted((c.actor_id, c.score, c.reason) for c in who.candidates):
        claim.candidates.all().delete()
        ClaimCandidate.objects.bulk_create([_of(claim, row) for row in who.candidates], ignore_conflicts=True)
    return before != after


def _write_dates(claim: Claim, dates: list[ClaimDate]) -> bool:
    before = [(d.start, d.end, d.value, d.edtf) for d in claim.dates.all()]
    if before == [(d.start, d.end, d.value, d.edtf) for d in dates]:
        return False
    claim.dates.all().delete()
    ClaimDate.objects.bulk_create([_of(claim, row) for row in dates])
    return True


def _of[R: (ClaimSpeaker, ClaimCandidate, ClaimDate)](claim: Claim, row: R) -> R:
    row.pk, row.claim = None, claim
    row._state.adding = True
    return row


def _withdraw(claim: Claim) -> bool:
    """A machine claim that is no longer found, unless a person decided anything about it or added it."""
    decided = claim.held or claim.state not in (State.PROPOSED, State.WITHDRAWN)
    if decided or claim.extraction_id is None or claim.state == State.WITHDRAWN:
        return False
    claim.state = State.WITHDRAWN
    claim.version += 1
    claim.save(update_fields=["state", "version", "updated_at"])
    return True
