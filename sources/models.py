"""Publications: who published what, when, in which words, and how it came in.

A `Snapshot` never changes (a trigger holds that): new words make a new snapshot, and `Article.latest` points at the
one that lists count.
"""

from __future__ import annotations

import zoneinfo
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from config.leases import Work, WorkQuerySet, due_index, work_constraints


def validate_timezone(value: str) -> None:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise ValidationError(f"“{value}” is no IANA time zone; write for example Asia/Baghdad.") from error


class Outlet(models.Model):
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    host = models.CharField(max_length=253, blank=True, help_text="Host of its articles, for example “news.example”.")
    timezone = models.CharField(max_length=64, default="UTC", validators=[validate_timezone])
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 code of two letters.")
    import_options = models.JSONField(
        default=dict, blank=True, help_text="How its last table was read: map, encoding, delimiter, sheet, dates."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="outlet_name"),
            models.UniqueConstraint("host", condition=~Q(host=""), name="outlet_host"),
        ]

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible(self) -> Self:
        """Not taken down."""
        return self.filter(removed_at__isnull=True)

    def originals(self) -> Self:
        return self.filter(copy_of__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by(F("published_at").desc(nulls_last=True), "-id")


class Article(models.Model):
    """One URL or external id. Identity: canonical URL, else external id in its outlet, else the text's hash."""

    class DatePrecision(models.TextChoices):
        TIME = "time", "time"
        DAY = "day", "day"

    class DateOrigin(models.TextChoices):
        FILE = "file", "the imported file"
        PAGE = "page", "the page itself"
        URL = "url", "the address"
        PERSON = "person", "whoever imported it"

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="articles")
    url = models.TextField(blank=True, help_text="The canonical address.")
    url_key = models.BinaryField(
        max_length=32,
        null=True,
        editable=False,
        help_text="SHA-256 of the URL: an index cannot hold long ones.",
    )
    external_id = models.CharField(max_length=500, blank=True)
    text_key = models.BinaryField(
        max_length=32, null=True, editable=False, help_text="Only where there is neither URL nor external id."
    )
    title = models.TextField(blank=True)
    byline = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day of publication in the outlet's time zone, which dates refer to.",
    )
    published_precision = models.CharField(max_length=4, choices=DatePrecision, blank=True)
    published_from = models.CharField(
        max_length=6, choices=DateOrigin, blank=True, help_text="Where the date of publication was found."
    )
    latest = models.OneToOneField(
        "Snapshot", on_delete=models.SET_NULL, null=True, blank=True, related_name="latest_of", editable=False
    )
    copy_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies")
    job = models.ForeignKey("ImportJob", on_delete=models.SET_NULL, null=True, blank=True, related_name="articles")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.TextField(blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("url_key", name="article_url"),
            models.UniqueConstraint("outlet", "external_id", condition=~Q(external_id=""), name="article_external_id"),
            models.UniqueConstraint("text_key", name="article_text"),
            models.CheckConstraint(
                condition=Q(url="", url_key__isnull=True) | (~Q(url="") & Q(url_key__isnull=False)),
                name="article_url_has_key",
            ),
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(external_id="") | Q(text_key__isnull=False),
                name="article_has_identity",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_on__isnull=False),
                name="article_day_of_time",
            ),
            models.CheckConstraint(condition=~Q(copy_of=F("id")), name="article_no_copy_of_itself"),
        ]
        indexes = [
            models.Index(F("published_at").desc(nulls_last=True), F("id").desc(), name="article_newest"),
            models.Index(fields=["outlet", "published_at"], name="article_outlet_newest"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.external_id or f"Article {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/articles/{self.pk}/"


class Snapshot(models.Model):
    """One immutable text of an article, normalised once (see `sources.texts.normalise`)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField(default=1)
    text = models.TextField()
    sha256 = models.BinaryField(max_length=32, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True, help_text="The text went in a takedown.")

    class Meta:
        ordering = ["article_id", "number"]
        constraints = [
            models.UniqueConstraint("article", "number", name="snapshot_number"),
            models.UniqueConstraint("article", "sha256", name="snapshot_text"),
            models.CheckConstraint(condition=Q(erased_at__isnull=True) | Q(text=""), name="snapshot_erased_is_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"


class Band(models.Model):
    """One MinHash band of a snapshot: equal keys in one band make two texts candidates for being copies."""

    pk = models.CompositePrimaryKey("key", "number", "snapshot")
    key = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="bands")

    def __str__(self) -> str:
        return f"{self.snapshot_id}/{self.number}"


class FamilyChange(models.Model):
    """An article that became a copy, or ceased to be one: whoever groups claims by copies looks at it again, and
    deletes this row."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.article_id)


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


class Host(models.Model):
    """A web server that pages are fetched from: when it may be asked again, and what its robots.txt says."""

    name = models.CharField(max_length=260, unique=True, help_text="Scheme, host and port.")
    not_before = models.DateTimeField(null=True, blank=True)
    robots = models.TextField(blank=True)
    robots_status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="HTTP status of robots.txt.")
    robots_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """A feed or sitemap of an outlet, asked again and again; what is new in it becomes an import."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="feeds")
    url = models.TextField()
    active = models.BooleanField(default=True)
    minutes = models.PositiveIntegerField(default=15, help_text="Between two polls, when nothing goes wrong.")
    etag = models.TextField(blank=True, editable=False)
    modified = models.TextField(blank=True, editable=False, help_text="Last-Modified, as the server gave it.")
    polled_at = models.DateTimeField(null=True, blank=True, editable=False)
    next_at = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False, help_text="In a row.")
    error = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["outlet_id", "id"]
        constraints = [models.UniqueConstraint("outlet", "url", name="feed_url")]

    def __str__(self) -> str:
        return self.url
