"""Reports of wrong attributions: analysts make them, a decision or an editor's answer settles them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from claims.models import Claim, Report, Review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

__all__ = ["dismiss", "reopen_reports", "report", "settle_reports", "take_back"]

State = Report.State
GONE = (Claim.State.REJECTED, Claim.State.WITHDRAWN)


def report(claim: Claim, by: User, what: str, note: str = "") -> bool:
    """Put a claim before the editors. Who has an open report about it replaces that one, which is kept as taken back.

    False where nothing is new: the claim counts nowhere, or the same report is open.
    """
    if claim.state in GONE:
        return False
    mine = Report.objects.open().filter(claim=claim, by=by)
    if mine.filter(what=what, note=note.strip()).exists():
        return False
    try:
        with transaction.atomic():
            take_back(claim, by)
            Report.objects.create(claim=claim, by=by, what=what, note=note.strip())
    except IntegrityError:  # the same person in another window
        return False
    return True


def take_back(claim: Claim, by: User) -> bool:
    """The person's own open report; False where there is none."""
    mine = Report.objects.open().filter(claim=claim, by=by)
    return bool(mine.update(state=State.TAKEN_BACK, settled_by=by, settled_at=timezone.now()))


def dismiss(report_id: int, claim: int, by: User, answer: str) -> bool:
    """An editor finds that the claim is right, and says why. False where the report was settled before."""
    found = Report.objects.open().filter(pk=report_id, claim=claim)
    return bool(found.update(state=State.DISMISSED, settled_by=by, settled_at=timezone.now(), answer=answer.strip()))


def settle_reports(reviews: Sequence[Review]) -> None:
    """A decision about a claim answers all that is reported about it. In the decisions' transaction."""
    by_claim = {review.claim_id: review for review in reviews}
    found = list(Report.objects.open().filter(claim__in=by_claim).select_for_update().order_by("id"))
    for one in found:
        one.review = by_claim[one.claim_id]
        one.state, one.settled_by, one.settled_at = State.DECIDED, one.review.by, timezone.now()
    Report.objects.bulk_update(found, ["state", "review", "settled_by", "settled_at"])


def reopen_reports(reviews: Sequence[Review]) -> None:
    """What undone decisions had settled awaits a person again, but for those who reported anew meanwhile."""
    again = Report.objects.open().filter(claim=OuterRef("claim"), by=OuterRef("by"))
    found = Report.objects.filter(review__in=reviews).exclude(Exists(again)).order_by("id")
    latest = {(claim, by): key for claim, by, key in found.values_list("claim", "by", "pk")}
    Report.objects.filter(pk__in=latest.values()).update(
        state=State.OPEN, review=None, settled_by=None, settled_at=None
    )
