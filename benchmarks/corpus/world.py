"""Who speaks in the made corpus, where, and about what: actors, positions, outlets, stories and events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from django.db.backends.postgresql.psycopg_any import DateRange

from actors.models import Actor, Alias, Position
from benchmarks.corpus.words import list_of
from claims.models import Event, Story
from sources.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DAYS", "FIRST", "Subject", "World", "make_world"]

ACTORS, MERGED, OUTLETS = 2_000, 40, 120
FIRST, DAYS = dt.date(2023, 1, 1), 1_096
GIVEN = list_of("""
Ana Boris Carla Dilan Edda Farid Greta Hanan Iven Jovan Katya Lamia Marek Nadia Omar Petra Ruben
Samira Tomas
""")
STEMS = list_of("""
Alver Bren Cast Dorn Elst Ferr Grav Holm Ister Kard Lind Mars Norr Oster Pell Quist Rav Sand Torv
Und Vell Wick
""")
ENDINGS = list_of("""
a an berg by dal e en er ez i in is mann o ov sen son ström ton u vic ya
""")
BODIES = list_of("""
Ministry Agency Council Union Institute Company Party Court Bank Committee
""")
MATTERS = list_of("""
Rivers Harbours Grain Energy Trade Health Schools Railways Forests Mines Housing Borders Weather
Justice
""")
SIZES = (2_000, 20_000, 8_000, 5_000, 1_000, 300)
"""Claims per story; smaller where the corpus is small."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A story with the share of claims that belong to it and the days in which they are made."""

    story: int
    share: float
    first: int
    last: int
    events: list[int]


@dataclass(slots=True)
class World:
    outlets: list[Outlet]
    actors: list[Actor]
    """The most quoted first."""
    held: dict[int, Position]
    """By holder."""
    subjects: list[Subject] = field(default_factory=list)


def make_world(claims: int, chance: np.random.Generator) -> World:
    outlets = Outlet.objects.bulk_create(
        Outlet(name=f"{_name(chance)} Post {number}", slug=f"post-{number}", host=f"post-{number}.example")
        for number in range(OUTLETS)
    )
    actors = _actors(chance)
    return World(outlets, actors, _positions(actors, chance), _subjects(claims, actors, chance))


def _actors(chance: np.random.Generator) -> list[Actor]:
    made = []
    for number in range(ACTORS):
        if number % 20 == 5:
            name, kind = f"Commissioner for {_one(MATTERS, chance)} {number}", Actor.Kind.OFFICE
        elif number % 6 == 2:
            name, kind = f"{_one(BODIES, chance)} of {_one(MATTERS, chance)} {number}", Actor.Kind.ORGANIZATION
        else:
            name, kind = f"{_one(GIVEN, chance)} {_name(chance)}", Actor.Kind.PERSON
        made.append(Actor(name=name, slug=f"actor-{number}", kind=kind, state=Actor.State.CONFIRMED))
    actors = Actor.objects.bulk_create(made)
    persons = [actor for actor in actors if actor.kind == Actor.Kind.PERSON]
    for actor, survivor in zip(persons[-MERGED:], persons, strict=False):
        actor.merged_into = actor.canonical = survivor
    Actor.objects.bulk_update(actors, ["merged_into", "canonical"])
    for actor in actors:
        forms = dict.fromkeys([actor.name, actor.name.rpartition(" ")[2]])
        Alias.objects.bulk_create(Alias(actor=actor, text=text, key=text.casefold()) for text in forms)
    return actors


def _positions(actors: list[Actor], chance: np.random.Generator) -> dict[int, Position]:
    bodies = [actor for actor in actors if actor.kind == Actor.Kind.ORGANIZATION]
    offices = [actor for actor in actors if actor.kind == Actor.Kind.OFFICE]
    made = []
    for number, actor in enumerate(actors):
        if actor.kind == Actor.Kind.PERSON and number % 5 < 3:
            office = _one(offices, chance) if number % 4 == 0 else None
            body = bodies[min(int(chance.exponential(25)), len(bodies) - 1)]
            role = "commissioner" if office else "spokesman"
            made.append(
                Position(
                    holder=actor,
                    organization=body,
                    office=office,
                    role=role,
                    since="2020",
                    held=DateRange(dt.date(2020, 1, 1), None),
                    state=Position.State.CONFIRMED,
                )
            )
    return {position.holder_id: position for position in Position.objects.bulk_create(made)}


def _subjects(claims: int, actors: list[Actor], chance: np.random.Generator) -> list[Subject]:
    subjects = []
    for number, size in enumerate(SIZES):
        story = Story.objects.create(
            title=f"The {_one(MATTERS, chance).lower()} affair {number}", slug=f"story-{number}"
        )
        story.actors.set(actors[number : number + 40 : 8])
        first, last = number * 90, DAYS - number * 60
        events = Event.objects.bulk_create(
            Event(
                story=story, title=f"Round {one + 1}", edtf=str(day), days=DateRange(day, day, "[]"), state="confirmed"
            )
            for one in range(24)
            for day in [FIRST + dt.timedelta(first + (last - first) * one // 24)]
        )
        share = min(size / claims, 0.02) * DAYS / (last - first)
        subjects.append(Subject(story.pk, share, first, last, [event.pk for event in events]))
    return subjects


def _name(chance: np.random.Generator) -> str:
    return _one(STEMS, chance) + _one(ENDINGS, chance)


def _one[T](things: Sequence[T], chance: np.random.Generator) -> T:
    return things[int(chance.integers(len(things)))]
