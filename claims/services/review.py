"""What people decide about claims: each decision is one review, none is lost, each can be undone by one more."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction

from claims.models import Claim, Review, Webhook
from claims.services.correction import Correction, Place, SpeakerChoice, correct
from claims.services.doubts import lift_doubts
from claims.services.group import lock_family, regroup
from claims.services.in_force import RESULT, held_by, history_of, history_without, state_by, value_of
from claims.services.link import link_claims
from claims.services.refusals import Refused, Stale
from claims.services.reports import reopen_reports, settle_reports
from claims.services.spans import Marked, refuse_twin, write_dates
from claims.services.state import first_day, state_of, write_field
from claims.services.webhooks.announce import announce
from sources.models import Article, Snapshot

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["Correction", "Marked", "Place", "Refused", "SpeakerChoice", "Stale", "add_claim", "decide", "undo"]

Action, Field, State = Review.Action, Claim.Field, Claim.State
DECIDES_ALL = (Field.SPANS, Field.KIND, Field.SPEAKER, Field.DATE)
"""What a person vouches for by confirming or adding a claim."""
TAKEN_DOWN = "The article was taken down, and nothing about it can be decided any more."


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
    with transaction.atomic():
        claim = _locked(claim.pk)
        if claim.version != version:
            submitted = {"action": action, "correction": correction, "note": note}
            raise Stale(claim, version, submitted, state_of(claim))
        before, fields = state_of(claim), list[str]()
        match action:
            case Action.CONFIRM:
                fields = [*DECIDES_ALL]
            case Action.REJECT:
                fields = [Field.REJECTED]
            case Action.CORRECT:
                fields = correct(claim, correction or Correction(), by)
                if correction and correction.rest:
                    fields += [field for field in DECIDES_ALL if field not in fields]
            case Action.NOTE if note.strip():
                pass
            case _:
                raise Refused("Write a note." if action == Action.NOTE else f"A claim cannot be decided by “{action}”.")
        judged = set(fields) - {Field.EVENT}
        if judged:
            claim.state = RESULT[Action(action)]
        review = _record(claim, by, action, fields, before, note=note, together=together)
        if judged:
            settle_reports(review)
        _settle(claim, review)
        return review


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
        claim = Claim(snapshot=snapshot, confidence=1.0, state=State.WITHDRAWN, content=[])
        correct(claim, Correction(spans=correction.spans, kind=correction.kind), by)
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
            fields += [field for field in correct(claim, rest, by) if field not in fields]
        claim.state = State.CONFIRMED
        review = _record(claim, by, Action.ADD, fields, before, note=note, together=together)
        _settle(claim, review)
        return review


def undo(
    review: Review, by: User, *, version: int | None = None, note: str = "", together: uuid.UUID | None = None
) -> Review:
    """Take a decision back: each of its fields gets the value of the decision in force then, else the machine's.

    A decision on a claim that was continued on a newer text is undone there. Raises Refused for an undo, a note and
    what was undone already; Stale as `decide`.
    """
    with transaction.atomic():
        if review.claim is None or review.action not in RESULT:
            raise Refused("Only a decision about a claim can be undone.")
        claim = _locked(_newest(review.claim).pk)
        if version is not None and claim.version != version:
            raise Stale(claim, version, {"undo": review.pk, "note": note}, state_of(claim))
        history = history_without(review, claim)
        before = state_of(claim)
        for field in review.fields:
            state = value_of(history, field)
            if state:
                write_field(claim, field, state)
        refuse_twin(claim)
        claim.state = state_by(history, claim.state)
        made = _record(claim, by, Action.UNDO, review.fields, before, note=note, together=together, undoes=review)
        reopen_reports(review)
        _settle(claim, made)
        return made


def _locked(pk: int) -> Claim:
    lock_family(Article.objects.get(snapshots__claims=pk))
    claim = Claim.objects.select_for_update(of=("self",)).select_related("snapshot__article").get(pk=pk)
    if claim.snapshot.article.removed_at:
        raise Refused(TAKEN_DOWN)
    return claim


def _newest(claim: Claim) -> Claim:
    while following := Claim.objects.filter(continues=claim).first():
        claim = following
    return claim


def _record(claim: Claim, by: User, action: str, fields: list[str], before: dict[str, Any], **more: Any) -> Review:
    after = {**state_of(claim), "state": claim.state}
    more["note"] = more["note"].strip()
    return Review.objects.create(claim=claim, by=by, action=action, fields=fields, before=before, after=after, **more)


def _settle(claim: Claim, review: Review) -> None:
    """After a decision: held fields follow the decisions in force, then groups, links and doubts; who wants to hear is
    told."""
    claim.held = held_by(history_of(claim))
    claim.version += 1
    claim.save()
    if set(review.fields) - {Field.EVENT}:  # a group has the same words of the same speaker, wherever they are placed
        regroup(claim.snapshot.article)
    link_claims([claim])
    lift_doubts(claim)
    announce(Webhook.Event.REVIEWED, [claim], review={"id": review.pk, "action": review.action})
