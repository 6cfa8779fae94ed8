from __future__ import annotations

from django.conf import settings
from django.db import models


class Visit(models.Model):
    """A person's latest stay, and what was the newest claim when it and the one before began."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="visit"
    )
    at = models.DateTimeField(help_text="When it began.")
    newest = models.BigIntegerField(help_text="The newest claim's key then.")
    at_before = models.DateTimeField(null=True, help_text="When the one before began; empty at the first.")
    newest_before = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.person} at {self.at:%Y-%m-%d %H:%M}"
