"""What people decide about claims: each decision is one review, none is lost, each can be undone by one more."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from claims.models import Claim, Review
from claims.services.correction import Correction, Place, SpeakerChoice, correct
from claims.services.group import lock_families_of, lock_family
from claims.services.in_force import RESULT, Undo, histories_of, refuse_undone, state_by, value_of
from claims.services.listing import hold
from claims.services.refusals import Refused, Stale
from claims.services.reports import reopen_reports, settle_reports
from claims.services.settle import settle
from claims.services.spans import Marked, refuse_twin, write_dates
from claims.services.state import Rows, first_day, state_of, states_of, write_field
from sources.models import Article, Snapshot

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = [
    "Correction",
    "Decision",
    "Marked",
    "Place",
    "Refused",
    "SpeakerChoice",
    "Stale",
    "add_claim",
    "decide",
    "decide_each",
    "undo",
    "undo_each",
]

Action, Field, State = Review.Action, Claim.Field, Claim.State
DECIDES_ALL = (Field.SPANS, Field.KIND, Field.SPEAKER, Field.DATE)
"""What a person vouches for by confirming or adding a claim."""
TAKEN_DOWN = "The article was taken down, and nothing about it can be decided any more."


@dataclass(frozen=True)
class Decision:
    claim: Claim
    version: int
    correction: Correction | None = None


def decide(
    claim: Claim,
    by: User,
    action: str,
    version: int,
    correction: Correction | None = None,
    *,
    note: str = "",
    together: uuid.UUID | None = None,
) -> Review:
    """Confirm, reject, correct or note one claim, in one transaction.

    Raises Stale where `version` is no longer the claim's, Refused where there is nothing to decide.
    """
    return decide_each([Decision(claim, version, correction)], by, action, note=note, together=together)[0]


def decide_each(
    decisions: Sequence[Decision], by: User, action: str, *, note: str = "", together: uuid.UUID | None = None
) -> list[Review]:
    """As `decide`, about many claims, all or none; the queries do not grow with their number, but for families of
    copies."""
    with transaction.atomic():
        claims = _locked([decision.claim.pk for decision in decisions])
        before, rows, fields = states_of(claims), Rows(), list[list[str]]()
        for decision, claim, state in zip(decisions, claims, before, strict=True):
            if claim.version != decision.version:
                submitted = {"action": action, "correction": decision.correction, "note": note}
                raise Stale(claim, decision.version, submitted, state)
            fields.append(_write(claim, action, decision.correction, note, by, rows))
        rows.write()
        reviews = _record(claims, by, action, fields, before, note=note, together=together)
        settle_reports([review for review in reviews if _judges(review.fields)])
        settle(claims, reviews)
        return reviews


def _write(claim: Claim, action: str, correction: Correction | None, note: str, by: User, rows: Rows) -> list[str]:
    """Returns the fields that the decision is about."""
    match action:
        case Action.CONFIRM:
            fields: list[str] = [*DECIDES_ALL]
        case Action.REJECT:
            fields = [Field.REJECTED]
        case Action.CORRECT:
            fields = correct(claim, correction or Correction(), by, rows)
            if correction and correction.rest:
                fields += [field for field in DECIDES_ALL if field not in fields]
        case Action.NOTE if note.strip():
            return []
        case _:
            raise Refused("Write a note." if action == Action.NOTE else f"A claim cannot be decided by “{action}”.")
    if _judges(fields):
        claim.state = RESULT[Action(action)]
    return fields


def _judges(fields: Sequence[str]) -> bool:
    """To which events a claim belongs says nothing about whether it is right."""
    return bool(set(fields) - {Field.EVENT})


def add_claim(
    snapshot: Snapshot,
    by: User,
    correction: Correction,
    *,
    note: str = "",
    together: uuid.UUID | None = None,
) -> Review:
    """A claim that the machine missed, as a person marks it: `correction` has its spans and, where they are known, all
    else. Returns the review, which has the claim. Raises Refused as a correction does, and for a text that is not the
    article's latest."""
    with transaction.atomic():
        article = Article.objects.get(snapshots=snapshot.pk)
        lock_family(article)
        article.refresh_from_db()
        if article.removed_at:
            raise Refused(TAKEN_DOWN)
        snapshot = Snapshot.objects.select_related("article").get(pk=snapshot.pk)
        if correction.spans is None:
            raise Refused("Mark what was said: a claim has words.")
        claim, rows = Claim(snapshot=snapshot, confidence=1.0, state=State.WITHDRAWN, content=[]), Rows()
        correct(claim, Correction(spans=correction.spans, kind=correction.kind), by, rows)
        claim.day = first_day(claim)
        claim.save()
        write_dates(claim)
        rest = Correction(
            speakers=correction.speakers,
            unnamed=correction.unnamed,
            said_on=correction.said_on,
            places=correction.places,
        )
        before = state_of(claim)
        fields: list[str] = [*DECIDES_ALL]
        if rest != Correction():
            fields += [field for field in correct(claim, rest, by, rows) if field not in fields]
        rows.write()
        claim.state = State.CONFIRMED
        reviews = _record([claim], by, Action.ADD, [fields], [before], note=note, together=together)
        settle([claim], reviews)
        return reviews[0]


