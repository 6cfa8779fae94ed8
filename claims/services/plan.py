"""What a run's candidates would do to a snapshot's claims. Pure: nothing is written, no claim is touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claims.models import Claim, ClaimCandidate, ClaimDate, ClaimSpeaker
from claims.services.matching import SAME, Shape, Words, alike, best_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.services.proposals import Proposal

__all__ = ["DATE_FIELDS", "SPAN_FIELDS", "Change", "Matched", "Plan", "is_open", "match", "plan"]

Field, State = Claim.Field, Claim.State
SPAN_FIELDS = ("content", "source", "cue", "position", "content_text", "source_text", "cue_text", "cue_class")
DATE_FIELDS = ("said_on", "said_on_text", "said_on_edtf", "day")


@dataclass
class Matched:
    """Candidates and claims, before it is known who speaks."""

    pairs: list[tuple[Proposal, Claim]] = field(default_factory=list)
    fresh: list[Proposal] = field(default_factory=list)
    lost: list[Claim] = field(default_factory=list)
    swallowed: int = 0

    @property
    def unattributed(self) -> list[Proposal]:
        """Those whose speaker the machine may still tell."""
        return [*self.fresh, *(proposal for proposal, claim in self.pairs if is_open(claim))]


@dataclass
class Change:
    """A claim that is found again: values of fields that differ, rows where they do (None where they do not)."""

    claim: Claim
    values: dict[str, Any]
    speakers: list[ClaimSpeaker] | None
    candidates: list[ClaimCandidate] | None
    dates: list[ClaimDate] | None

    @property
    def new_version(self) -> bool:
        return bool(self.values) or self.speakers is not None or self.dates is not None


@dataclass
class Plan:
    """`swallowed` are candidates that a person rejected before."""

    created: list[Proposal]
    kept: list[Change]
    withdrawn: list[Claim]
    swallowed: int


def match(found: list[Proposal], claims: list[Claim], shapes: dict[int, list[Shape]], words: Words) -> Matched:
    """A candidate matches a claim by the words that their contents share (F1 of at least 0.5, best first) when their
    sources share a word or one of them has none. What a person rejected swallows its candidate and all that are like
    it; `shapes` has each claim's present spans, then those that its reviews have seen."""
    pairs = best_pairs([p.shape for p in found], [shapes[claim.pk] for claim in claims], words)
    tombstones = [shape for claim in claims if claim.state == State.REJECTED for shape in shapes[claim.pk]]
    matched = Matched()
    for number, proposal in enumerate(found):
        claim = claims[pairs[number]] if number in pairs else None
        if claim and claim.state != State.REJECTED:
            matched.pairs.append((proposal, claim))
        elif claim or any(alike(proposal.shape, shape, words) >= SAME for shape in tombstones):
            matched.swallowed += 1
        else:
            matched.fresh.append(proposal)
    kept = {claims[k].pk for k in pairs.values()}
    matched.lost = [claim for claim in claims if claim.pk not in kept]
    return matched


def plan(matched: Matched) -> Plan:
    """The candidates' speakers are known by now. No field that a decision holds gets a value."""
    return Plan(
        created=matched.fresh,
        kept=[_change(claim, proposal) for proposal, claim in matched.pairs],
        withdrawn=[claim for claim in matched.lost if _may_withdraw(claim)],
        swallowed=matched.swallowed,
    )


def is_open(claim: Claim) -> bool:
    """The machine may still say who speaks."""
    return claim.state != State.REJECTED and not claim.holds(Field.SPEAKER)


def _change(claim: Claim, proposal: Proposal) -> Change:
    values: dict[str, Any] = {}
    if not claim.holds(Field.SPANS):
        values |= {name: getattr(proposal, name) for name in SPAN_FIELDS}
    if not claim.holds(Field.KIND):
        values["kind"] = proposal.kind
    if not claim.holds(Field.DATE):
        values |= {name: getattr(proposal, name) for name in DATE_FIELDS}
    who = proposal.who
    if is_open(claim):
        values |= {"speaker_name": who.name, "unnamed": who.unnamed, "confidence": proposal.confidence}
    if claim.state == State.WITHDRAWN:
        values["state"] = State.PROPOSED
    dates = proposal.dates_in(claim.content) if claim.holds(Field.SPANS) else proposal.dates
    open_ = is_open(claim)
    return Change(
        claim=claim,
        values={name: value for name, value in values.items() if getattr(claim, name) != value},
        speakers=who.speakers if open_ and _speaking(claim.speakers.all()) != _speaking(who.speakers) else None,
        candidates=who.candidates if open_ and _offered(claim.candidates.all()) != _offered(who.candidates) else None,
        dates=dates if _dated(claim.dates.all()) != _dated(dates) else None,
    )


def _speaking(speakers: Iterable[ClaimSpeaker]) -> list[tuple[int | None, int | None, int | None, str]]:
    """After merges: a claim keeps the actor that it was given, as long as that is the same one."""
    return [
        (s.who.pk, s.for_whom.pk if s.for_whom else None, s.position_id, s.role)
        for s in sorted(speakers, key=lambda s: s.number)
    ]


def _offered(candidates: Iterable[ClaimCandidate]) -> dict[int, tuple[float, str]]:
    offered: dict[int, tuple[float, str]] = {}
    for candidate in candidates:
        offered.setdefault(candidate.actor_id, (candidate.score, candidate.reason))
    return offered


def _dated(dates: Iterable[ClaimDate]) -> list[tuple[int, int, str, str]]:
    return [(d.start, d.end, d.value, d.edtf) for d in dates]


def _may_withdraw(claim: Claim) -> bool:
    """A machine claim that is no longer found, unless a person decided anything about it or added it."""
    return not claim.held and claim.state == State.PROPOSED and claim.extraction_id is not None
