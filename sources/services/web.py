"""Requests to other people's servers, with the manners that the settings ask for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from sources.fetching import FetchError, fetch, robots
from sources.models import Host

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sources.fetching import Answer

NAME = "OnRecord"
FRESH = timedelta(days=1)  # RFC 9309 asks not to use a robots.txt for longer
REFUSED = FetchError("The site's robots.txt asks not to fetch this page.", "Save it in a browser, and import the file.")


def agent() -> str:
    contact = settings.FETCH_CONTACT
    return f"{NAME}/{settings.VERSION}" + (f" (+{contact})" if contact else "")


def get(url: str, largest: int, headers: Mapping[str, str] | None = None) -> Answer:
    """Raises FetchError."""
    return fetch(url, largest=largest, agent=agent(), headers=headers, loopback=settings.FETCH_LOOPBACK)


def polite_get(url: str, largest: int) -> Answer:
    """The same for a page, if its site's robots.txt allows it. Raises FetchError."""
    host = host_of(url)
    rules = robots_of(host, url)
    if not robots.allows(rules, url, NAME):
        raise REFUSED
    return get(url, largest)


def host_of(url: str) -> Host:
    host, _ = Host.objects.get_or_create(name=urlsplit(url).netloc[:260])
    return host


def robots_of(host: Host, url: str) -> str:
    """The rules, asked for once a day. A site without a robots.txt allows everything; one whose server fails, nothing
    for now. Raises FetchError."""
    if host.robots_at is None or host.robots_at < timezone.now() - FRESH:
        parts = urlsplit(url)
        host.robots, host.robots_status = "", 200
        try:
            with get(f"{parts.scheme}://{parts.netloc}/robots.txt", robots.LARGEST).body as body:
                host.robots = body.read().decode("utf-8", "replace").replace("\0", "")
        except FetchError as error:
            if error.passing:
                raise
            host.robots_status = 404
        host.robots_at = timezone.now()
        host.save(update_fields=["robots", "robots_status", "robots_at"])
    return host.robots


def take_turn(name: str) -> datetime | None:
    """None where the host may be asked now, which nobody else is told then for a while; else when it may be."""
    now = timezone.now()
    host, _ = Host.objects.get_or_create(name=name[:260])
    pause = max(settings.FETCH_DELAY, robots.delay(host.robots, NAME) if host.robots else 0.0)
    free = Q(not_before__isnull=True) | Q(not_before__lte=now)
    if Host.objects.filter(free, pk=host.pk).update(not_before=now + timedelta(seconds=pause)):
        return None
    return Host.objects.values_list("not_before", flat=True).get(pk=host.pk) or now
