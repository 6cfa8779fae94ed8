"""What a reader of the log asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actors.models import Actor
from claims.asked import word
from claims.models import Claim, Event, Link, Review, Story

if TYPE_CHECKING:
    from django.http import QueryDict

    from claims.models.reviews import ReviewQuerySet

__all__ = ["KINDS", "NAMES", "LogAsked", "log_asked", "people_who_decided"]

KINDS = ("claim", "actor", "position", "event", "story")
NAMES = ("who", "kind", "action", "since", "until", "story", "note", "undone", "claim", "actor")


@dataclass(frozen=True, slots=True)
class LogAsked:
    reviews: ReviewQuerySet
    """Newest first."""
    values: dict[str, str]
    errors: list[str] = field(default_factory=list)
    """Where there are any, `reviews` is empty."""
    about: Claim | Actor | None = None


def log_asked(query: QueryDict) -> LogAsked:
    values = {name: value for name in NAMES if (value := word(query, name).strip())}
    found, errors = Review.objects.newest_first(), list[str]()
    about: Claim | Actor | None = None
    for name, value in values.items():
        try:
            match name:
                case "who":
                    found = found.filter(by=_known(User.objects.filter(username=value).first(), "person", value))
                case "kind":
                    found = found.filter(**{f"{_one_of(KINDS, name, value)}__isnull": False})
                case "action":
                    found = found.filter(action=_one_of(Review.Action.values, name, value))
                case "since":
                    found = found.filter(at__gte=_midnight(value))
                case "until":
                    found = found.filter(at__lt=_midnight(value) + dt.timedelta(1))
                case "story":
                    found = found.filter(_on(_known(Story.everything.filter(slug=value).first(), "story", value)))
                case "note":
                    found = found.filter(note__icontains=value)
                case "undone":
                    undone = _one_of(("yes", "no"), name, value) == "yes"
                    found = found.filter(undone_by__isnull=not undone)
                case "claim":
                    key = int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0
                    about = _known(Claim.objects.filter(pk=key).first(), "claim", value)
                    found = found.filter(claim=about)
                case "actor":
                    about = _known(Actor.objects.at(value), "actor", value)
                    found = found.filter(Q(actor=about) | Q(position__holder=about))
        except _Unknown as error:
            errors.append(str(error))
    since, until = values.get("since", ""), values.get("until", "")
    if since and until and since > until and not errors:
        errors.append(f"The days end ({until}) before they begin ({since}).")
    return LogAsked(found.none() if errors else found, values, errors, about)


def people_who_decided() -> list[User]:
    decided = Review.objects.filter(by=OuterRef("pk"))
    return list(User.objects.filter(Exists(decided)).order_by("username")[:500])


class _Unknown(ValueError):
    pass


def _known[T](found: T | None, kind: str, value: str) -> T:
    if found is None:
        raise _Unknown(f"There is no {kind} “{value}”.")
    return found


def _one_of(known: tuple[str, ...] | list[str], name: str, value: str) -> str:
    if value not in known:
        raise _Unknown(f"There is no {name} “{value}”.")
    return value


def _midnight(value: str) -> dt.datetime:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise _Unknown(f"“{value}” is no day; write it like 2024-09-19.") from None
    if not 1900 < day.year < 2200:
        raise _Unknown(f"Nothing was decided on {value}.")
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _on(story: Story) -> Q:
    """About the story, its events, or the claims that stand on it now."""
    standing = Link.objects.standing().filter(story=story, claim=OuterRef("claim"))
    events = Event.objects.filter(story=story).values("pk")
    return Q(story=story) | Q(event__in=events) | Q(Exists(standing))
