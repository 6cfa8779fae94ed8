"""Who can speak: people, organisations, offices and groups, their names, and the positions that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection


class ActorQuerySet(models.QuerySet["Actor"]):
    def surviving(self) -> Self:
        """Not merged into another and not rejected: what lists show."""
        return self.filter(merged_into__isnull=True).exclude(state=Actor.State.REJECTED)

    def proposed(self) -> Self:
        return self.surviving().filter(state=Actor.State.PROPOSED)

    def at(self, slug: str) -> Actor | None:
        """Who has this address, or had it before being renamed."""
        known = self.select_related("canonical")
        return known.filter(slug=slug).first() or known.filter(former_slugs__slug=slug).first()

    def by_slugs(self, slugs: Collection[str]) -> dict[str, Actor]:
        """Survivors by the addresses that lead to them, former ones included."""
        known = self.select_related("canonical").filter(slug__in=slugs)
        former = FormerSlug.objects.filter(slug__in=slugs).select_related("actor__canonical")
        found = {one.slug: one.actor for one in former} | {actor.slug: actor for actor in known}
        return {slug: actor.canonical or actor for slug, actor in found.items()}

    def known_as(self, key: str) -> Self:
        """Surviving actors with an alias of this folded form (see `actors.names.fold`)."""
        return self.surviving().filter(aliases__key=key).distinct()


class Actor(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person", "person"
        ORGANIZATION = "organization", "organisation"
        OFFICE = "office", "office"
        GROUP = "group", "group"

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        CONFIRMED = "confirmed", "confirmed"
        REJECTED = "rejected", "rejected"

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    description = models.TextField(blank=True)
    wikidata = models.CharField(max_length=20, blank=True, help_text="Wikidata id, for example Q796.")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    canonical = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="same_as",
        help_text="The survivor at the end of the chain of merges; empty where this actor survives.",
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("wikidata", condition=~Q(wikidata=""), name="actor_wikidata"),
            models.CheckConstraint(condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9][0-9]*$"), name="actor_qid"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="actor_not_into_itself"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, canonical__isnull=True)
                | Q(merged_into__isnull=False, canonical__isnull=False),
                name="actor_merged_has_canonical",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="actor_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/actors/{self.slug}/"


class FormerSlug(models.Model):
    """An address that an actor had before it was renamed; it leads to the new one."""

    slug = models.SlugField(max_length=120, unique=True)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class Alias(models.Model):
    """A form of an actor's name. Two actors may share one; resolution then refuses to guess."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=300)
    key = models.CharField(max_length=300, help_text="`actors.names.fold(text)`", editable=False)

    class Meta:
        ordering = ["text"]
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint("actor", "key", name="alias_once"),
            models.CheckConstraint(condition=~Q(key=""), name="alias_key"),
        ]
        indexes = [
            models.Index(fields=["key"], name="alias_key_index"),
            GinIndex(OpClass(F("key"), name="gin_trgm_ops"), name="alias_trigrams"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        from actors.names import fold

        self.key = fold(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class PositionQuerySet(models.QuerySet["Position"]):
    def on(self, day: dt.date | None) -> Self:
        """Held on that day as far as known; with no day, all."""
        standing = self.exclude(state=Position.State.REJECTED)
        return standing.filter(held__contains=day) if day else standing


class Position(models.Model):
    """Popolo's Membership: a person held a role in an organisation, or an office, from when to when."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        CONFIRMED = "confirmed", "confirmed"
        REJECTED = "rejected", "rejected"

    holder = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="positions")
    organization = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="members", help_text="For whom."
    )
    office = models.ForeignKey(
        Actor,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="holders",
        help_text="An actor of kind office.",
    )
    role = models.CharField(max_length=200)
    since = models.CharField(max_length=40, blank=True, help_text="EDTF, for example 2022-10-27, 2023 or 2021~.")
    until = models.CharField(max_length=40, blank=True, help_text="EDTF; empty where still held or unknown.")
    held = DateRangeField(help_text="The days of since and until; an unknown end is open.")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    version = models.PositiveIntegerField(default=1)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = [F("held").desc(), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | Q(office__isnull=False),
                name="position_for_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(organization=F("holder")) & ~Q(office=F("holder")),
                name="position_not_in_oneself",
            ),
            models.CheckConstraint(condition=Q(held__isempty=False), name="position_held_some_day"),
            models.UniqueConstraint(
                "holder",
                "organization",
                "office",
                "role",
                "since",
                nulls_distinct=False,
                name="position_once",
            ),
        ]
        indexes = [GistIndex(fields=["held"], name="position_held")]

    def __str__(self) -> str:
        return f"{self.holder}, {self.role}, {self.office or self.organization}"

    def held_on(self, day: dt.date | None) -> bool:
        """As `PositionQuerySet.on` says it."""
        if day is None:
            return True
        first, after = self.held.lower, self.held.upper
        return (first is None or first <= day) and (after is None or day < after)

    @property
    def spoken_for(self) -> Actor:
        """Whom the holder speaks for: the office where there is one, else the organisation."""
        actor = self.office or self.organization
        assert actor is not None  # noqa: S101 - the constraint position_for_somebody
        return actor
