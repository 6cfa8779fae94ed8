from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce

from claims.models.claims import Claim
from claims.models.reviews import Review


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(state=Report.State.OPEN)

    def leading_claims(self) -> Subquery:
        """Keys of the claims that stand in lists for those reported."""
        leader = Claim.objects.filter(group=models.OuterRef("claim__group"), leads=True).values("pk")[:1]
        return Subquery(self.order_by().annotate(listed=Coalesce(Subquery(leader), "claim_id")).values("listed"))

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Report(models.Model):
    """An analyst's word that something about a claim is wrong. It is settled once and kept; a person has at most one
    open about a claim."""

    class What(models.TextChoices):
        SPEAKER = "speaker", "the wrong speaker"
        WORDS = "words", "the wrong words"
        DATE = "date", "the wrong date"
        NO_CLAIM = "no-claim", "no claim at all"
        OTHER = "other", "something else"

    class State(models.TextChoices):
        OPEN = "open", "open"
        DECIDED = "decided", "settled by a decision"
        DISMISSED = "dismissed", "dismissed"
        TAKEN_BACK = "taken-back", "taken back"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports")
    what = models.CharField(max_length=10, choices=What)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    review = models.ForeignKey(
        Review,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="settles",
        help_text="The decision that settled it.",
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="Why it was dismissed.")

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("claim", "by", condition=Q(state="open"), name="report_open_once"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None, settled_by=None)
                | (~Q(state="open") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="report_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="decided", review__isnull=False) | (~Q(state="decided") & Q(review=None)),
                name="report_decided_by_a_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.claim}"
