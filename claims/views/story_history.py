from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Story

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def story_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a story that was taken back this is all there is."""
    return render(request, "claims/story_history.html", {"story": get_object_or_404(Story.everything, slug=slug)})
