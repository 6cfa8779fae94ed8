"""What lists of actors and of articles are narrowed by: the same for the page and for the files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from actors.models import Actor
from actors.names import fold
from sources.models import Article, Outlet

if TYPE_CHECKING:
    from django.http import QueryDict

    from actors.models import ActorQuerySet
    from sources.models.publications import ArticleQuerySet

__all__ = ["actors_asked", "articles_asked", "word"]

LONGEST = 300
STATES = (Actor.State.PROPOSED, Actor.State.CONFIRMED)


def word(query: QueryDict, name: str) -> str:
    return query.get(name, "")[:LONGEST].replace("\0", "")


def actors_asked(query: QueryDict) -> tuple[ActorQuerySet, list[str]]:
    """The actors, and a sentence for each parameter that names nothing."""
    words, kind, state = (word(query, name) for name in ("q", "kind", "state"))
    actors = Actor.objects.surviving()
    if words:
        actors = actors.filter(Q(name__icontains=words) | Q(aliases__key__contains=fold(words) or words)).distinct()
    if kind:
        actors = actors.filter(kind=kind)
    if state:
        actors = actors.filter(state=state)
    known = {"kind": (kind, Actor.Kind.values), "state": (state, STATES)}
    return actors, [
        f"There is no {name} “{value}”." for name, (value, values) in known.items() if value and value not in values
    ]


def articles_asked(query: QueryDict) -> tuple[ArticleQuerySet, list[str]]:
    """As `actors_asked`."""
    words, outlet = word(query, "q"), word(query, "outlet")
    articles = Article.objects.visible()
    if words:
        articles = articles.filter(title__icontains=words)
    if outlet:
        articles = articles.filter(outlet__slug=outlet)
    known = not outlet or Outlet.objects.filter(slug=outlet).exists()
    return articles, [] if known else [f"There is no outlet “{outlet}”."]
