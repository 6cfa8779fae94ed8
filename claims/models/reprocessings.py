from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.extractions import Extraction
from config.leases import Work, WorkQuerySet, WorkState, work_constraints
from sources.models import Outlet, Snapshot


class Changes(models.Model):
    """What a reading changes, in claims. One claim counts under each of speaker, span, date, kind and other."""

    added = models.PositiveBigIntegerField(default=0)
    withdrawn = models.PositiveBigIntegerField(default=0)
    speaker = models.PositiveBigIntegerField(default=0)
    span = models.PositiveBigIntegerField(default=0)
    date = models.PositiveBigIntegerField(default=0)
    kind = models.PositiveBigIntegerField(default=0)
    other = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    swallowed = models.PositiveBigIntegerField(
        default=0, help_text="Found again, and not proposed: a person rejected it."
    )

    KINDS = ("added", "withdrawn", "speaker", "span", "date", "kind", "other")
    COUNTS = (*KINDS, "unchanged", "swallowed")

    class Meta:
        abstract = True

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.COUNTS}


class ReprocessingQuerySet(models.QuerySet["Reprocessing"]):
    def open(self) -> Self:
        return self.filter(state__in=Reprocessing.OPEN)

    def going(self, pipeline: str) -> Self:
        """Those that a worker with this pipeline can go on with."""
        reading = Q(state=Reprocessing.State.READING) & (Q(pipeline=pipeline) | Q(kept=True))
        return self.filter(reading | Q(state=Reprocessing.State.APPLYING), paused=False)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Reprocessing(Changes):
    """Articles read again by another pipeline: first to see what would change, then to change it.

    The counts of changes are those of the articles that were read; once an article is applied, what came of it.
    """

    class State(models.TextChoices):
        READING = "reading", "reading again"
        READY = "ready", "to be looked at"
        APPLYING = "applying", "applying"
        DONE = "done", "done"
        CANCELLED = "cancelled", "cancelled"

    OPEN = (State.READING, State.READY, State.APPLYING)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="reprocessings"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    pipeline = models.CharField(max_length=60, help_text="The pipeline's version that reads.")
    kept = models.BooleanField(default=False, help_text="Back to what that version found before: nothing is read anew.")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(null=True, blank=True, help_text="First day of publication.")
    until = models.DateField(null=True, blank=True, help_text="Last day of publication.")
    read_by = models.CharField(
        max_length=60, blank=True, help_text="Only texts whose claims come from this version; empty for any other."
    )
    state = models.CharField(max_length=9, choices=State, default=State.READING)
    paused = models.BooleanField(default=False)
    prepared = models.BooleanField(default=False, help_text="The rows of work of this phase are there.")
    total = models.PositiveBigIntegerField(null=True, blank=True, help_text="Articles; empty until they are listed.")
    read = models.PositiveBigIntegerField(default=0)
    applied = models.PositiveBigIntegerField(default=0)
    skipped = models.PositiveBigIntegerField(default=0, help_text="Replaced by a newer text or taken down meanwhile.")
    rate_since = models.DateTimeField(null=True, blank=True, help_text="From when on the rate is measured.")
    rate_from = models.PositiveBigIntegerField(default=0, help_text="What was done by then.")
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True, help_text="When applying began.")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ReprocessingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pipeline", "outlet", "since", "until", "read_by"],
                condition=Q(state__in=["reading", "ready", "applying"]),
                nulls_distinct=False,
                name="reprocessing_once",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="reprocessing_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pipeline} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return f"/reprocessing/{self.pk}/"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def going(self) -> bool:
        return self.state in (self.State.READING, self.State.APPLYING)


class ReprocessingItem(Changes, Work):
    """One text of a job. As `Work` it is read, and once more applied; `sample` holds some of its changes."""

    job = models.ForeignKey(Reprocessing, on_delete=models.CASCADE, related_name="items")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+")
    extraction = models.ForeignKey(Extraction, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sample = models.JSONField(default=list, blank=True, help_text="Claims before and after, as offsets.")
    skipped = models.BooleanField(default=False)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = WorkQuerySet["ReprocessingItem"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("job", "snapshot", name="item_once"),
            *work_constraints("item"),
        ]
        indexes = [
            models.Index(
                fields=["job", "id"],
                name="item_due",
                condition=Q(state__in=[WorkState.WAITING, WorkState.RUNNING]),
            ),
            models.Index(fields=["job", "id"], name="item_aside", condition=Q(state=WorkState.SET_ASIDE)),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} of job {self.job_id}"
