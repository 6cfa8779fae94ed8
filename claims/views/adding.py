"""A claim that was missed, from words that somebody marks in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actors.models import Position
from claims.access import allow
from claims.rights import demand, limit_of
from claims.services.review import Correction, Place, Refused, SpeakerChoice, add_claim
from claims.views.marking_form import MarkingForm, nothing_marked, sent_by, sheet, with_guess
from claims.views.numbers import number_of
from sources.models import Article, Snapshot

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

    from actors.models import Actor
    from claims.models import Review
    from claims.services.review import Marked


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def add_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor of some stories puts the claim on one of them: on none it would not be theirs."""
    article = get_object_or_404(Article.objects.select_related("outlet", "latest"), pk=pk)
    if article.removed_at or not article.latest:
        return render(request, "claims/removed.html", {"article": article}, status=410)
    limit = limit_of(request)
    if not limit:
        demand(request)
    if request.method != "POST":
        return sheet(request, article, article.latest, nothing_marked())
    snapshot = get_object_or_404(Snapshot, article=pk, pk=number_of(request.POST.get("snapshot", "")))
    form = MarkingForm(request.POST)
    sent = sent_by(form, snapshot.text, nothing_marked().marked)
    before = sent
    if form.is_valid() and form.cleaned_data["guess"]:
        sent = with_guess(sent, snapshot.text)
    if form.is_valid() and form.cleaned_data["action"] == "check":
        return sheet(request, article, snapshot, sent, form=form, guessed=sent != before)
    if not sent.faults and limit is not None:
        story = form.cleaned_data["story"]
        if story is None or story.pk not in limit:
            sent.faults.append("Choose the story that the claim belongs to: you edit some stories only.")
    if not sent.faults:
        try:
            review = _add(request, snapshot, article, sent.marked, form.cleaned_data)
        except Refused as refused:
            sent.faults.append(str(refused))
        else:
            return redirect(f"{article.get_absolute_url()}?decided={review.pk}#claim-{review.claim_id}")
    return sheet(request, article, snapshot, sent, form=form, status=422)


def _add(request: HttpRequest, snapshot: Snapshot, article: Article, marked: Marked, values: dict[str, Any]) -> Review:
    speaker, story = values["speaker"], values["story"]
    correction = Correction(
        spans=marked,
        speakers=[_speaking(speaker, article)] if speaker else None,
        places=[Place(story)] if story else None,
    )
    return add_claim(snapshot, cast("User", request.user), correction, note=values["note"])


def _speaking(actor: Actor, article: Article) -> SpeakerChoice:
    """In the one position held when the article appeared."""
    positions = Position.objects.on(article.published_on).filter(holder=actor)[:2]
    return SpeakerChoice(actor, position=positions[0] if len(positions) == 1 else None)
