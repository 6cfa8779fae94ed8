"""Logs through structlog: lines of JSON for machines, plain lines on a terminal."""

from __future__ import annotations

import re
from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


_SECRET = re.compile(r"(/(?:feeds|digests)/)[^/?\s\"]+")


def without_secrets(text: str) -> str:
    """Addresses that open without a password are no matter for logs."""
    return _SECRET.sub(r"\1[secret]", text)


def _redact(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    return {key: without_secrets(value) if isinstance(value, str) else value for key, value in event.items()}


def configure() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.processors.UnicodeDecoder(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logging_config(as_json: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING setting."""
    renderer: list[Any] = (
        [structlog.processors.format_exc_info, _redact, structlog.processors.JSONRenderer()]
        if as_json
        else [_redact, structlog.dev.ConsoleRenderer()]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structlog": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structlog"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "celery.utils.functional": {"level": "INFO"},
            "kombu": {"level": "WARNING"},
        },
    }
