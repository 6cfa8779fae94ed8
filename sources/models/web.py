"""Other people's servers: whose turn it is, and the feeds that are asked again and again."""

from __future__ import annotations

from django.db import models

from sources.models.publications import Outlet


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
