"""Outlets, articles and their texts.

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
