"""Which reviewed articles a command is about, from its options."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from claims.gold.reviewed import Wanted
from claims.models import Story
from sources.models import Outlet

if TYPE_CHECKING:
    from argparse import ArgumentParser

__all__ = ["DEFAULT_SHARE", "add_choice", "share", "wanted_of"]

DEFAULT_SHARE = 0.2
NOT_UNDERSTOOD = 2


def add_choice(parser: ArgumentParser) -> None:
    parser.add_argument("--story", metavar="SLUG", help="only articles with a claim in this story")
    parser.add_argument("--outlet", metavar="SLUG", help="only its articles")
    parser.add_argument("--since", metavar="DATE", help="only articles about which something was decided from then on")


def share(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1:
        raise ArgumentTypeError(f"“{text}” is no share: write a number from 0 to below 1, for example 0.2")
    return number


def wanted_of(options: dict[str, Any]) -> Wanted:
    """Raises CommandError for what is not known."""
    return Wanted(
        _known(Outlet, "outlet", options["outlet"]),
        _known(Story, "story", options["story"]),
        _moment(options["since"]),
    )


def _known(model: Any, word: str, slug: str | None) -> Any:
    if not slug:
        return None
    found = model.objects.filter(slug=slug).first() if "\0" not in slug else None
    if found is None:
        raise CommandError(f"There is no {word} “{slug}”.", returncode=NOT_UNDERSTOOD)
    return found


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is no date: write for example 2026-07-01.", returncode=NOT_UNDERSTOOD) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
