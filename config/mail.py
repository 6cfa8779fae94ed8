"""Where mail goes, as Django's MAILERS want it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 20
"""A mail server that does not answer is tried again later."""


def mailer(parsed: dict[str, Any]) -> dict[str, Any]:
    """From what django-environ makes of `smtp+tls://user:password@host:587`."""
    backend = parsed["EMAIL_BACKEND"]
    if not backend.endswith("smtp.EmailBackend"):
        return {"BACKEND": backend, "OPTIONS": {"file_path": parsed["EMAIL_FILE_PATH"]} if "file" in backend else {}}
    options = {
        "host": parsed["EMAIL_HOST"] or "localhost",
        "port": parsed["EMAIL_PORT"] or 25,
        "username": parsed["EMAIL_HOST_USER"] or "",
        "password": parsed["EMAIL_HOST_PASSWORD"] or "",
        "use_tls": parsed.get("EMAIL_USE_TLS", False),
        "use_ssl": parsed.get("EMAIL_USE_SSL", False),
        "timeout": SECONDS,
    }
    return {"BACKEND": backend, "OPTIONS": options}


def into_files(folder: Path) -> dict[str, Any]:
    return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(folder)}}
