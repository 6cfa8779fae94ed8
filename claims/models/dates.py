from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q


class ClaimDate(models.Model):
    """A date that the claim is about: a TIMEX3 expression inside its content."""

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="dates")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    type = models.CharField(max_length=8, help_text="DATE, TIME, DURATION or SET.")
    value = models.CharField(max_length=60, help_text="The TIMEX3 value.")
    text = models.TextField(help_text="As said: “by the end of 2026”.")
    edtf = models.CharField(max_length=60, blank=True)
    days = DateRangeField(null=True, blank=True)

    class Meta:
        ordering = ["claim_id", "start"]
        constraints = [
            models.UniqueConstraint("claim", "start", "end", name="claim_date_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="claim_date_span"),
        ]
        indexes = [models.Index(fields=["days"], name="claim_date_days")]

    def __str__(self) -> str:
        return self.text
