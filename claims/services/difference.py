"""A plan in numbers and examples: what an admin looks at before it is applied. Offsets only, no words of the text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.models import Changes, Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.models import ClaimDate, ClaimSpeaker
    from claims.services.plan import Change, Plan
    from claims.services.proposals import Proposal

__all__ = ["Difference", "difference"]

SAMPLES = 3
"""Examples that one text keeps of each kind of change."""


@dataclass(frozen=True)
class Difference:
    counts: dict[str, int]
    """By `Changes.COUNTS`."""
    sample: list[dict[str, Any]]
    """{"claim": id or None, "kinds": [...], "before": side or None, "after": side or None}, in the text's order; a
    side has content, source, cue, kind, cue_class, speaker, said_on, dates."""


def difference(plan: Plan, continued: Iterable[Claim] = ()) -> Difference:
    """To be asked for before the plan is written."""
    counts: Counter[str] = Counter(swallowed=plan.swallowed)
    sample: list[dict[str, Any]] = []
    shown: Counter[str] = Counter()

    def tell(kinds: list[str], claim: int | None, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        counts.update(kinds)
        if any(shown[kind] < SAMPLES for kind in kinds):
            shown.update(kinds)
            sample.append({"claim": claim, "kinds": kinds, "before": before, "after": after})

    for claim in continued:
        tell(["added"], claim.continues_id, None, _side(claim))
    for proposal in plan.created:
        tell(["added"], None, None, _proposed(proposal))
    for change in plan.kept:
        claim = change.claim
        if kinds := _kinds(change):
            before = None if claim.state == Claim.State.WITHDRAWN else _side(claim)
            tell(kinds, claim.pk, before, _changed(change))
        else:
            counts["unchanged"] += 1
    for claim in plan.withdrawn:
        tell(["withdrawn"], claim.pk, _side(claim), None)
    sample.sort(key=lambda entry: (entry["before"] or entry["after"])["content"])
    return Difference({name: counts[name] for name in Changes.COUNTS}, sample)


def _kinds(change: Change) -> list[str]:
    """A withdrawn claim that is found again counts as added. A new confidence alone is no change."""
    values = change.values
    if "state" in values:
        return ["added"]
    nobody = not (change.claim.speakers.all() if change.speakers is None else change.speakers)
    told = {
        "speaker": change.speakers is not None or "unnamed" in values or (nobody and "speaker_name" in values),
        "span": not values.keys().isdisjoint({"content", "source", "cue"}),
        "date": change.dates is not None or not values.keys().isdisjoint({"said_on", "said_on_edtf", "day"}),
        "kind": "kind" in values,
    }
    kinds = [kind for kind, changed in told.items() if changed]
    other = "cue_class" in values or change.candidates is not None or "speaker_name" in values
    return kinds or (["other"] if other else [])


def _side(claim: Claim) -> dict[str, Any]:
    return {
        **{name: getattr(claim, name) for name in ("content", "source", "cue", "kind", "cue_class")},
        "speaker": _speaker(claim.speakers.all(), claim.unnamed or claim.speaker_name),
        "said_on": claim.said_on_edtf,
        "dates": _dates(claim.dates.all()),
    }


def _proposed(proposal: Proposal) -> dict[str, Any]:
    who = proposal.who
    return {
        **{name: getattr(proposal, name) for name in ("content", "source", "cue", "kind", "cue_class")},
        "speaker": _speaker(who.speakers, who.unnamed or who.name),
        "said_on": proposal.said_on_edtf,
        "dates": _dates(proposal.dates),
    }


def _changed(change: Change) -> dict[str, Any]:
    claim, values = change.claim, change.values
    after = _side(claim) | {name: values[name] for name in values.keys() & _side(claim).keys()}
    speakers = claim.speakers.all() if change.speakers is None else change.speakers
    unnamed, name = values.get("unnamed", claim.unnamed), values.get("speaker_name", claim.speaker_name)
    after["speaker"] = _speaker(speakers, unnamed or name)
    after["said_on"] = values.get("said_on_edtf", claim.said_on_edtf)
    if change.dates is not None:
        after["dates"] = _dates(change.dates)
    return after


def _speaker(speakers: Iterable[ClaimSpeaker], otherwise: str) -> str:
    """“Ana Ruiz, spokeswoman, for Harbour Ministry”; without actors how the text calls them."""
    named = []
    for speaker in speakers:
        behalf = f"for {speaker.for_whom}" if speaker.for_whom else ""
        named.append(", ".join(filter(None, [str(speaker.who), speaker.role, behalf])))
    return "; ".join(named) or otherwise


def _dates(dates: Iterable[ClaimDate]) -> list[str]:
    """As EDTF, or as said where there is none."""
    return [date.edtf or date.text for date in dates]
