from __future__ import annotations

from django.db import models

from config.leases import Work, WorkQuerySet, due_index, work_constraints
from sources.models import Snapshot


class Extraction(Work):
    """One run of one pipeline version over one snapshot. `output` is what `manage.py extract` prints for it."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="extractions")
    pipeline = models.CharField(max_length=60, help_text="The pipeline's version.")
    output = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    extracted_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    in_force = models.BooleanField(default=False, help_text="The one that its text's claims come from.")

    objects = WorkQuerySet["Extraction"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("snapshot", "pipeline", name="extraction_once"),
            models.UniqueConstraint("snapshot", condition=models.Q(in_force=True), name="extraction_in_force"),
            models.CheckConstraint(
                condition=models.Q(in_force=False) | models.Q(applied_at__isnull=False),
                name="extraction_in_force_applied",
            ),
            *work_constraints("extraction"),
        ]
        indexes = [
            due_index("extraction"),
            models.Index(fields=["pipeline"], name="extraction_by", condition=models.Q(in_force=True)),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot} by {self.pipeline}: {self.get_state_display()}"
