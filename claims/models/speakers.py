"""Who speaks in a claim. `claims` imports this, so that its questions about speakers need no lookup by name."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce

from actors.models import Actor, Position


class ClaimSpeakerQuerySet(models.QuerySet["ClaimSpeaker"]):
    def by(self, actor: Actor) -> Self:
        return self.filter(Q(actor=actor) | Q(actor__canonical=actor))

    def for_(self, actor: Actor) -> Self:
        """Spoken for: named as such, or through the position in which the speaker spoke."""
        return self.filter(
            Q(on_behalf_of=actor)
            | Q(on_behalf_of__canonical=actor)
            | Q(position__organization=actor)
            | Q(position__organization__canonical=actor)
            | Q(position__office=actor)
            | Q(position__office__canonical=actor)
        )

    def in_lanes(self) -> models.QuerySet[Any]:
        """`who_id` and `whom_id`, the surviving actors, and `lane_id`, under whom a timeline shows the words.

        Words spoken for an organisation or a group are its own, so that its spokespeople do not scatter; those of a
        person who holds an office are the person's.
        """
        for_whom = (
            "on_behalf_of__canonical",
            "on_behalf_of",
            "position__organization__canonical",
            "position__organization",
        )
        bodies = [Actor.Kind.ORGANIZATION, Actor.Kind.GROUP]
        return self.annotate(
            who_id=Coalesce("actor__canonical", "actor"),
            whom_id=Coalesce(*for_whom),
            whom_kind=Coalesce(*(f"{path}__kind" for path in for_whom)),
            lane_id=Case(When(whom_kind__in=bodies, then=F("whom_id")), default=F("who_id")),
        )


class ClaimSpeaker(models.Model):
    """An actor that a claim is attributed to; a joint statement has several."""

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="speakers")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="spoken")
    on_behalf_of = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="spoken_for",
        help_text="Organisation or office.",
    )
    position = models.ForeignKey(
        Position,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        help_text="Held on the day when it was said.",
    )
    role = models.CharField(max_length=200, blank=True, help_text="As the text gives it.")
    number = models.PositiveSmallIntegerField(default=0)

    objects = ClaimSpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["claim_id", "number"]
        constraints = [
            models.UniqueConstraint("claim", "actor", name="speaker_once"),
            models.CheckConstraint(condition=~Q(on_behalf_of=F("actor")), name="speaker_not_for_oneself"),
        ]

    def __str__(self) -> str:
        return str(self.actor)

    @property
    def who(self) -> Actor:
        """The speaker after merges."""
        return self.actor.canonical or self.actor

    @property
    def for_whom(self) -> Actor | None:
        return self.on_behalf_of and (self.on_behalf_of.canonical or self.on_behalf_of)


class ClaimCandidate(models.Model):
    """An actor that may be the speaker, with the reason, for an editor to choose from."""

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="candidates")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reason = models.TextField()

    class Meta:
        ordering = ["claim_id", "-score", "id"]
        constraints = [
            models.UniqueConstraint("claim", "actor", name="candidate_once"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="candidate_score"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.score:.2f})"
