"""The review queue: who has which claim before them, what was put off, and how often actors are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from actors.models import Actor
from claims.models.claims import Claim

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class ReviewLeaseQuerySet(models.QuerySet["ReviewLease"]):
    def running(self) -> Self:
        return self.filter(until__gt=timezone.now())

    def of(self, person: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(by=person.pk)

    def of_others(self, person: AbstractBaseUser | AnonymousUser) -> Self:
        return self.exclude(by=person.pk)


class ReviewLease(models.Model):
    """A claim that an editor has before them, so that nobody else is given it. One that ran out binds nobody."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="lease")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    taken = models.DateTimeField(default=timezone.now, help_text="When the claim was last opened.")
    until = models.DateTimeField()

    objects = ReviewLeaseQuerySet.as_manager()

    def __str__(self) -> str:
        name = self.by.get_full_name() or self.by.get_username()
        return f"{name} has this claim open until {timezone.localtime(self.until):%H:%M}"


class ReviewSkip(models.Model):
    """A claim that an editor put off: it comes to them again after all others."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("by", "claim", name="review_skip_once")]

    def __str__(self) -> str:
        return f"{self.claim_id}, by {self.by}"


class ActorReads(models.Model):
    """How often an actor's page was opened in a month, by whomever."""

    pk = models.CompositePrimaryKey("month", "actor")
    month = models.DateField(help_text="Its first day.")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "actor reads"

    def __str__(self) -> str:
        return f"{self.actor}, {self.month:%B %Y}: {self.number}"
