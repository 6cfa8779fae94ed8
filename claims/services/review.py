"""What people decide about claims: each decision is one review, none is lost, each can be undone by one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from actors.models import Actor, Position
from claims.models import Claim, Review, Webhook
from claims.services.group import lock_family, regroup
from claims.services.link import link_claims
from claims.services.reports import reopen_reports, settle_reports
from claims.services.state import first_day, state_of, write_field, write_speakers
from claims.services.values import days_of_edtf
from claims.services.webhooks.announce import announce
from sources.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["Refused", "SpeakerChoice", "Stale", "decide", "undo"]

Action, Field, State = Review.Action, Claim.Field, Claim.State
DECIDES_ALL = (Field.SPANS, Field.KIND, Field.SPEAKER, Field.DATE)
"""What a person vouches for by confirming a claim."""
RESULT = {Action.CONFIRM: State.CONFIRMED, Action.CORRECT: State.CORRECTED, Action.REJECT: State.REJECTED}


class Refused(Exception):
    """A decision that makes no sense; the message says why, for the person to read."""


class Stale(Exception):
    """Somebody decided, or the machine wrote, after the form was shown. Carries both versions for a comparison."""

    def __init__(self, claim: Claim, version: int, submitted: dict[str, Any]) -> None:
        super().__init__("This claim was changed while you looked at it.")
        self.claim = claim
        """As it is now."""
        self.version = version
        """The one that the form was made from."""
        self.submitted = submitted
        """The arguments of `decide` that were not saved."""
        self.current = state_of(claim)
        self.since = list(claim.reviews.select_related("by").newest_first()[:5])


@dataclass(frozen=True)
class SpeakerChoice:
    """Who speaks, as a person corrects it; without `on_behalf_of` it is what the position speaks for."""

    actor: Actor
    on_behalf_of: Actor | None = None
    position: Position | None = None
    role: str = ""


def decide(
    claim: Claim,
    by: User,
    action: str,
    version: int,
    *,
    speakers: Sequence[SpeakerChoice] | None = None,
    unnamed: str | None = None,
    said_on: str | None = None,
    note: str = "",
) -> Review:
    """Confirm, reject, correct or note one claim, in one transaction.

    A correction names what it changes: `speakers` (an empty list with `unnamed`, the description of somebody whom the
    text does not name), `said_on` (EDTF; "" for not known). Raises Stale where `version` is no longer the claim's,
    Refused where there is nothing to decide.
    """
    submitted = {"action": action, "speakers": speakers, "unnamed": unnamed, "said_on": said_on, "note": note}
    with transaction.atomic():
        claim = _locked(claim.pk)
        if claim.version != version:
            raise Stale(claim, version, submitted)
        before, fields = state_of(claim), list[str]()
        match action:
            case Action.CONFIRM:
                fields = [*DECIDES_ALL]
            case Action.REJECT:
                fields = [Field.REJECTED]
            case Action.CORRECT:
                fields = _correct(claim, speakers, unnamed, said_on)
            case Action.NOTE if note.strip():
                pass
            case _:
                raise Refused("Write a note." if action == Action.NOTE else f"A claim cannot be decided by “{action}”.")
        claim.state = RESULT.get(Action(action), State(claim.state))
        review = Review.objects.create(
            claim=claim,
            by=by,
            action=action,
            fields=fields,
            before=before,
            after={**state_of(claim), "state": claim.state},
            note=note.strip(),
        )
        if action in RESULT:
            settle_reports(review)
        _settle(claim, review)
        return review


def undo(review: Review, by: User, *, version: int | None = None, note: str = "") -> Review:
    """Take a decision back: each of its fields gets the value of the decision in force then, else the machine's.

    A decision on a claim that was continued on a newer text is undone there. Raises Refused for an undo, a note and
    what was undone already; Stale as `decide`.
    """
    with transaction.atomic():
        if review.claim is None or review.action not in RESULT:
            raise Refused("Only a decision about a claim can be undone.")
        claim = _locked(_newest(review.claim).pk)
        if version is not None and claim.version != version:
            raise Stale(claim, version, {"undo": review.pk, "note": note})
        if Review.objects.filter(undoes=review).exists():
            raise Refused("This decision was undone already.")
        before = state_of(claim)
        log = [*_log(claim), _Undo(review.pk)]
        for field in review.fields:
            state = _in_force(log, field)
            if state:
                write_field(claim, field, state)
        claim.state = _state(log, claim)
        made = Review.objects.create(
            claim=claim,
            by=by,
            action=Action.UNDO,
            fields=review.fields,
            before=before,
            after={**state_of(claim), "state": claim.state},
            note=note.strip(),
            undoes=review,
        )
        reopen_reports(review)
        _settle(claim, made)
        return made


def _locked(pk: int) -> Claim:
    lock_family(Article.objects.get(snapshots__claims=pk))
    claim = Claim.objects.select_for_update(of=("self",)).select_related("snapshot__article").get(pk=pk)
    if claim.snapshot.article.removed_at:
        raise Refused("The article was taken down, and nothing about it can be decided any more.")
    return claim


def _newest(claim: Claim) -> Claim:
    while following := Claim.objects.filter(continues=claim).first():
        claim = following
    return claim


def _correct(
    claim: Claim, speakers: Sequence[SpeakerChoice] | None, unnamed: str | None, said_on: str | None
) -> list[str]:
    fields: list[str] = []
    if speakers is not None or unnamed is not None:
        chosen = speakers or []
        if not chosen and not unnamed:
            raise Refused("Say who speaks, or how the text describes the speaker.")
        if len({choice.actor for choice in chosen}) < len(chosen):
            raise Refused("One actor cannot be two of the speakers.")
        claim.unnamed = "" if chosen else (unnamed or "")
        write_speakers(claim, [_row(choice) for choice in chosen])
        fields.append(Field.SPEAKER)
    if said_on is not None:
        try:
            claim.said_on = days_of_edtf(said_on.strip()) if said_on.strip() else None
        except ValueError as error:
            raise Refused(str(error)) from None
        claim.said_on_edtf = said_on.strip()
        claim.day = first_day(claim)
        fields.append(Field.DATE)
    if not fields:
        raise Refused("Nothing was changed.")
    return fields


def _row(choice: SpeakerChoice) -> dict[str, Any]:
    behalf = choice.on_behalf_of or (choice.position and choice.position.spoken_for)
    if behalf == choice.actor:
        raise Refused(f"{choice.actor} cannot speak on behalf of itself.")
    return {
        "actor": choice.actor.pk,
        "on_behalf_of": behalf.pk if behalf else None,
        "position": choice.position.pk if choice.position else None,
        "role": choice.role,
    }


@dataclass(frozen=True)
class _Undo:
    """An undo that is about to be recorded."""

    undoes_id: int
    action: str = Action.UNDO


def _log(claim: Claim) -> list[Review | _Undo]:
    """All decisions, oldest first, those about the claims that this one continues included."""
    chain = [claim]
    while chain[-1].continues:
        chain.append(chain[-1].continues)
    return list(Review.objects.filter(claim__in=chain).exclude(action=Action.NOTE).order_by("id"))


def _in_force(log: Sequence[Review | _Undo], field: str) -> dict[str, Any] | None:
    """The recorded state that gives the field its value: after the last decision in force about it, or, with none,
    before the decision that began its last time of being held."""
    standing: list[Review] = []
    machine: dict[str, Any] | None = None
    for entry in log:
        if isinstance(entry, _Undo) or entry.action == Action.UNDO:
            standing = [review for review in standing if review.pk != entry.undoes_id]
        elif field in entry.fields:
            if not standing:
                machine = entry.before
            standing.append(entry)
    return standing[-1].after if standing else machine


def _standing(log: Sequence[Review | _Undo]) -> list[Review]:
    undone = {entry.undoes_id for entry in log if entry.action == Action.UNDO}
    return [e for e in log if isinstance(e, Review) and e.action in RESULT and e.pk not in undone]


def _state(log: Sequence[Review | _Undo], claim: Claim) -> str:
    """Of the last decision in force; with none, what the machine had made of the claim."""
    standing = _standing(log)
    if standing:
        return RESULT[Action(standing[-1].action)]
    first = next((entry for entry in log if isinstance(entry, Review)), None)
    return first.before["state"] if first else claim.state


def _settle(claim: Claim, review: Review) -> None:
    """After a decision: held fields follow the decisions in force, then groups and links; who wants to hear is told."""
    fields = {field for review in _standing(_log(claim)) for field in review.fields}
    claim.held = [field for field in Field.values if field in fields]
    claim.version += 1
    claim.save()
    regroup(claim.snapshot.article)
    link_claims([claim])
    announce(Webhook.Event.REVIEWED, [claim], review={"id": review.pk, "action": review.action})
