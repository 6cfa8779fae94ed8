"""Everything that tests need in the database, made in one place."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from actors.models import Actor, Alias, Position
from claims.models import (
    Claim,
    ClaimSpeaker,
    Collection,
    EditorLimit,
    Event,
    Extraction,
    Link,
    SavedSearch,
    Story,
)
from config.leases import WorkState
from sources.models import Article, ImportJob, Outlet, Snapshot

PASSWORD = "correct horse battery"


def sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def role(self: User, create: bool, extracted: str | None, **kwargs: Any) -> None:
        """`UserFactory(role="editor")`; an analyst unless said otherwise; `role=""` is nobody."""
        name = "analyst" if extracted is None else extracted
        if name:
            self.groups.add(Group.objects.get(name=name))
        if name == "admin":
            self.is_staff = self.is_superuser = True
            self.save()

    @factory.post_generation
    def stories(self: User, create: bool, extracted: list[Story] | None, **kwargs: Any) -> None:
        """`UserFactory(role="editor", stories=[...])` decides about these only."""
        if extracted is not None:
            EditorLimit.objects.create(person=self).stories.set(extracted)


class OutletFactory(DjangoModelFactory[Outlet]):
    class Meta:
        model = Outlet

    name = factory.Sequence(lambda n: f"Outlet {n}")
    slug = factory.Sequence(lambda n: f"outlet-{n}")


class ArticleFactory(DjangoModelFactory[Article]):
    """An article with its first snapshot: `ArticleFactory(text="...")`."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    outlet = factory.SubFactory(OutletFactory)
    url = factory.Sequence(lambda n: f"https://outlet.example/{n}")
    url_key = factory.LazyAttribute(lambda article: sha256(article.url) if article.url else None)
    title = factory.Sequence(lambda n: f"Talks enter round {n}")
    published_at = dt.datetime(2024, 9, 19, 9, 0, tzinfo=dt.UTC)
    published_on = factory.LazyAttribute(lambda article: article.published_at and article.published_at.date())

    @factory.post_generation
    def text(self: Article, create: bool, extracted: str | None, **kwargs: Any) -> None:
        text = extracted or f"“We will leave by the end of the year,” the envoy said in round {self.pk}."
        self.latest = Snapshot.objects.create(article=self, text=text, sha256=sha256(text))
        self.save()


class ExtractionFactory(DjangoModelFactory[Extraction]):
    class Meta:
        model = Extraction

    snapshot = factory.LazyFunction(lambda: ArticleFactory().latest)
    pipeline = "test-1"
    state = WorkState.DONE


class ActorFactory(DjangoModelFactory[Actor]):
    """`ActorFactory(aliases=["al-Sudani"])`; the name is always an alias."""

    class Meta:
        model = Actor
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Envoy Number{n}")
    slug = factory.Sequence(lambda n: f"envoy-{n}")
    kind = Actor.Kind.PERSON
    state = Actor.State.CONFIRMED

    @factory.post_generation
    def aliases(self: Actor, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        for text in dict.fromkeys([self.name, *(extracted or [])]):
            Alias.objects.create(actor=self, text=text)


class PositionFactory(DjangoModelFactory[Position]):
    class Meta:
        model = Position

    holder = factory.SubFactory(ActorFactory)
    organization = factory.SubFactory(ActorFactory, kind=Actor.Kind.ORGANIZATION)
    role = "spokesman"
    held = DateRange(dt.date(2023, 1, 1), None)
    state = Position.State.CONFIRMED


class ClaimFactory(DjangoModelFactory[Claim]):
    """A direct claim over its snapshot's whole text, unless told otherwise: `ClaimFactory(speaker=actor)`."""

    class Meta:
        model = Claim
        skip_postgeneration_save = True

    snapshot = factory.LazyFunction(lambda: ArticleFactory().latest)
    kind = Claim.Kind.DIRECT
    content = factory.LazyAttribute(lambda claim: [[0, len(claim.snapshot.text)]])
    position = factory.LazyAttribute(lambda claim: claim.content[0][0])
    content_text = factory.LazyAttribute(
        lambda claim: " … ".join(claim.snapshot.text[start:end] for start, end in claim.content)
    )
    cue_text = "said"
    cue_class = "say"
    confidence = 0.9
    day = factory.LazyAttribute(lambda claim: claim.snapshot.article.published_on)

    @factory.post_generation
    def speaker(self: Claim, create: bool, extracted: Actor | None, **kwargs: Any) -> None:
        if extracted:
            ClaimSpeaker.objects.create(claim=self, actor=extracted, **kwargs)


class StoryFactory(DjangoModelFactory[Story]):
    class Meta:
        model = Story

    title = factory.Sequence(lambda n: f"Story {n}")
    slug = factory.Sequence(lambda n: f"story-{n}")


class EventFactory(DjangoModelFactory[Event]):
    class Meta:
        model = Event
        skip_postgeneration_save = True

    story = factory.SubFactory(StoryFactory)
    title = factory.Sequence(lambda n: f"Event {n}")
    edtf = "2024-09-27"
    days = DateRange(dt.date(2024, 9, 27), dt.date(2024, 9, 28))
    state = Event.State.CONFIRMED


class LinkFactory(DjangoModelFactory[Link]):
    class Meta:
        model = Link

    claim = factory.SubFactory(ClaimFactory)
    story = factory.SubFactory(StoryFactory)
    score = 0.8
    reason = "names the withdrawal"


class SavedSearchFactory(DjangoModelFactory[SavedSearch]):
    class Meta:
        model = SavedSearch

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Search {n}")
    query = factory.Sequence(lambda n: f"q=word{n}")


class ImportJobFactory(DjangoModelFactory[ImportJob]):
    class Meta:
        model = ImportJob

    name = "articles.jsonl"
    path = "/nowhere/articles.jsonl"


def many_claims(story: Story, number: int, *, speakers: int = 12) -> None:
    """So many claims about the story and its events in articles of a hundred, of so many actors, by few statements."""
    snapshots = [ArticleFactory(text="x" * 100).latest for _ in range(0, number, 100)]
    actors = ActorFactory.create_batch(speakers)
    events = [*story.events.all(), None]
    first = dt.date(2024, 1, 1)
    claims = Claim.objects.bulk_create(
        Claim(
            snapshot=snapshots[place // 100],
            kind=Claim.Kind.DIRECT,
            content=[[place % 100, place % 100 + 1]],
            position=place % 100,
            content_text=f"They will leave in step {place}, whatever the others say about it.",
            cue_text="said",
            cue_class="say",
            confidence=0.9,
            day=first + dt.timedelta(days=place * 7 % 800),
            state=Claim.State.CONFIRMED if place % 3 else Claim.State.PROPOSED,
        )
        for place in range(number)
    )
    ClaimSpeaker.objects.bulk_create(
        ClaimSpeaker(claim=claim, actor=actors[place % speakers]) for place, claim in enumerate(claims)
    )
    Link.objects.bulk_create(
        Link(claim=claim, story=story, event=events[place % len(events)], score=0.8, reason="names the withdrawal")
        for place, claim in enumerate(claims)
    )


class CollectionFactory(DjangoModelFactory[Collection]):
    """`CollectionFactory(claims=[...])`: with these claims, added by its owner."""

    class Meta:
        model = Collection
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Collection {n}")

    @factory.post_generation
    def claims(self: Collection, create: bool, extracted: list[Claim] | None, **kwargs: Any) -> None:
        for number, claim in enumerate(extracted or [], 1):
            self.items.create(claim=claim, number=number, added_by=self.owner)
