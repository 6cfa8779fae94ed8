"""Stories as editors make them from a search, and change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import allow
from claims.models import Story
from claims.rights import demand
from claims.services.decide_story import LONGEST_QUERY, add_story, decide_story
from claims.services.refusals import Refused, Stale
from claims.story_reach import reach_of
from claims.views.pasted import LineField
from claims.views.refusal import told
from claims.views.story_form import StoryForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

MOST_TICKED = 50


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def new_story(request: HttpRequest) -> HttpResponse:
    """From the words of a search (`q`) and the actors that it was narrowed to (`actor`)."""
    demand(request)
    if request.method != "POST":
        return _show(request, StoryForm(initial=_asked(request)))
    form = StoryForm(request.POST)
    if "look" in request.POST or not form.is_valid():
        return _show(request, form, status=200 if "look" in request.POST else 422)
    try:
        story = add_story(cast("User", request.user), form.details, note=form.cleaned_data["note"])
    except Refused as refused:
        form.add_error(None, told(refused))
        return _show(request, form, status=422)
    messages.success(request, "The story is there. Its claims join it as they are found; add the events that you know.")
    return redirect(story)


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_story(request: HttpRequest, slug: str) -> HttpResponse:
    story = get_object_or_404(Story.objects.prefetch_related("actors"), slug=slug)
    demand(request, story=story)
    if request.method != "POST":
        form = StoryForm.of(story)
        if "q" in request.GET:
            form.initial.update(_asked(request))
        return _show(request, form, story)
    form = StoryForm(request.POST)
    if "look" in request.POST or not form.is_valid():
        return _show(request, form, story, status=200 if "look" in request.POST else 422)
    version = form.cleaned_data["version"] or 0
    try:
        decide_story(story, cast("User", request.user), version, form.details, note=form.cleaned_data["note"])
    except Stale as stale:
        return _show(request, form.on(stale.thing.version), story, stale=stale, status=409)
    except Refused as refused:
        form.add_error(None, told(refused))
        return _show(request, form, story, status=422)
    messages.success(request, "Saved. The change stands in the story’s history and can be undone there.")
    return redirect(story)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address proposes."""
    words = LineField(required=False).clean(request.GET.get("q", ""))[:LONGEST_QUERY]
    return {"q": words, "actor": [slug.replace("\0", "") for slug in request.GET.getlist("actor")[:MOST_TICKED]]}


def _show(
    request: HttpRequest,
    form: StoryForm,
    story: Story | None = None,
    *,
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    words = LineField(required=False).clean(form["q"].value() or "")[:LONGEST_QUERY]
    ticked = [slug.replace("\0", "") for slug in form.ticked[:MOST_TICKED]]
    looked = "look" in request.POST
    context = {
        "form": form,
        "story": story,
        "reach": reach_of(words, ticked),
        "faults": None if looked and not form.non_field_errors() else form.errors,
        "stale": stale,
    }
    return render(request, "claims/story_edit.html", context, status=status)
