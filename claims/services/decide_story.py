"""What people decide about stories: made from a search, changed, each decision undone by one more.

A story whose making is undone is kept as taken back, since histories name it; nothing else does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from actors.models import Actor
from claims.models import Event, Link, Review, Story
from claims.search import fault_of
from claims.services.in_force import history_without, value_of
from claims.services.link_story import ask_to_link
from claims.services.refusals import Refused, Stale
from claims.services.try_again import try_again

if TYPE_CHECKING:
    import uuid

    from django.contrib.auth.models import User

__all__ = ["StoryDetails", "add_story", "decide_story", "undo_story"]

Action = Review.Action
LONGEST_TITLE, LONGEST_QUERY, LONGEST_SUMMARY, MOST_ACTORS = 300, 1_000, 5_000, 50
NAMED = 3


@dataclass(frozen=True)
class StoryDetails:
    """What a story is; None leaves it as it is."""

    title: str | None = None
    summary: str | None = None
    query: str | None = None
    actors: Sequence[Actor] | None = None


@try_again
def add_story(by: User, details: StoryDetails, *, note: str = "", together: uuid.UUID | None = None) -> Story:
    """A worker links its claims. Raises Refused where it has no title, or one that another story has."""
    with transaction.atomic():
        story = Story()
        fields = _change(story, StoryDetails(details.title or "", details.summary, details.query))
        story.slug = _free_slug(story.title)
        story.save()
        fields += _change(story, StoryDetails(actors=details.actors))
        _save(story, by, Action.ADD, fields, {}, note, together=together)
        return story


@try_again
def decide_story(
    story: Story, by: User, version: int, details: StoryDetails, *, note: str = "", together: uuid.UUID | None = None
) -> Review:
    """Correct a story; its address stays. Raises Stale where `version` is no longer the story's, Refused where nothing
    was changed."""
    with transaction.atomic():
        story = _locked(story, version, {"details": details, "note": note})
        before = _state_of(story)
        fields = _change(story, details)
        if not fields:
            raise Refused("Nothing was changed.")
        return _save(story, by, Action.CORRECT, fields, before, note, together=together)


@try_again
def undo_story(
    review: Review, by: User, *, version: int | None = None, note: str = "", together: uuid.UUID | None = None
) -> Review:
    """Each field gets the value of the decision in force then. A story that was made is taken back, unless somebody has
    built on it since."""
    with transaction.atomic():
        if review.story is None or review.action not in (Action.ADD, Action.CORRECT):
            raise Refused("Only a decision about a story can be undone.")
        # Whoever puts a claim or an event on it meanwhile waits, and finds it taken back.
        story = _locked(review.story, version, {"undo": review.pk, "note": note}, alone=review.action == Action.ADD)
        history = history_without(review, story)
        before = _state_of(story)
        if review.action == Action.ADD:
            _refuse_with_others_work(story, review)
            story.taken_back = True
            return _save(story, by, Action.UNDO, ["state"], before, note, undoes=review, together=together)
        for field in review.fields:
            state = value_of(history, field) or {}
            if field == "actors":
                story.actors.set(Actor.objects.filter(pk__in=state["actors"]))
            elif field == "title":
                _retitle(story, state["title"])
            elif field in state:
                setattr(story, field, state[field])
        return _save(story, by, Action.UNDO, review.fields, before, note, undoes=review, together=together)


def _locked(story: Story, version: int | None, submitted: dict[str, Any], *, alone: bool = False) -> Story:
    story = Story.everything.select_for_update(no_key=not alone).get(pk=story.pk)
    if story.taken_back:
        raise Refused(f"“{story}” was taken back: there is no such story any more.", story)
    if version is not None and story.version != version:
        raise Stale(story, version, submitted, _state_of(story))
    return story


def _change(story: Story, details: StoryDetails) -> list[str]:
    fields = []
    if (details.title is not None and (title := " ".join(details.title.split())) != story.title) or details.title == "":
        _retitle(story, title)
        fields.append("title")
    if details.summary is not None and (summary := details.summary.strip()) != story.summary:
        if len(summary) > LONGEST_SUMMARY:
            raise Refused(f"The summary is longer than {LONGEST_SUMMARY} characters.")
        story.summary = summary
        fields.append("summary")
    if details.query is not None and (query := " ".join(details.query.split())) != story.query:
        if len(query) > LONGEST_QUERY or (query and (fault := fault_of(query))):
            raise Refused(fault if len(query) <= LONGEST_QUERY else f"The query is longer than {LONGEST_QUERY}.")
        story.query = query
        fields.append("query")
    if details.actors is not None and {a.pk for a in details.actors} != {a.pk for a in story.actors.all()}:
        if len(details.actors) > MOST_ACTORS:
            raise Refused(f"A story has at most {MOST_ACTORS} actors.")
        story.actors.set(details.actors)
        fields.append("actors")
    return fields


def _retitle(story: Story, title: str) -> None:
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(f"Write a title of at most {LONGEST_TITLE} characters.")
    if other := Story.objects.filter(title__iexact=title).exclude(pk=story.pk).first():
        raise Refused(f"There is a story “{other}” already.", other)
    story.title = title


def _refuse_with_others_work(story: Story, making: Review) -> None:
    """Whatever people decided about it since: it would be lost with the story."""
    built = []
    if later := Review.objects.in_force().filter(story=story).exclude(pk=making.pk).newest_first().first():
        built.append(f"a change of it stands (decision {later.pk})")
    decided = Review.objects.in_force().filter(event=OuterRef("pk"))
    events = story.events.standing().filter(Exists(decided) | Exists(Event.objects.filter(merged_into=OuterRef("pk"))))
    if names := [f"“{event}”" for event in events[: NAMED + 1]]:
        built.append(f"people put events on it: {_some(names)}")
    placed = Link.objects.filter(story=story, state=Link.State.CONFIRMED).order_by("claim_id")
    if keys := [str(key) for key in placed.values_list("claim_id", flat=True).distinct()[: NAMED + 1]]:
        built.append(f"people put claims on it: {_some(keys)}")
    if built:
        raise Refused(f"“{story}” cannot be taken back while {'; '.join(built)}. Undo that first.", story)


def _some(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" and more" if len(names) > NAMED else "")


def _state_of(story: Story) -> dict[str, Any]:
    plain = {name: getattr(story, name) for name in ("title", "summary", "query")}
    plain["state"] = "taken back" if story.taken_back else "made"
    actors = story.actors.order_by("pk")
    return {**plain, "actors": [actor.pk for actor in actors], "names": [actor.name for actor in actors]}


def _save(
    story: Story, by: User, action: str, fields: list[str], before: dict[str, Any], note: str, **more: Any
) -> Review:
    story.version += 1
    story.save()
    if {"query", "actors", "state"}.intersection(fields):
        ask_to_link(story)
    told = {"fields": fields, "before": before, "after": _state_of(story), "note": note.strip()}
    return Review.objects.create(story=story, by=by, action=action, **told, **more)


def _free_slug(title: str) -> str:
    base = slugify(title)[:100] or "story"
    taken = {"new"} | set(Story.everything.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
