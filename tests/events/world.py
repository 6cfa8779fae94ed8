"""Worlds in which links are scored: the demo's and three more, with the engine's claims or with the reader's own."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from actors.models import Actor, Position
from claims.extraction.dates import find_dates
from claims.extraction.edtf import edtf_of, said_phrase
from claims.models import Claim, ClaimDate, Event, Story
from claims.services.demo import ARTICLES, seed_world
from claims.services.extract import extract_due, request_missing
from claims.services.link import link_claims
from claims.services.values import days_of_edtf
from sources.models import Article
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, StoryFactory

HERE = Path(__file__).parent
type Gold = list[dict[str, Any]]


def demo() -> Gold:
    """The demo's actors, stories and articles; 60 of its claims, every fourth of those about a story."""
    seed_world()
    for line in ARTICLES.read_text(encoding="utf-8").splitlines():
        _article(json.loads(line))
    claims: Gold = json.loads((HERE / "demo_links.json").read_text(encoding="utf-8"))["claims"]
    return claims


def port_strike() -> Gold:
    """A strike in a port; written when the signs were chosen, used to fit their weights."""
    return _world("port_strike.json")


def ceasefire() -> Gold:
    """A ceasefire in a country that does not exist, used like the port's."""
    return _world("ceasefire.json")


def recall() -> Gold:
    """Cars that lose their brakes; written when the linker was finished, and nothing was changed on its account."""
    return _world("recall.json")


def _world(file: str) -> Gold:
    claims: Gold = seeded(HERE / file)["claims"]
    return claims


def seeded(file: Path) -> dict[str, Any]:
    """A file's actors, stories and articles in the database, and all that it holds."""
    world: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    actors: dict[str, Actor] = {record["slug"]: ActorFactory(**record) for record in world["actors"]}
    for record in world["stories"]:
        named = {key: record[key] for key in ("title", "slug", "summary", "query")}
        story: Story = StoryFactory(**named)
        story.actors.set(actors[slug] for slug in record["actors"])
        for one in record["events"]:
            values = {key: one[key] for key in ("title", "description", "edtf", "keywords", "state")}
            event = Event.objects.create(story=story, days=days_of_edtf(one["edtf"]), **values)
            event.actors.set(actors[slug] for slug in one["actors"])
    for article in world["articles"]:
        _article(article)
    return world


def read_by_engine() -> None:
    request_missing()
    while extract_due():
        pass


def given(gold: Gold) -> None:
    """The reader's pieces as claims, with the reader's speakers and the dates inside them, linked."""
    actors = Actor.objects.in_bulk([one["speaker"] for one in gold if one["speaker"]], field_name="slug")
    articles = {article.external_id: article for article in Article.objects.select_related("latest")}
    for one in gold:
        article = articles[one["article"]]
        assert article.latest
        text, published = article.latest.text, article.published_on
        start = text.index(one["words"])
        end = start + len(one["words"])
        actor = actors.get(one["speaker"] or "")
        held = Position.objects.on(published).filter(holder=actor).first() if actor else None
        claim: Claim = ClaimFactory(
            snapshot=article.latest,
            content=[[start, end]],
            speaker=actor,
            **({"speaker__position": held} if held else {}),
        )
        for date in find_dates(text, str(published)):
            edtf = edtf_of(date.value, said := said_phrase(text, date.start, date.end)) or ""
            if start <= date.start and date.end <= end and edtf:
                days = days_of_edtf(edtf)
                ClaimDate.objects.create(
                    claim=claim,
                    start=date.start,
                    end=date.end,
                    type=date.type,
                    value=date.value,
                    text=said,
                    edtf=edtf,
                    days=days,
                )
    link_claims(Claim.objects.all())


def _article(record: dict[str, Any]) -> None:
    at = record["published"] if "T" in record["published"] else f"{record['published']}T12:00:00+00:00"
    published = dt.datetime.fromisoformat(at)
    ArticleFactory(
        external_id=record["external_id"],
        title=record["title"],
        text=record["text"],
        published_at=published,
        published_on=published.date(),
    )
