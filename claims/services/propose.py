"""Propose events from dates that the claims of several articles share on a story's timeline."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Max
from django.db.models.functions import Coalesce, Left

from claims.linking import content_stems
from claims.linking.sharing import ARTICLES, shared_dates
from claims.linking.titles import READ, phrases, title_of
from claims.models import Claim, ClaimDate, ClaimSpeaker, Event, Link, Story
from claims.services.link import link_claims
from claims.written_dates import write_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.linking.sharing import Basis, Days, Shared

__all__ = ["due_stories", "propose_due", "propose_events"]


def due_stories() -> list[Story]:
    """Those whose links or events are others than when they were searched last."""
    return [story for story, mark in _marks() if story.searched != mark]


def propose_due() -> int:
    """Search the stories that need it. Returns how many those were."""
    stories = due_stories()
    for story in stories:
        propose_events(story)
    return len(stories)


def propose_events(story: Story) -> list[Event]:
    """In one transaction; idempotent. Returns the new proposals.

    A proposal that nobody decided goes when its date is no longer shared, or when a person's event covers it; what was
    decided, rejected ones included, stays as it is and keeps its date.
    """
    with transaction.atomic():
        Story.objects.select_for_update(no_key=True).get(pk=story.pk)
        mark = next(mark for _, mark in _marks(story))
        undecided = {_days(event.days): event for event in story.events.undecided()}
        standing = story.events.standing().exclude(pk__in=[event.pk for event in undecided.values()])
        taken = [_days(event.days) for event in [*standing, *story.events.proposals().filter(state="rejected")]]
        common = _common(story)
        wanted = {one.days: one for one in _shared(story, taken, common)}
        gone = [event for days, event in undecided.items() if days not in wanted]
        loose = list(Claim.objects.filter(links__event__in=gone)) if gone else []
        Event.objects.filter(pk__in=[event.pk for event in gone]).delete()
        fresh = [one for days, one in wanted.items() if days not in undecided]
        made = _create(story, fresh, common)
        if made or gone:
            claims = Claim.objects.filter(pk__in=[pk for one in fresh for pk in one.claims])
            link_claims({claim.pk: claim for claim in [*loose, *claims]}.values(), story)
        Story.objects.filter(pk=story.pk).update(searched=mark)
        return made


def _marks(story: Story | None = None) -> Iterator[tuple[Story, str]]:
    """What a story's links and events are, in short: a link that comes or goes changes it."""
    stories = Story.objects.filter(pk=story.pk) if story else Story.objects.all()
    links = Link.objects.filter(story__in=stories).order_by().values_list("story")
    linked = {pk: (count, last) for pk, count, last in links.annotate(Count("pk"), Max("pk"))}
    events = Event.objects.filter(story__in=stories).order_by().values_list("story")
    dated = {pk: row for pk, *row in events.annotate(Count("pk"), Max("pk"), Max("version"))}
    for one in stories:
        yield one, f"{linked.get(one.pk, '')} {dated.get(one.pk, '')}"[:100]


def _shared(story: Story, taken: Sequence[Days], common: frozenset[str]) -> list[Shared]:
    claims = Claim.objects.standing().distinct_claims().about(story=story)
    original = Coalesce("snapshot__article__copy_of__copy_of", "snapshot__article__copy_of", "snapshot__article")
    rows = claims.annotate(original=original).order_by("pk").values_list("pk", "original", "said_on")
    articles: dict[int, int] = {}
    dates: list[tuple[Days, Basis, int, int]] = []
    for claim, article, said_on in rows:
        articles[claim] = article
        if said_on:
            dates.append((_days(said_on), "said", claim, article))
    meant = ClaimDate.objects.filter(claim__in=claims.order_by().values("pk"), days__isnull=False)
    for claim, days in meant.order_by("claim_id", "start").values_list("claim_id", "days"):
        if claim in articles:
            dates.append((_days(days), "meant", claim, articles[claim]))
    return [one for one in shared_dates(dates, taken) if one.basis == "meant" or _one_subject(one, articles, common)]


def _one_subject(one: Shared, articles: dict[int, int], common: frozenset[str]) -> bool:
    """A day on which much was said is an event's only where the claims say the same thing."""
    return bool(phrases(_contents(one, articles), ARTICLES, common))


def _common(story: Story) -> frozenset[str]:
    """Stems that tell nothing within the story: of its title and query, and of its actors' names."""
    names = story.actors.values_list("name", flat=True)
    return frozenset(content_stems(" ".join([story.title, story.query, *names])))


def _contents(one: Shared, articles: dict[int, int] | None = None) -> list[tuple[int, str]]:
    rows = Claim.objects.filter(pk__in=one.claims).order_by("pk").annotate(begins=Left("content_text", READ))
    found = rows.values_list("pk", "snapshot__article", "begins")
    return [((articles or {}).get(claim, article), text) for claim, article, text in found]


def _create(story: Story, found: Sequence[Shared], common: frozenset[str]) -> list[Event]:
    titles = set(story.events.values_list("title", flat=True))
    events = []
    for one in found:
        edtf = _edtf(one.days)
        title = title_of(_contents(one), write_long(edtf), _speakers(one), common)[:280]
        if title in titles:
            title = f"{title} (another)"
        titles.add(title)
        days = DateRange(*one.days)
        events.append(Event(story=story, title=title, edtf=edtf, days=days, shared=one.basis))
    # Another worker may have been faster: the constraint on story and days decides.
    Event.objects.bulk_create(events, ignore_conflicts=True)
    return list(story.events.filter(title__in=[event.title for event in events], shared__in=["meant", "said"]))


def _speakers(one: Shared) -> list[str]:
    """Those who speak in most of the claims first."""
    spoken = ClaimSpeaker.objects.filter(claim__in=one.claims).order_by().values("actor__name").annotate(n=Count("pk"))
    return [row["actor__name"] for row in spoken.order_by("-n", "actor__name")[:2]]


def _days(days: DateRange) -> Days:
    return days.lower, days.upper


def _edtf(days: Days) -> str:
    """The shortest that means just these days."""
    first, after = days
    last = after - dt.timedelta(1) if after else None
    if first is None or last is None:
        return f"../{last}" if last else f"{first}/.."
    if first == last:
        return str(first)
    if first.day == 1 and after and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first}/{last}"
