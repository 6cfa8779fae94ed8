"""Apply what a run found to the claims of its snapshot, without touching what a person decided; or only say what
applying it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from claims.models import Claim, Extraction, Review, Webhook
from claims.services import proposals
from claims.services.carry import continue_claims
from claims.services.difference import Difference, difference
from claims.services.doubts import raise_doubts, record_doubts
from claims.services.group import family_of, lock_family, regroup
from claims.services.link import link_claims
from claims.services.listing import hold
from claims.services.matching import Shape, Words
from claims.services.plan import match, plan
from claims.services.webhooks.announce import announce
from claims.services.write import Applied, write
from sources.models import Article, Snapshot

if TYPE_CHECKING:
    from claims.services.plan import Plan
    from claims.services.proposals import Proposal

__all__ = ["Applied", "apply", "apply_and_tell", "preview"]

ROWS = ("speakers__actor__canonical", "speakers__on_behalf_of__canonical", "candidates", "dates")
"""What a plan compares of a claim, beside its own fields."""


def apply(extraction: Extraction) -> Applied:
    """In one transaction. Idempotent; runs over one snapshot wait for each other."""
    return apply_and_tell(extraction)[0]


def apply_and_tell(extraction: Extraction) -> tuple[Applied, Difference]:
    """`apply`, and what it changed."""
    with transaction.atomic():
        article, snapshot = _locked(extraction)
        continued, planned, open_ = _planned(extraction, article, snapshot)
        told = difference(planned, continued)
        applied = write(planned, snapshot, extraction)
        applied.continued = continued
        record_doubts(snapshot, open_)
        _enforce(extraction)
        link_claims([*applied.created, *applied.kept, *applied.continued, *applied.withdrawn])
        regroup(article)
        announce(Webhook.Event.CREATED, applied.created)
        announce(Webhook.Event.WITHDRAWN, applied.withdrawn)
        return applied, told


def preview(extraction: Extraction) -> Difference:
    """What `apply` would change now. Its transaction is rolled back: new names become actors in it, for as long."""
    with transaction.atomic():
        article, snapshot = _locked(extraction)
        continued, planned, _ = _planned(extraction, article, snapshot)
        told = difference(planned, continued)
        transaction.set_rollback(True)
    return told


def _locked(extraction: Extraction) -> tuple[Article, Snapshot]:
    article = Article.objects.get(snapshots=extraction.snapshot_id)
    root = lock_family(article)
    hold(Claim.objects.filter(snapshot__article__in=family_of(root)))
    return article, Snapshot.objects.select_for_update().get(pk=extraction.snapshot_id)


def _planned(extraction: Extraction, article: Article, snapshot: Snapshot) -> tuple[list[Claim], Plan, list[Proposal]]:
    """Reviewed claims that are continued on this text, what becomes of all claims on it, and the candidates whose
    speaker and confidence the machine may still tell."""
    continued = continue_claims(snapshot)
    claims = list(snapshot.claims.prefetch_related(*ROWS).order_by("id"))
    found = proposals.read(extraction.output or {}, snapshot, article)
    matched = match(found, claims, _shapes(claims), Words(snapshot.text))
    open_ = matched.unattributed
    proposals.attribute_speakers(open_)
    raise_doubts(open_, article.outlet_id)
    return continued, plan(matched), open_


def _shapes(claims: list[Claim]) -> dict[int, list[Shape]]:
    """Each claim's present spans, then those in its reviews, before and after."""
    shapes = {claim.pk: [Shape.of(claim.content, claim.source, claim.cue)] for claim in claims}
    reviews = Review.objects.filter(claim__in=claims).order_by("-id").values_list("claim_id", "before", "after")
    for claim, before, after in reviews:
        for state in (before, after):
            if state.get("content"):
                shapes[claim].append(Shape.of(state["content"], state.get("source", []), state.get("cue", [])))
    return shapes


def _enforce(extraction: Extraction) -> None:
    """From now on the snapshot's claims are this run's."""
    Extraction.objects.filter(snapshot=extraction.snapshot_id, in_force=True).exclude(pk=extraction.pk).update(
        in_force=False
    )
    extraction.applied_at, extraction.in_force = timezone.now(), True
    extraction.save(update_fields=["applied_at", "in_force"])
