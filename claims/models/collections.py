"""Claims that people picked by hand, in their order and with their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.claims import Claim

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    type Person = AbstractBaseUser | AnonymousUser


class CollectionQuerySet(models.QuerySet["Collection"]):
    def readable_by(self, person: Person) -> Self:
        return self.filter(Q(owner=person.pk) | ~Q(access=Collection.Access.PRIVATE))

    def editable_by(self, person: Person) -> Self:
        return self.filter(Q(owner=person.pk) | Q(access=Collection.Access.EDIT))

    def latest_first(self) -> Self:
        return self.order_by("-updated_at", "-id")


class Collection(models.Model):
    class Access(models.TextChoices):
        PRIVATE = "private", "only me"
        READ = "read", "colleagues read it"
        EDIT = "edit", "colleagues change it, too"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="collections")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, max_length=5000)
    access = models.CharField(max_length=7, choices=Access, default=Access.PRIVATE)
    version = models.PositiveIntegerField(
        default=1, help_text="Of title, description and access; items have their own."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="collection_title")]
        indexes = [models.Index(fields=["-updated_at", "-id"], name="collection_latest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/collections/{self.pk}/"


class CollectionItemQuerySet(models.QuerySet["CollectionItem"]):
    def standing(self) -> Self:
        """Not taken out, in their order."""
        return self.filter(removed_at__isnull=True).order_by("number", "id")


class CollectionItem(models.Model):
    """A claim in a collection. One that is taken out stays as a row, so that it comes back with its note."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    claim = models.ForeignKey(
        Claim,
        on_delete=models.SET_NULL,
        null=True,
        related_name="collected",
        help_text="Empty where it went with the undoing of an import; the note stays.",
    )
    number = models.PositiveIntegerField(help_text="Its place.")
    note = models.TextField(blank=True, max_length=10_000)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Of the note.")

    objects = CollectionItemQuerySet.as_manager()

    class Meta:
        ordering = ["collection_id", "number", "id"]
        constraints = [models.UniqueConstraint("collection", "claim", name="collected_once")]

    def __str__(self) -> str:
        return f"{self.collection}: {self.claim}"
