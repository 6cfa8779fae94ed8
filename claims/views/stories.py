from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.http import content_disposition_header
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from claims.colours import NOBODY
from claims.counts import claims_about
from claims.headings import weeks
from claims.listing.facets import CEILING, tally
from claims.listing.kept import kept
from claims.models import Story
from claims.models.listing import Heading, ListedClaim
from claims.proposals_page import decided_of, proposed_of
from claims.rights import may_decide
from claims.sparks import spark
from claims.story_asked import asked_for
from claims.story_controls import controls_of
from claims.story_drawing import draw, lane_colours
from claims.story_file import write_svg
from claims.story_list import list_story
from claims.story_timeline import timeline_of
from claims.views.claims import without_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from claims.models import Claim, Event
    from claims.models.listing import ListedClaimQuerySet
    from claims.services.refusals import Stale
    from claims.story_asked import Asked
    from claims.story_timeline import StoryTimeline

STORIES_PER_PAGE = 60


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(Story.objects.latest_moved_first(), STORIES_PER_PAGE).get_page(request.GET.get("page"))
    keys = [story.pk for story in page]
    counts, weekly = kept(("stories", keys), lambda: (claims_about(page), weeks(Heading.Under.STORY, keys)))
    rows = [(story, counts.get(story.pk), spark(weekly.get(story.pk, {}))) for story in page]
    context = {"rows": rows, "page": page, "ceiling": CEILING, "may_begin_story": may_decide(request)}
    return render(request, "claims/stories.html", context)


@require_safe
def story_page(request: HttpRequest, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.everything.prefetch_related("actors__canonical"), slug=slug)
    if story.taken_back:
        return redirect("story-history", slug)
    if clean := without_blanks(request):
        return redirect(clean)
    return show_story(request, story)


@csp_override({"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]})
@require_safe
def story_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The timeline as a file; what the page explains as a mistake is not found here."""
    story = get_object_or_404(Story.objects.prefetch_related("actors__canonical"), slug=slug)
    asked, listed = _asked(request, story)
    if asked.errors:
        raise Http404(asked.errors[0])
    today = timezone.localdate()
    drawing = draw(timeline_of(story, listed, asked.window, today=today), asked, {})
    if drawing is None:
        raise Http404("Nothing of this story has a date.")
    address = request.build_absolute_uri(asked.here)
    response = HttpResponse(write_svg(story, asked, drawing, address, today), content_type="image/svg+xml")
    response["Content-Disposition"] = content_disposition_header(True, f"{story.slug}-timeline.svg")
    return response


def show_story(
    request: HttpRequest,
    story: Story,
    *,
    stale: Stale | None = None,
    draft: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`draft`: what an editor sent about an event, with the `fault` for which it was not saved."""
    asked, listed = _asked(request, story)
    timeline = timeline_of(story, listed, asked.window, today=timezone.localdate(), with_words=asked.as_table)
    counts = _by_event(timeline.events)
    below = list_story(story, listed, timeline, request.GET)
    choices = tally({"story": story}, ("speaker", "cue")).choices
    context: dict[str, Any] = {
        "story": story,
        "asked": asked,
        "controls": controls_of(story, asked, timeline, choices),
        "speakers": choices["speaker"],
        "timeline": timeline,
        "drawing": draw(timeline, asked, counts),
        "key_dates": [(event, counts.get(event.pk, 0)) for event in timeline.events],
        "listed": below,
        "colours": _colours(timeline, below.shown),
        "stale": stale,
        "draft": draft,
    }
    if may_decide(request, story=story):
        context |= {"may_decide": True, "proposed": proposed_of(story), "decided": decided_of(story)}
    return render(request, "claims/story.html", context, status=status)


def _asked(request: HttpRequest, story: Story) -> tuple[Asked, ListedClaimQuerySet]:
    """What is to be shown, and the story's claims that it leaves."""
    told = ListedClaim.objects.standing().about_story(story)
    asked = asked_for(story.get_absolute_url(), request.GET, told)
    return asked, asked.within(asked.narrow(told))


def _by_event(events: list[Event]) -> dict[int, int]:
    """Claims of the whole story, however the picture is narrowed."""
    under = Heading.objects.filter(under=Heading.Under.EVENT, key__in=[event.pk for event in events])
    return dict(under.order_by().values_list("key").annotate(number=Count("claim")))


def _colours(timeline: StoryTimeline, shown: list[Claim]) -> dict[int, str]:
    """Of the speakers of the list, as in the picture."""
    slugs = {actor.pk: slug for slug, actor in timeline.lanes.actors.items()}
    colours = lane_colours(timeline)
    spoken: Iterable[Any] = (one for claim in shown for one in claim.speakers.all())  # read with their lanes
    return {one.who_id: colours.get(slugs.get(one.lane_id, ""), NOBODY) for one in spoken}
