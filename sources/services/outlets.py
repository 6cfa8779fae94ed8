"""The outlet of an article: as the row names it, else its address's host, else unknown."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify

from sources.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterable

UNKNOWN = "Unknown outlet"


def outlets(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Outlet]:
    """An outlet for each (name, host); those that nobody knows are made."""
    wanted = set(wanted)
    names = {name.lower() for name, _ in wanted} | {UNKNOWN.lower()}
    hosts = {host for _, host in wanted} | names
    stored = Outlet.objects.alias(folded=Lower("name")).filter(Q(folded__in=names | hosts) | Q(host__in=hosts - {""}))
    by_name: dict[str, Outlet] = {}
    by_host: dict[str, Outlet] = {}
    for outlet in stored:
        by_name[outlet.name.lower()] = outlet
        if outlet.host:
            by_host[outlet.host] = outlet
    found: dict[tuple[str, str], Outlet] = {}
    for name, host in sorted(wanted):
        asked = name or host or UNKNOWN
        known = by_name.get(asked.lower()) or by_host.get(asked.lower())
        found[name, host] = known or make_outlet(asked, "" if name else host)
        by_name.setdefault(found[name, host].name.lower(), found[name, host])
    return found


def make_outlet(name: str, host: str) -> Outlet:
    """Slugs are numbered where two names give one; whoever comes second to a name gets the first one's outlet."""
    base = slugify(name)[:70] or "outlet"
    for number in count(1):
        slug = base if number == 1 else f"{base}-{number}"
        if Outlet.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Outlet.objects.create(name=name, slug=slug, host=host)
        except IntegrityError:
            outlet = Outlet.objects.filter(Q(name__iexact=name) | (Q(host=host) & ~Q(host=""))).first()
            if outlet:
                return outlet
    raise AssertionError("unreachable")
