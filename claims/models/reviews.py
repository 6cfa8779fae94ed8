from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from actors.models import Actor, Position
from claims.models.claims import Claim
from claims.models.stories import Event, Story

TARGETS = ("claim", "actor", "event", "position", "story")


def _only(target: str) -> Q:
    return Q(**{f"{other}__isnull": other != target for other in TARGETS})


class ReviewQuerySet(models.QuerySet["Review"]):
    def in_force(self) -> Self:
        """Not undone, and no undo itself."""
        return self.filter(undoes__isnull=True, undone_by__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Review(models.Model):
    """One decision of a person about one thing. Append-only (a trigger holds that); undo is one more review."""

    class Action(models.TextChoices):
        ADD = "add", "added"
        CONFIRM = "confirm", "confirmed"
        REJECT = "reject", "rejected"
        CORRECT = "correct", "corrected"
        MERGE = "merge", "merged"
        NOTE = "note", "noted"
        UNDO = "undo", "undid"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=10, choices=Action)
    fields = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="What it decides.")
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    together = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        help_text="What one decision about several things has in common; it is undone as one.",
    )
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(_only, TARGETS)),
                name="review_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(action="undo", undoes__isnull=False) | (~Q(action="undo") & Q(undoes__isnull=True)),
                name="review_undo_undoes",
            ),
            models.CheckConstraint(condition=~Q(undoes=F("id")), name="review_no_undo_of_itself"),
        ]
        indexes = [
            models.Index(fields=["together"], condition=Q(together__isnull=False), name="review_together"),
            models.Index(fields=["by", "-id"], name="review_by"),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.get_action_display()} {self.thing}"

    @property
    def thing(self) -> Claim | Actor | Event | Position | Story:
        """What it is about."""
        thing = self.claim or self.actor or self.event or self.position or self.story
        assert thing is not None  # noqa: S101 - the constraint review_of_one_thing
        return thing
