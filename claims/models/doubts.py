from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims.models.claims import Claim


class Doubt(models.Model):
    """Why a proposed claim has less confidence than the machine gave it: claims like it were rejected before."""

    class Pattern(models.TextChoices):
        WORDS = "words", "the same words"
        FRAME = "frame", "the same source and cue"

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="doubt")
    pattern = models.CharField(max_length=5, choices=Pattern)
    key = models.CharField(max_length=32, help_text="What the claims have in common, as a digest.")
    rejected = ArrayField(models.BigIntegerField(), help_text="Keys of the rejected claims, at most a hundred.")
    articles = models.PositiveIntegerField(help_text="In how many articles they were rejected.")
    confidence = models.FloatField(help_text="The claim's, were it not for them.")

    class Meta:
        indexes = [models.Index(fields=["key"], name="doubt_key")]

    def __str__(self) -> str:
        return f"Claim {self.claim_id}: {self.get_pattern_display()}"
