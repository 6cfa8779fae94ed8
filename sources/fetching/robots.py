"""What a site's robots.txt lets us fetch (RFC 9309)."""

from __future__ import annotations

from protego import Protego

LARGEST = 512_000  # bytes; the RFC asks for 500 KiB at least
LONGEST_DELAY = 30.0


def allows(robots: str, url: str, agent: str) -> bool:
    return bool(Protego.parse(robots).can_fetch(url, agent))


def delay(robots: str, agent: str) -> float:
    """Seconds between two requests that the site asks for, at most LONGEST_DELAY; 0 where it asks for none."""
    asked = Protego.parse(robots).crawl_delay(agent)
    return min(float(asked), LONGEST_DELAY) if asked else 0.0
