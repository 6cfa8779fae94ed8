"""The reading index: what lists need to know of a claim, in one narrow row. Triggers keep it true (migration
0003_reading_index); nothing else writes here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.lookups import Overlap
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Q, Value

from claims.models.claims import Claim, words_query
from claims.naming import names
from sources.models import Article, Outlet

if TYPE_CHECKING:
    from actors.models import Actor, Position

UNDATED = date.min
"""Stands for no day, so that a page begins with one comparison of (day, key) and undated claims come last."""


class DateMultiRangeField(models.Field["str", "str"]):
    """Stretches of days; for conditions of queries only."""

    def db_type(self, connection: object) -> str:
        return "datemultirange"


DateMultiRangeField.register_lookup(Overlap)


def _keys() -> ArrayField[list[int], list[int]]:
    return ArrayField(models.BigIntegerField(), default=list)


def _points_at[M: models.Model](model: type[M]) -> models.ForeignKey[M]:
    """Without a constraint, which would have to be checked for every row, while triggers hold it already."""
    return models.ForeignKey(model, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")


def facet(name: str, value: object) -> str:
    """As `ListedClaim.facets` holds it."""
    return f"{name} {value}"


WORTH = Func("confidence", "speakers", "reach", function="claims_worth", output_field=models.FloatField())
"""What a doubtful claim is worth an editor's time."""


class DatedQuerySet[M: models.Model](models.QuerySet[M]):
    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)

    def until(self, day: date) -> Self:
        return self.filter(day__lte=day, day__gt=UNDATED)

    def newest_first(self) -> Self:
        return self.order_by("-day", "-claim")


class ListedClaimQuerySet(DatedQuerySet["ListedClaim"]):
    def standing(self) -> Self:
        """Neither withdrawn by the machine nor rejected by a person."""
        return self.filter(standing=True)

    def under(self, name: str, value: object) -> Self:
        """Those with this value of a facet."""
        return self.filter(facets__contains=[facet(name, value)])

    def said_by(self, actor: Actor) -> Self:
        return self.under("speaker", actor.pk)

    def on_behalf_of(self, actor: Actor) -> Self:
        return self.under("behalf", actor.pk)

    def involving(self, *actors: int) -> Self:
        """By one of these actors or on one's behalf, by their keys."""
        return self.filter(facets__overlap=[facet(name, key) for key in actors for name in ("speaker", "behalf")])

    def naming(self, actor: Actor) -> Self:
        """What others say with the actor's name in it."""
        return self.filter(names(actor, "claim__content_text")).exclude(speakers__contains=[actor.pk])

    def spoken_in(self, position: Position) -> Self:
        return self.under("position", position.pk)

    def about_story(self, story: models.Model) -> Self:
        return self.under("story", story.pk)

    def about_event(self, event: models.Model) -> Self:
        return self.under("event", event.pk)

    def about_days(self, first: date | None, last: date | None) -> Self:
        """With a date in its words that may mean one of these days; None is an open end."""
        if first is None and last is None:
            return self
        days = Value(DateRange(first, last, "[]"), output_field=DateRangeField())
        return self.filter(meant__overlap=days)

    def doubtful(self) -> Self:
        return self.filter(doubtful=True)

    def matching(self, words: str) -> Self:
        """Full-text search, see `words_query`."""
        return self.filter(search=words_query(words))


FACETS = (
    "state",
    "kind",
    "cue_class",
    "outlet",
    "doubtful",
    "speakers",
    "behalf",
    "positions",
    "stories",
    "events",
)


class ListedClaim(models.Model):
    """A claim on the latest text of an article that is not taken down, which leads its group. Actors are those after
    merges; `behalf` holds whom the speakers were said to speak for and those of the positions they spoke in."""

    claim = models.OneToOneField(
        Claim, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="listed"
    )
    day = models.DateField()
    article = _points_at(Article)
    outlet = _points_at(Outlet)
    kind = models.CharField(max_length=8)
    cue_class = models.CharField(max_length=40)
    state = models.CharField(max_length=9)
    confidence = models.FloatField()
    standing = models.BooleanField()
    doubtful = models.BooleanField()
    speakers = _keys()
    behalf = _keys()
    positions = _keys()
    stories = _keys()
    events = _keys()
    meant = DateMultiRangeField()
    search = SearchVectorField()
    reach = models.SmallIntegerField(
        db_default=0, help_text="How many will read it, as a power of e; of doubtful claims."
    )
    facets: models.GeneratedField = models.GeneratedField(
        expression=Func(*FACETS, function="claims_facets"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        help_text="Its state, then all else that lists are narrowed and counted by, as “speaker 7”.",
    )

    objects = ListedClaimQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("day").desc(), F("claim").desc(), include=["standing"], name="listed_newest"),
            models.Index(F("day").desc(), F("claim").desc(), condition=Q(doubtful=True), name="listed_doubtful"),
            models.Index(
                WORTH.desc(), F("day").desc(), F("claim").desc(), condition=Q(doubtful=True), name="listed_worth"
            ),
            models.Index(F("outlet"), F("day").desc(), F("claim").desc(), include=["standing"], name="listed_outlet"),
            models.Index(F("state"), F("day").desc(), F("claim").desc(), include=["standing"], name="listed_state"),
            models.Index(F("cue_class"), F("day").desc(), F("claim").desc(), include=["standing"], name="listed_cue"),
            GinIndex(fields=["search", "facets"], name="listed_search"),
            GistIndex(fields=["meant"], name="listed_meant"),
        ]

    def __str__(self) -> str:
        return f"Claim {self.claim_id}"


class Heading(models.Model):
    """A standing listed claim under an actor, a story or an event, in order of its day: so that the count, the first
    and the last, the weeks and the newest page are read from one index, however much is under it."""

    class Under(models.IntegerChoices):
        SPEAKER = 1
        BEHALF = 2
        STORY = 3
        EVENT = 4

    pk = models.CompositePrimaryKey("under", "key", "day", "claim")
    under = models.SmallIntegerField(choices=Under)
    key = models.BigIntegerField(help_text="Of the actor, story or event.")
    day = models.DateField()
    claim = models.ForeignKey(Claim, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

    objects = DatedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.Under(self.under).label} {self.key}: {self.claim_id}"
