"""What a backup says about itself: who can read it, and how much has to be there afterwards."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from actors.models import Actor
from claims.models import Claim, Review
from sources.models import Article

__all__ = ["DATABASE", "FILES", "FORM", "KEY", "MANIFEST", "counts", "describe"]

FORM = 1
"""Of the file. A greater one is not understood."""
MANIFEST, DATABASE, KEY, FILES = "manifest.json", "database.dump", "secret-key", "files/"


def describe() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    return {
        "form": FORM,
        "onrecord": settings.VERSION,
        "made": timezone.now().isoformat(timespec="seconds"),
        "postgres": server,
        "migrations": sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        "files_were_in": str(settings.MEDIA_ROOT),
        "counts": counts(),
    }


def counts() -> dict[str, int]:
    kinds = {"people": User, "articles": Article, "actors": Actor, "claims": Claim, "reviews": Review}
    return {name: model.objects.count() for name, model in kinds.items()}  # type: ignore[attr-defined]
