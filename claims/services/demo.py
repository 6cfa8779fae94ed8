"""The demo world: people who log in, outlets, actors, stories and, through the normal import, articles."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from actors.models import Actor, Alias, Position
from actors.names import fold
from claims.access import ROLES
from claims.models import Event, Extraction, Story
from claims.services.link_story import relink
from claims.services.values import days_of_edtf
from config.leases import WorkState
from sources.models import Article, Outlet

__all__ = ["ARTICLES", "articles_missing", "articles_unread", "seed_people", "seed_world"]

DEMO = Path(__file__).resolve().parent.parent / "demo"
ARTICLES = DEMO / "articles.jsonl"


def seed_people() -> dict[str, str]:
    """One user per role. Returns user -> password: random, made once, in a file that only its owner can read."""
    path = Path(settings.DATA_DIR) / "demo-users.json"
    passwords: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    made: dict[str, str] = {}
    if set(ROLES) - set(passwords):
        made = {role: secrets.token_urlsafe(9) for role in ROLES if role not in passwords}
        passwords |= made
        _write_private(path, json.dumps(passwords, indent=1))
    for role in ROLES:
        manages = role == "admin"
        user, new = User.objects.get_or_create(
            username=role, defaults={"is_staff": manages, "is_superuser": manages, "first_name": role.capitalize()}
        )
        if new or role in made:  # comparing a password takes half a second each
            user.set_password(passwords[role])
            user.save(update_fields=["password"])
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    return passwords


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)


def seed_world() -> None:
    """Outlets, actors, positions, stories and events. What is there already stays as people made it."""
    world = json.loads((DEMO / "world.json").read_text(encoding="utf-8"))
    with transaction.atomic():
        for outlet in world["outlets"]:
            Outlet.objects.get_or_create(slug=outlet["slug"], defaults=outlet)
        actors = _actors(world["actors"])
        for position in world["positions"]:
            _position(position, actors)
        for story in world["stories"]:
            _story(story, actors)


def articles_missing() -> bool:
    """Some of the demo's articles were not imported yet."""
    addresses = _addresses()
    return Article.objects.filter(url__in=addresses).count() < len(addresses)


def articles_unread() -> int:
    """How many of the demo's articles wait for their claims."""
    read = Extraction.objects.exclude(state__in=[WorkState.WAITING, WorkState.RUNNING]).values("snapshot")
    return Article.objects.filter(url__in=_addresses()).exclude(latest__in=read).count()


def _addresses() -> set[str]:
    return {json.loads(line)["url"] for line in ARTICLES.read_text(encoding="utf-8").splitlines()}


def _actors(records: list[dict[str, Any]]) -> dict[str, Actor]:
    known = Actor.objects.in_bulk([record["slug"] for record in records], field_name="slug")
    for record in records:
        if record["slug"] in known:
            continue
        values = {key: value for key, value in record.items() if key != "aliases"}
        actor = known[record["slug"]] = Actor.objects.create(**values, state=Actor.State.CONFIRMED)
        texts = {fold(text): text for text in [*record["aliases"], record["name"]]}
        Alias.objects.bulk_create([Alias(actor=actor, text=text, key=key) for key, text in texts.items()])
    return known


def _position(record: dict[str, Any], actors: dict[str, Actor]) -> None:
    known = {
        "holder": actors[record["holder"]],
        "organization": actors[record["organization"]] if "organization" in record else None,
        "office": actors[record["office"]] if "office" in record else None,
        "role": record["role"],
        "since": record.get("since", ""),
    }
    if Position.objects.filter(**known).exists():
        return
    until = record.get("until", "")
    first = days_of_edtf(known["since"]).lower if known["since"] else None
    after = days_of_edtf(until).upper if until else None
    held = DateRange(first, after)
    Position.objects.create(**known, until=until, held=held, state=Position.State.CONFIRMED)


def _story(record: dict[str, Any], actors: dict[str, Actor]) -> None:
    values = {key: record[key] for key in ("title", "summary", "query")}
    story, new = Story.objects.get_or_create(slug=record["slug"], defaults=values)
    if not new:
        return
    story.actors.set([actors[slug] for slug in record["actors"]])
    for event in record["events"]:
        made = Event.objects.create(
            story=story,
            title=event["title"],
            description=event["description"],
            edtf=event["edtf"],
            days=days_of_edtf(event["edtf"]),
            keywords=event["keywords"],
            state=event["state"],
        )
        made.actors.set([actors[slug] for slug in event["actors"]])
    relink(story)
