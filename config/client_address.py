"""From which address a request came, as far as that can be known."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["client_address"]


def client_address(request: HttpRequest) -> str | None:
    """The last proxies, as many as ONRECORD_PROXIES says, are ours: what they wrote is true, what stands before it in
    the header anybody may have written."""
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies: int = settings.PROXIES
    found = told[-proxies] if 0 < proxies <= len(told) else ""
    for candidate in (found, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(candidate.partition("%")[0]))
        except ValueError:
            continue
    return None
