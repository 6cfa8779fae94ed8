from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.models import Actor
from claims.access import may
from claims.counts import claims_about, links_of
from claims.models import Claim, Link, Story
from claims.proposals_page import decided_of, proposed_of
from claims.sparks import spark
from claims.story_drawing import draw, lane_colours
from claims.story_timeline import timeline_of
from claims.views.claims import without_blanks

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from claims.models import Event
    from claims.services.decide_event import StaleEvent
    from claims.story_timeline import StoryTimeline

PER_EVENT = 4
PER_PAGE = 40
STORIES_PER_PAGE = 60
NO_EVENT = "none"


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(Story.objects.latest_moved_first(), STORIES_PER_PAGE).get_page(request.GET.get("page"))
    counts = claims_about(page)
    weekly: dict[int, dict[date, int]] = {}
    weeks = (
        links_of(page)
        .filter(claim__day__isnull=False)
        .annotate(week=TruncWeek("claim__day"))
        .values_list("story", "week")
    )
    for story, week, number in weeks.annotate(number=Count("claim", distinct=True)):
        weekly.setdefault(story, {})[week] = number
    rows = [(story, counts.get(story.pk), spark(weekly.get(story.pk, {}))) for story in page]
    return render(request, "claims/stories.html", {"rows": rows, "page": page})


@require_safe
def story_page(request: HttpRequest, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.prefetch_related("actors__canonical"), slug=slug)
    if clean := without_blanks(request):
        return redirect(clean)
    return show_story(request, story)


def show_story(
    request: HttpRequest, story: Story, *, stale: StaleEvent | None = None, status: int = 200
) -> HttpResponse:
    actor = _actor(request.GET.get("actor", ""))
    timeline = timeline_of(story, actor=actor, today=timezone.localdate())
    chosen = _Choice.of(request.GET, timeline)
    kept = {name: request.GET[name] for name in ("actor", "view") if name in request.GET}
    page, groups = _groups(story, timeline, chosen)
    colours = lane_colours(timeline)
    context: dict[str, Any] = {
        "story": story,
        "timeline": timeline,
        "drawing": draw(timeline, kept),
        "as_table": request.GET.get("view") == "table",
        "actor": actor,
        "actors": sorted({who.canonical or who for who in story.actors.all()} | set(timeline.actors.values()), key=str),
        "key_dates": [(event, timeline.counted(event)) for event in timeline.events],
        "chosen": chosen,
        "page": page,
        "groups": groups,
        "colours": {key: colours.get(lane, "speaker-0") for key, lane in timeline.lane_of.items()},
        "kept": kept,
        "stale": stale,
    }
    if may(request, "editor"):
        context |= {"proposed": proposed_of(story), "decided": decided_of(story)}
    return render(request, "claims/story.html", context, status=status)


def _actor(slug: str) -> Actor | None:
    if not slug:
        return None
    actor = get_object_or_404(Actor.objects.select_related("canonical"), slug=slug)
    return actor.canonical or actor


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the list of claims is narrowed to; parameters that name nothing narrow nothing."""

    lane: str
    since: date | None
    until: date | None
    event: Event | None
    no_event: bool
    number: str

    @classmethod
    def of(cls, query: QueryDict, timeline: StoryTimeline) -> _Choice:
        lane, event = query.get("lane", ""), query.get("event", "")
        return cls(
            lane=lane if lane in timeline.lanes else "",
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            event=next((one for one in timeline.events if str(one.pk) == event), None),
            no_event=event == NO_EVENT,
            number=query.get("page", ""),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.lane or self.since or self.until or self.event or self.no_event)

    def claims(self, timeline: StoryTimeline) -> list[int]:
        """Newest first."""
        found = set(timeline.lanes[self.lane] if self.lane else timeline.claims)
        if self.event or self.no_event:
            found &= set(timeline.linked.get(self.event.pk if self.event else None, ()))
        return [pk for pk, told in timeline.claims.items() if pk in found and self._within(told.day)]

    def _within(self, day: date | None) -> bool:
        if not (self.since or self.until):
            return True
        return day is not None and (not self.since or day >= self.since) and (not self.until or day <= self.until)


@dataclass(frozen=True, slots=True)
class _Group:
    event: Event | None
    claims: list[tuple[Claim, str]]
    """With the reason of the link."""
    count: int


def _groups(story: Story, timeline: StoryTimeline, chosen: _Choice) -> tuple[Page[int] | None, list[_Group]]:
    """The newest claims of each event (all, where they are few), or, where the list is narrowed, one page of it."""
    page = Paginator(chosen.claims(timeline), PER_PAGE).get_page(chosen.number) if chosen.narrowed else None
    most = PER_PAGE if len(timeline.claims) <= PER_PAGE else PER_EVENT
    wanted: dict[int | None, list[int]] = {}
    on_page = set(page) if page else set()
    for event, members in timeline.linked.items():
        if chosen.event and event != chosen.event.pk:
            continue
        kept = [pk for pk in members if pk in on_page] if page else members[:most]
        if kept:
            wanted[event] = kept
    keys = {pk for members in wanted.values() for pk in members}
    claims = {claim.pk: claim for claim in Claim.objects.filter(pk__in=keys).for_display()}
    reasons: dict[tuple[int, int | None], str] = {
        (claim, event): reason
        for claim, event, reason in Link.objects.standing()
        .filter(story=story, claim__in=keys)
        .values_list("claim_id", "event_id", "reason")
    }
    events = {event.pk: event for event in timeline.events}
    order = {pk: number for number, pk in enumerate(timeline.claims)}
    groups = [
        _Group(
            events.get(event) if event else None,
            [(claims[pk], reasons.get((pk, event), "")) for pk in members],
            len(timeline.linked[event]),
        )
        for event, members in sorted(wanted.items(), key=lambda item: (item[0] is None, order[item[1][0]]))
    ]
    return page, groups


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
