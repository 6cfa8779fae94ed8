"""Import jobs, and what became of each of their rows."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from config.leases import Work, WorkQuerySet, due_index, work_constraints
from sources.models.publications import Article


class ImportJobQuerySet(WorkQuerySet["ImportJob"]):
    def due(self) -> Self:
        """As `WorkQuerySet.due`, but what a person has paused waits."""
        return super().due().filter(paused=False)


class ImportJob(Work):
    """One file: uploaded, lying on the server, or fetched from an address. `state` and lease are those of whoever
    works on its present phase; a phase in which a person is awaited, and one that is over, is `done`."""

    class Phase(models.TextChoices):
        UPLOADING = "uploading", "uploading"
        LOADING = "loading", "fetching the file"
        READY = "ready", "awaiting your go-ahead"
        REHEARSING = "rehearsing", "dry run"
        IMPORTING = "importing", "importing"
        RETRYING = "retrying", "trying rejected rows again"
        FETCHING = "fetching", "fetching pages"
        COMPARING = "comparing", "looking for copies"
        FINISHED = "finished", "finished"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"
        UNDOING = "undoing", "undoing"
        UNDONE = "undone", "undone"

    class Origin(models.TextChoices):
        UPLOAD = "upload", "upload"
        PATH = "path", "file on the server"
        URL = "url", "address"
        FEED = "feed", "feed"

    OUTCOMES = ("created", "updated", "unchanged", "copies", "rejected")
    OVER = (Phase.FINISHED, Phase.FAILED, Phase.CANCELLED, Phase.UNDONE)
    AWAITING = (Phase.UPLOADING, Phase.READY)

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.IMPORTING)
    paused = models.BooleanField(default=False, help_text="A person asked for it to wait.")
    origin = models.CharField(max_length=6, choices=Origin, default=Origin.UPLOAD)
    address = models.TextField(blank=True, help_text="Where the file is fetched from.")
    path = models.TextField(blank=True, help_text="Where the file lies on the server; empty once it was deleted.")
    name = models.TextField(help_text="The file's name as the person knows it.")
    size = models.BigIntegerField(default=0, help_text="Bytes; of an upload as announced.")
    uploaded = models.BigIntegerField(default=0, help_text="Bytes of an upload that are here.")
    format = models.CharField(max_length=10, blank=True, help_text="Empty until recognised or chosen.")
    options = models.JSONField(
        default=dict,
        blank=True,
        help_text="outlet, published, url, title, map, encoding, delimiter, sheet, dates, fetch",
    )
    columns = models.JSONField(default=list, blank=True, help_text="A table's header.")
    read_rows = models.PositiveBigIntegerField(default=0, help_text="Rows read so far.")
    read_bytes = models.BigIntegerField(default=0)
    place = models.JSONField(null=True, blank=True, help_text="Where the reader goes on.")
    careful_until = models.PositiveBigIntegerField(
        default=0, help_text="Up to this row fewer are stored together, since a worker died hereabouts."
    )
    careful_rows = models.PositiveSmallIntegerField(default=1, help_text="How many are stored together there.")
    pass_rows = models.PositiveBigIntegerField(
        default=0,
        help_text="How far a dry run, a retry, the search for copies or an undo has come: the last row's number.",
    )
    rate = models.FloatField(default=0, help_text="Rows a second, lately.")
    created = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    copies = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    rehearsal = models.JSONField(
        null=True, blank=True, help_text="What a dry run found: read, the outcomes, samples of each, at."
    )
    undo = models.JSONField(null=True, blank=True, help_text="What an undo removed and what it left, with reasons.")

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        constraints = [
            *work_constraints("job"),
            models.CheckConstraint(
                condition=Q(read_rows__gte=F("created") + F("updated") + F("unchanged") + F("copies") + F("rejected")),
                name="job_outcomes_within_read",
            ),
            models.CheckConstraint(
                condition=~Q(phase="finished")
                | Q(read_rows=F("created") + F("updated") + F("unchanged") + F("copies") + F("rejected")),
                name="job_outcomes_add_up",
            ),
        ]
        indexes = [due_index("job")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_phase_display()})"

    def get_absolute_url(self) -> str:
        return f"/imports/{self.pk}/"

    @property
    def settled(self) -> int:
        """Rows whose outcome is known."""
        return sum(getattr(self, outcome) for outcome in self.OUTCOMES)

    @property
    def over(self) -> bool:
        return self.phase in self.OVER

    @property
    def awaits_person(self) -> bool:
        return self.phase in self.AWAITING


class ImportRow(models.Model):
    """What became of a row that was taken; rejected ones are `ImportProblem`s."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="rows", db_index=False)
    row = models.PositiveBigIntegerField()
    outcome = models.CharField(max_length=9, help_text="created, updated, unchanged or copies")
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="import_rows")
    before = models.JSONField(
        null=True, help_text="Of an updated article: what its changed fields held, and {snapshot: the one that came}."
    )

    class Meta:
        constraints = [models.UniqueConstraint("job", "row", name="row_number")]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.row}: {self.outcome}"


class ImportProblem(models.Model):
    """A rejected row, of the import or of its dry run: where, why, and what to do about it."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="problems", db_index=False)
    row = models.PositiveBigIntegerField(
        help_text="As a person counts: the first record is 1; a CSV's header is not a row."
    )
    line = models.PositiveBigIntegerField(null=True, blank=True, help_text="Line of the file on which the row starts.")
    member = models.TextField(blank=True, help_text="The file's name inside an archive.")
    reason = models.TextField()
    advice = models.TextField(blank=True)
    excerpt = models.TextField(blank=True, help_text="The row as it stands in the file, cut.")
    raw = models.TextField(blank=True, help_text="All of it, for the reject file.")
    cells = models.JSONField(null=True, blank=True, help_text="A table's row, cell by cell.")
    record = models.JSONField(null=True, blank=True, help_text="What the reader made of it.")

    class Meta:
        ordering = ["job_id", "row"]
        constraints = [models.UniqueConstraint("job", "row", name="problem_row")]

    def __str__(self) -> str:
        return f"Row {self.row}: {self.reason}"


class ImportAddress(Work):
    """A row that carries an address and no text: the page has to be fetched before the row can be imported."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="addresses")
    row = models.PositiveBigIntegerField()
    line = models.PositiveBigIntegerField(null=True, blank=True)
    url = models.TextField(help_text="Canonical.")
    host = models.CharField(max_length=253, help_text="With its port where that is not the scheme's own.")
    record = models.JSONField(default=dict, help_text="What the file says about the article.")
    not_before = models.DateTimeField(null=True, blank=True, help_text="When to try again after a failure that passes.")

    objects = WorkQuerySet["ImportAddress"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("job", "row", name="address_row"), *work_constraints("address")]
        indexes = [due_index("address"), models.Index(fields=["host"], name="address_host")]

    def __str__(self) -> str:
        return self.url
