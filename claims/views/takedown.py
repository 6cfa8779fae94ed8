from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import allow
from claims.services.takedown import effects, take_down
from sources.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

LONGEST_REASON = 1000


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def take_down_article(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be erased; a POST with a reason erases it."""
    article = get_object_or_404(Article.objects.select_related("outlet"), pk=pk)
    if article.removed_at:
        return redirect(article)
    reason = " ".join(request.POST.get("reason", "").replace("\0", "").split())
    error = ""
    if request.method == "POST":
        if not reason:
            error = "Say why: the reason is shown at the article’s address."
        elif len(reason) > LONGEST_REASON:
            error = f"Write at most {LONGEST_REASON:,} characters."
        else:
            if take_down(article, cast("User", request.user), reason):
                messages.success(request, "The article was taken down.")
            return redirect(article)
    context = {"article": article, "effects": effects(article), "reason": reason, "error": error}
    return render(request, "claims/takedown.html", context, status=422 if error else 200)
