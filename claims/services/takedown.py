"""Take an article down: its words are erased everywhere, its address answers 410, that it was here stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from claims.models import (
    Claim,
    ClaimCandidate,
    ClaimDate,
    ClaimSpeaker,
    Doubt,
    Event,
    Extraction,
    Link,
    Report,
    ReprocessingItem,
    Review,
    SecondOpinion,
    Story,
)
from claims.services.group import dissolve, lock_families
from claims.services.link import link_claims
from config.leases import WorkState
from sources.models import Article, FamilyChange, ImportJob
from sources.services.bells import ring_after_commit
from sources.services.comparing import alone
from sources.services.erase import Marks, erase, jobs_of, problems_of
from sources.services.families import compare_again, release_copies
from sources.services.files import is_upload

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["Effects", "effects", "take_down"]

KEPT = ("snapshot", "state", "kind", "content", "source", "cue", "said_on", "said_on_edtf")
"""Of a claim's state as a review records it: all but words."""
WORDS = ("content_text", "source_text", "cue_text", "speaker_name", "unnamed", "said_on_text")


@dataclass(frozen=True)
class Effects:
    """What a takedown would do, for a person to read before it is done."""

    texts: int
    claims: int
    reviews: int
    copies: list[Article]
    uploads: list[ImportJob]
    """Their files would be deleted."""
    files: list[ImportJob]
    """Their files lie on the server, and stay there."""


def effects(article: Article) -> Effects:
    marks = Marks.of(article)
    jobs = ImportJob.objects.in_bulk(jobs_of(article, marks, problems_of(marks)))
    copies = article.copies.visible().select_related("outlet").newest_first()
    return Effects(
        texts=article.snapshots.count(),
        claims=Claim.objects.filter(snapshot__article=article).count(),
        reviews=Review.objects.filter(claim__snapshot__article=article).count(),
        copies=list(copies),
        uploads=[job for job in jobs.values() if is_upload(job)],
        files=[job for job in jobs.values() if job.path and not is_upload(job)],
    )


def take_down(article: Article, by: User, reason: str) -> bool:
    """In one transaction. False where it was taken down before. Copies in other outlets stay."""
    with transaction.atomic():
        marks = Marks.of(article)
        problems = problems_of(marks)
        # In the order of an import: the job, the lock of those who link copies, then families.
        jobs = list(
            ImportJob.objects.select_for_update().filter(pk__in=jobs_of(article, marks, problems)).order_by("pk")
        )
        alone()
        lock_families([article.pk])
        held = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        if held.removed_at:
            return False
        held.removed_at, held.removed_by, held.removed_reason, held.copy_of = timezone.now(), by, reason, None
        held.save(update_fields=["removed_at", "removed_by", "removed_reason", "copy_of", "updated_at"])
        released = release_copies([held.pk])
        _erase_claims(held)
        erase(held, Marks.of(held), problems, jobs)
        compare_again(released)
        FamilyChange.objects.create(article=held)
        ring_after_commit("claims.regroup")
    article.refresh_from_db()
    return True


def _erase_claims(article: Article) -> None:
    claims = Claim.objects.filter(snapshot__article=article)
    dissolve(claims, besides=[article.pk])
    _withdraw_proposals(article)
    claims.update(**dict.fromkeys(WORDS, ""))
    ClaimSpeaker.objects.filter(claim__in=claims).update(role="")
    ClaimDate.objects.filter(claim__in=claims).update(text="")
    ClaimCandidate.objects.filter(claim__in=claims).delete()
    Doubt.objects.filter(claim__in=claims).delete()
    Link.objects.filter(claim__in=claims, state=Link.State.PROPOSED).delete()
    Link.objects.filter(claim__in=claims).update(reason="")
    _erase_reviews(article)
    Report.objects.filter(claim__in=claims).update(note="", answer="")
    runs = Extraction.objects.filter(snapshot__article=article)
    runs.unfinished().update(state=WorkState.DONE, lease_until=None)  # whoever is at it finds that it is not his
    runs.update(output=None, error="")
    ReprocessingItem.objects.filter(snapshot__article=article).update(sample=[], error="")
    things = {Article: [article.pk], Claim: list(claims.values_list("pk", flat=True))}
    for model, keys in things.items():
        kind = ContentType.objects.get_for_model(model)
        logged = LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys])
        logged.update(object_repr="taken down")


def _erase_reviews(article: Article) -> None:
    """The log stays: who decided what about which fields, and when. A trigger lets just this pass."""
    reviews = list(Review.objects.filter(claim__snapshot__article=article))
    for review in reviews:
        review.before, review.after, review.note = _wordless(review.before), _wordless(review.after), ""
    Review.objects.bulk_update(reviews, ["before", "after", "note"], batch_size=500)
    opinions = list(SecondOpinion.objects.filter(claim__snapshot__article=article))
    for opinion in opinions:
        opinion.shown, opinion.unnamed, opinion.note = _wordless(opinion.shown), "", ""
    SecondOpinion.objects.bulk_update(opinions, ["shown", "unnamed", "note"], batch_size=500)


def _wordless(state: dict[str, Any]) -> dict[str, Any]:
    kept = {name: state[name] for name in KEPT if name in state}
    speakers = [
        {name: speaker.get(name) for name in ("actor", "on_behalf_of", "position")}
        for speaker in state.get("speakers", [])
    ]
    return {**kept, "speakers": speakers, "erased": True}


def _withdraw_proposals(article: Article) -> None:
    """Events that the machine proposed from claims of this article too, and nobody decided: their titles are made of
    claims' words. They are proposed anew from what is left."""
    stories = Story.objects.filter(links__claim__snapshot__article=article).distinct()
    for story in Story.objects.select_for_update(no_key=True).filter(pk__in=stories.values("pk")).order_by("pk"):
        events = list(Event.objects.undecided().filter(story=story, links__claim__snapshot__article=article).distinct())
        others = Claim.objects.filter(links__event__in=events).exclude(snapshot__article=article).distinct()
        loose = list(others)
        Event.objects.filter(pk__in=[event.pk for event in events]).delete()
        link_claims(loose, story)
    ring_after_commit("claims.propose")
