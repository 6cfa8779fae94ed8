from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from sources.models import Snapshot


class WholeReadingQuerySet(models.QuerySet["WholeReading"]):
    def in_force(self) -> Self:
        return self.filter(taken_back_at__isnull=True)


class WholeReading(models.Model):
    """A person's word that no claim of a text is missing. Taking it back keeps the row."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="whole_readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = WholeReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("snapshot", condition=Q(taken_back_at__isnull=True), name="whole_reading_once"),
            models.CheckConstraint(
                condition=Q(taken_back_by__isnull=True, taken_back_at__isnull=True)
                | Q(taken_back_by__isnull=False, taken_back_at__isnull=False),
                name="whole_reading_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot} read whole by {self.by}"
