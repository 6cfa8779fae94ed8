from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from claims.models.claims import Claim
from sources.models import Outlet


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
        indexes = [models.Index(fields=["key"], name="doubt_key"), GinIndex(fields=["rejected"], name="doubt_rejected")]

    def __str__(self) -> str:
        return f"Claim {self.claim_id}: {self.get_pattern_display()}"


class DecidedPattern(models.Model):
    """A decided claim under what others may have in common with it: its words; its source and cue. Triggers keep it
    true (migration 0004_decided_patterns); nothing else writes here."""

    pk = models.CompositePrimaryKey("claim", "key")
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    key = models.CharField(max_length=32, help_text="What claims have in common, as a digest.")
    outlet = models.ForeignKey(
        Outlet, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    family = models.BigIntegerField(help_text="Of its article: the first of several copies.")
    kept = models.BooleanField(help_text="Confirmed or corrected; otherwise it was rejected.")

    class Meta:
        indexes = [models.Index(fields=["outlet", "key", "kept", "-claim"], include=["family"], name="decided_pattern")]

    def __str__(self) -> str:
        return f"Claim {self.claim_id}: {self.key}"
