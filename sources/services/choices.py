"""What a person chose for a file, kept with the job, and with the outlet for its next file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from sources.models import ImportJob, Outlet
from sources.services.outlets import outlets

if TYPE_CHECKING:
    from collections.abc import Mapping

REMEMBERED = ("map", "encoding", "delimiter", "sheet", "dates")
CHOSEN = (*REMEMBERED, "outlet", "published", "url", "title", "fetch")


def keep(job: ImportJob, format: str, options: Mapping[str, Any], *, allowed: tuple[str, ...]) -> bool:
    """Write the choices on a job that is in one of these phases; False where it no longer is."""
    with transaction.atomic():
        held = ImportJob.objects.select_for_update().get(pk=job.pk)
        if held.phase not in allowed:
            return False
        rest = {name: value for name, value in held.options.items() if name not in CHOSEN}
        held.format, held.options = format, rest | {name: value for name, value in options.items() if value}
        held.save(update_fields=["format", "options"])
    job.refresh_from_db()
    return True


def remember(job: ImportJob, *, make: bool) -> None:
    """So that the outlet's next table is read in the same way; `make`: also an outlet that nobody knows yet."""
    name, options = job.options.get("outlet") or "", job.options
    if not name or not any((options.get("map") or {}).values()):
        return
    if make:
        outlets([(name, "")])
    kept = {key: options[key] for key in REMEMBERED if options.get(key)}
    Outlet.objects.filter(name__iexact=name).update(import_options=kept)
