from __future__ import annotations

from typing import Self, cast

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Upper

from actors.models import Actor
from claims.models.claims import Claim
from claims.models.listing import Heading


class StoryQuerySet(models.QuerySet["Story"]):
    def latest_moved_first(self) -> Self:
        """By the day of the last claim about them."""
        told = Heading.objects.filter(under=Heading.Under.STORY, key=OuterRef("pk")).newest_first()
        moved = self.annotate(moved=Subquery(told.values("day")[:1]))
        return moved.order_by(F("moved").desc(nulls_last=True), "title")


_Stories = models.Manager.from_queryset(StoryQuerySet)


class StandingStories(_Stories["Story"]):
    def get_queryset(self) -> StoryQuerySet:
        return cast("StoryQuerySet", super().get_queryset()).filter(taken_back=False)


class Story(models.Model):
    """A subject that is followed: a query, the actors concerned, and a timeline of events."""

    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=120, unique=True)
    summary = models.TextField(blank=True)
    query = models.TextField(
        blank=True, help_text="Words that a claim about it contains: full text, with OR and “phrases”."
    )
    actors = models.ManyToManyField(Actor, related_name="stories", blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    taken_back = models.BooleanField(
        default=False, editable=False, help_text="Its making was undone: only histories know it."
    )
    to_link = models.BigIntegerField(
        null=True,
        editable=False,
        help_text="Its links are to be found anew in the texts with a higher key than this; empty where that is done.",
    )
    searched = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        help_text="The links and events that it had when its claims were last searched for new events.",
    )

    objects = StandingStories()
    everything = StoryQuerySet.as_manager()
    """Those that were taken back, too."""

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "stories"
        constraints = [models.UniqueConstraint(Upper("title"), condition=Q(taken_back=False), name="story_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/stories/{self.slug}/"


class EventQuerySet(models.QuerySet["Event"]):
    def standing(self) -> Self:
        found = self.filter(merged_into__isnull=True, story__taken_back=False)
        return found.exclude(state=Event.State.REJECTED)

    def in_order(self) -> Self:
        """“By the end of 2026” stands at that end, not before everything."""
        return self.order_by(Coalesce("days__startswith", "days__endswith"), "pk")

    def proposals(self) -> Self:
        """Made by the machine from a shared date, whatever became of them."""
        return self.exclude(shared="")

    def undecided(self) -> Self:
        """Proposals that nobody confirmed, rejected or retitled."""
        return self.proposals().filter(state=Event.State.PROPOSED, merged_into__isnull=True, reviews__isnull=True)


class Event(models.Model):
    """Something dated on a story's timeline. The date is kept as EDTF and as the days that it may mean."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        CONFIRMED = "confirmed", "confirmed"
        REJECTED = "rejected", "rejected"

    class Shared(models.TextChoices):
        MEANT = "meant", "dates that claims are about"
        SAID = "said", "days on which claims were made"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="events")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    edtf = models.CharField(max_length=60, help_text="For example 2024-09-27, 2025-09 or ../2026-12-31.")
    days = DateRangeField(help_text="The days that it may mean; an open end is unknown.")
    keywords = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    actors = models.ManyToManyField(Actor, related_name="events", blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    shared = models.CharField(
        max_length=5,
        choices=Shared,
        blank=True,
        editable=False,
        help_text="Which shared dates it was proposed from; empty where a person made it.",
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["story_id", "days"]
        constraints = [
            models.UniqueConstraint("story", "title", name="event_title"),
            models.UniqueConstraint("story", "days", condition=~Q(shared=""), name="event_proposed_once"),
            models.CheckConstraint(condition=Q(days__isempty=False), name="event_some_day"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="event_not_into_itself"),
        ]
        indexes = [GistIndex(fields=["days"], name="event_days")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/stories/{self.story.slug}/#event-{self.pk}"


class LinkDue(models.Model):
    """A claim whose links are to be found anew; whoever did so deletes the row."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.claim_id)


class LinkQuerySet(models.QuerySet["Link"]):
    def standing(self) -> Self:
        return self.exclude(state=Link.State.REJECTED)


class Link(models.Model):
    """A claim belongs to a story's timeline, to one of its events where that is known, with a reason to read."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        CONFIRMED = "confirmed", "confirmed"
        REJECTED = "rejected", "rejected"

    STANDING = (State.PROPOSED, State.CONFIRMED)

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="links")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="links")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    score = models.FloatField()
    reason = models.TextField()
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["claim_id", "-score", "id"]
        constraints = [
            models.UniqueConstraint("claim", "story", "event", nulls_distinct=False, name="link_once"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="link_score"),
        ]

    def __str__(self) -> str:
        return f"{self.event or self.story}: {self.reason}"
