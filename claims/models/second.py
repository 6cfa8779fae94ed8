"""What a second person thinks of a claim without knowing what the first one decided."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from claims.models.claims import Claim
from claims.models.reviews import Review


def _decided_later() -> Exists:
    later = Review.objects.filter(claim=OuterRef("claim"), at__gt=OuterRef("answered_at"))
    return Exists(later.exclude(action=Review.Action.UNDO))


class SecondOpinionQuerySet(models.QuerySet["SecondOpinion"]):
    def open(self) -> Self:
        return self.filter(state=SecondOpinion.State.OPEN)

    def answered(self) -> Self:
        return self.filter(state__in=[SecondOpinion.State.AGREES, SecondOpinion.State.DIFFERS])

    def with_settled(self) -> Self:
        """`settled`: somebody decided or noted something about the claim after the answer."""
        return self.annotate(settled=_decided_later())

    def to_settle(self) -> Self:
        return self.filter(~_decided_later(), state=SecondOpinion.State.DIFFERS)

    def at_rest(self) -> Self:
        """Agreed, or settled."""
        return self.answered().filter(Q(state=SecondOpinion.State.AGREES) | Q(_decided_later()))

    def newest_first(self) -> Self:
        return self.order_by("-id")


class SecondOpinion(models.Model):
    """Asked of one colleague or of anybody. The answer changes nothing; where it differs, an editor settles
    it by a further decision."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        WITHDRAWN = "withdrawn", "withdrawn"
        AGREES = "agrees", "agrees"
        DIFFERS = "differs", "differs"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="second_opinions")
    first = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+", help_text="The first decision.")
    shown = models.JSONField(help_text="The state before anybody decided: what the second person sees.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    action = models.CharField(max_length=10, blank=True, choices=Review.Action)
    speakers = models.JSONField(default=list, help_text="Who speaks by the second person's word: keys and names.")
    unnamed = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    objects = SecondOpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("claim", condition=Q(state="open"), name="second_opinion_open_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"], answered_by__isnull=True)
                | Q(state__in=["agrees", "differs"], answered_by__isnull=False, answered_at__isnull=False),
                name="second_opinion_answered",
            ),
            models.CheckConstraint(condition=~Q(answered_by=F("asked_by")), name="second_opinion_of_another"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="second_opinion_state")]

    def __str__(self) -> str:
        return f"second opinion on claim {self.claim_id}"

    def get_absolute_url(self) -> str:
        return f"/second/{self.pk}/"