def undo(
    review: Review, by: User, *, version: int | None = None, note: str = "", together: uuid.UUID | None = None
) -> Review:
    """Take a decision back: each of its fields gets the value of the decision in force then, else the machine's.

    A decision on a claim that was continued on a newer text is undone there. Raises Refused for an undo, a note and
    what was undone already; Stale as `decide`.
    """
    return _undo([review], by, version, note, together)[0]


def undo_each(
    reviews: Sequence[Review], by: User, *, note: str = "", together: uuid.UUID | None = None
) -> list[Review]:
    """As `undo`, of decisions about several claims, all or none."""
    return _undo(reviews, by, None, note, together)


def _undo(
    reviews: Sequence[Review], by: User, version: int | None, note: str, together: uuid.UUID | None
) -> list[Review]:
    with transaction.atomic():
        if any(review.claim_id is None or review.action not in RESULT for review in reviews):
            raise Refused("Only a decision about a claim can be undone.")
        claims = _locked(_newest([review.claim_id or 0 for review in reviews]))
        before, rows = states_of(claims), Rows()
        if version is not None and claims[0].version != version:
            raise Stale(claims[0], version, {"undo": reviews[0].pk, "note": note}, before[0])
        refuse_undone(reviews)
        histories = histories_of(claims)
        for review, claim in zip(reviews, claims, strict=True):
            history = [*histories[claim.pk], Undo(review.pk)]
            for field in review.fields:
                if state := value_of(history, field):
                    write_field(claim, field, state, rows)
            if Field.SPANS in review.fields:
                refuse_twin(claim)
            claim.state = state_by(history, claim.state)
        rows.write()
        fields = [review.fields for review in reviews]
        made = _record(claims, by, Action.UNDO, fields, before, note=note, together=together, undoes=reviews)
        reopen_reports(reviews)
        settle(claims, made)
        return made


def _locked(keys: Sequence[int]) -> list[Claim]:
    """In this order; their families first, and their rows in the lists, which others change without the families."""
    lock_families_of(keys)
    found = Claim.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    claims = {claim.pk: claim for claim in found.select_related("snapshot__article").prefetch_related("links")}
    hold(Claim.objects.filter(pk__in=claims))
    if gone := set(keys) - set(claims):
        raise Refused(f"Claim {min(gone)} is gone.")
    if any(claim.snapshot.article.removed_at for claim in claims.values()):
        raise Refused(TAKEN_DOWN)
    return [claims[key] for key in keys]


def _newest(keys: Sequence[int]) -> list[int]:
    """Of each claim the one that it is continued by in the end."""
    newest = list(keys)
    while following := dict(Claim.objects.filter(continues__in=newest).values_list("continues", "pk")):
        newest = [following.get(key, key) for key in newest]
    return newest


def _record(
    claims: Sequence[Claim],
    by: User,
    action: str,
    fields: Sequence[list[str]],
    before: Sequence[dict[str, Any]],
    *,
    note: str,
    together: uuid.UUID | None,
    undoes: Sequence[Review | None] | None = None,
) -> list[Review]:
    rows = zip(claims, fields, before, states_of(claims), undoes or [None] * len(claims), strict=True)
    return Review.objects.bulk_create(
        Review(
            claim=claim,
            by=by,
            action=action,
            fields=decided,
            before=was,
            after=now,
            note=note.strip(),
            together=together,
            undoes=undone,
        )
        for claim, decided, was, now, undone in rows
    )
