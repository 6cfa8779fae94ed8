"""The web server's access log."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from config.logs import without_secrets


class AccessLog(Logger):  # type: ignore[misc]
    def atoms(self, *args: Any) -> dict[str, Any]:
        atoms = super().atoms(*args)
        return {name: without_secrets(value) if isinstance(value, str) else value for name, value in atoms.items()}
