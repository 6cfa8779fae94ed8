from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from actors.models import Actor
from claims.models import Claim, Story
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory, StoryFactory

type Tell = Callable[..., Claim]


@pytest.fixture
def story() -> Story:
    made: Story = StoryFactory(slug="harbour", title="Harbour dispute")
    return made


@pytest.fixture
def mayor() -> Actor:
    made: Actor = ActorFactory(slug="mayor", name="Ana Mayor")
    return made


@pytest.fixture
def union() -> Actor:
    made: Actor = ActorFactory(slug="union", name="Dockers Union", kind="organization")
    return made


@pytest.fixture
def tell(story: Story) -> Tell:
    """`tell(actor, "2025-03-01", "the port would close")`: a claim about the story."""

    def make(actor: Actor, day: str, words: str, *, event: Any = None, **values: Any) -> Claim:
        article = ArticleFactory(text=words, published_on=dt.date.fromisoformat(day))
        claim: Claim = ClaimFactory(snapshot=article.latest, kind="indirect", speaker=actor, **values)
        LinkFactory(claim=claim, story=story, event=event)
        return claim

    return make
