"""What a person keeps: searches, the addresses of feeds, the digests that were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, person: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(owner=person.pk)

    def followed(self) -> Self:
        """An actor or a story, and nothing else."""
        return self.filter(query__regex=r"^(who|story)=[^&]+$")


class SavedSearch(models.Model):
    """A search that its owner comes back to. To follow an actor or a story is to save the search for it.

    The keys of claims grow, so that one key says which claims came later.
    """

    class Alert(models.TextChoices):
        NONE = "none", "no e-mail"
        DAILY = "daily", "every day"
        WEEKLY = "weekly", "every Monday"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=2000, blank=True, help_text="The query string of the list of claims.")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    seen = models.BigIntegerField(default=0, help_text="The newest claim when it was last opened.")
    alert = models.CharField(max_length=6, choices=Alert, default=Alert.NONE)
    told = models.BigIntegerField(default=0, help_text="The newest claim when the last digest was made.")

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.UniqueConstraint("owner", "query", name="saved_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_name"),
        ]
        indexes = [models.Index(fields=["alert"], name="saved_alert", condition=~Q(alert="none"))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/saved/{self.pk}/"


class FeedAddressQuerySet(models.QuerySet["FeedAddress"]):
    def live(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class FeedAddress(models.Model):
    """A secret address under which programs read lists as their owner would, without signing in.

    Only the SHA-256 of its token is kept: whoever reads the database cannot read the feeds.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_addresses")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    saved = models.ForeignKey(
        SavedSearch,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="addresses",
        help_text="The one search that it opens; empty where it opens every list.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True, help_text="To the minute.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedAddressQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "feed addresses"
        constraints = [
            models.UniqueConstraint(
                "owner", "saved", condition=Q(revoked_at__isnull=True), nulls_distinct=False, name="feed_address_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.saved or 'every list'}, for {self.owner}"


class DigestQuerySet(models.QuerySet["Digest"]):
    def unsent(self) -> Self:
        return self.filter(sent_at__isnull=True, count__gt=0)


class Digest(models.Model):
    """A search's new claims of one day or week as an e-mail; one row a period, so that none is sent twice."""

    saved = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="digests")
    period = models.DateField(help_text="Its day; of a week the Monday after it.")
    after = models.BigIntegerField(help_text="Claims with a greater key,")
    upto = models.BigIntegerField(help_text="up to this one.")
    count = models.PositiveIntegerField(default=0, help_text="How many were new.")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True, help_text="When it is tried again; empty where given up.")
    error = models.TextField(blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "-id"]
        constraints = [models.UniqueConstraint("saved", "period", name="digest_once")]
        indexes = [models.Index(fields=["next_at"], name="digest_due", condition=Q(sent_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.saved}, {self.period}"
