"""What became of a text: whether it waits, was read for claims, or was set aside. In words that are true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.fields.json import KT
from django.utils import timezone

from claims.models import Extraction
from config.leases import MAX_ATTEMPTS, WorkState

if TYPE_CHECKING:
    from datetime import datetime

    from sources.models import Snapshot

__all__ = ["ExtractionState", "state_of"]


@dataclass(frozen=True, slots=True)
class ExtractionState:
    name: str
    """waiting, running, set-aside, not-read (with a reason of the engine's), none or found."""
    words: str
    reason: str = ""
    """For admins: why it was set aside."""
    extraction: int | None = None

    @property
    def pending(self) -> bool:
        return self.name in ("waiting", "running")


def state_of(snapshot: Snapshot, claims: int) -> ExtractionState:
    """The run that this text's claims come from, else the newest; its page shows so many `claims`."""
    runs = Extraction.objects.filter(snapshot=snapshot).annotate(
        why=KT("output__reason"), tongue=KT("output__language")
    )
    told = runs.values("pk", "state", "attempts", "lease_until", "error", "why", "tongue")
    run = told.order_by("-in_force", "-pk").first()
    if run is None:
        words = "" if claims else "This text waits to be read for claims."
        return ExtractionState("found" if claims else "waiting", words)
    return _told(claims=claims, now=timezone.now(), **run)


def _told(
    *,
    pk: int,
    state: str,
    attempts: int,
    lease_until: datetime | None,
    error: str,
    why: str | None,
    tongue: str | None,
    claims: int,
    now: datetime,
) -> ExtractionState:
    if state == WorkState.SET_ASIDE:
        words = f"This text could not be read for claims in {attempts} attempts, and was set aside."
        return ExtractionState("set-aside", words, error, pk)
    if state == WorkState.RUNNING and lease_until and lease_until > now:
        return ExtractionState("running", "This text is being read for claims now.", extraction=pk)
    if state in (WorkState.WAITING, WorkState.RUNNING):
        tried = f" Attempt {attempts} of {MAX_ATTEMPTS} did not end well; it is tried again." if attempts else ""
        return ExtractionState("waiting", f"This text waits to be read for claims.{tried}", extraction=pk)
    if why and not claims:
        language = f" (language: {tongue})" if tongue and tongue != "en" else ""
        return ExtractionState("not-read", f"No claims were looked for: {why.rstrip('.')}{language}.", extraction=pk)
    if not claims:
        words = "No claims were found: nobody's words are reported in this text, as far as the machine can tell."
        return ExtractionState("none", words, extraction=pk)
    return ExtractionState("found", "", extraction=pk)
