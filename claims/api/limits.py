"""How often somebody may ask. Counted in Valkey by the minute; while it is away nobody is refused."""

from __future__ import annotations

import time
from dataclasses import dataclass

import structlog
from django.conf import settings
from redis.exceptions import RedisError

from config.broker import shared

__all__ = ["Allowance", "take"]

log = structlog.get_logger(__name__)

WINDOW = 60
KEY = "onrecord:api:"
PAUSE = 5.0  # seconds for which a counter that failed is not asked again: its time-out would slow every answer

_away_until = 0.0


@dataclass(frozen=True, slots=True)
class Allowance:
    limit: int
    used: int
    seconds: int
    """Until it is whole again."""

    @property
    def exceeded(self) -> bool:
        return self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "RateLimit-Reset": str(self.seconds),
        }


def take(who: str) -> Allowance | None:
    """Count one request; None where nothing can be counted."""
    global _away_until
    if time.monotonic() < _away_until:
        return None
    window, passed = divmod(int(time.time()), WINDOW)
    try:
        pipeline = shared(settings.CELERY_BROKER_URL).pipeline()
        pipeline.incr(f"{KEY}{who}:{window}")
        pipeline.expire(f"{KEY}{who}:{window}", 2 * WINDOW)
        used = pipeline.execute()[0]
    except RedisError as error:
        _away_until = time.monotonic() + PAUSE
        log.warning("api_requests_not_counted", reason=str(error))
        return None
    return Allowance(settings.API_RATE, used, WINDOW - passed)
