"""What an editor may decide about. The role comes first (`claims.access`), then the editor's limit to stories.

A limited editor decides about their stories, these stories' events, and each claim that stands on one of them. Whatever
is on none of them (a claim on no story, an actor, a merge) is left to editors without a limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from claims.access import may
from claims.models import EditorLimit

if TYPE_CHECKING:
    from django.http import HttpRequest

    from claims.models import Claim, Story

__all__ = ["demand", "limit_of", "may_decide"]

REFUSED = "You edit some stories only, and this belongs to none of them. An administrator can add one to yours."


def may_decide(request: HttpRequest, *, claim: Claim | None = None, story: Story | None = None) -> bool:
    """Whether the person decides about this claim, about this story and its events, or, with neither, about what no
    story holds. With both, each has to be theirs."""
    if not may(request, "editor"):
        return False
    stories = limit_of(request)
    if stories is None:
        return True
    if claim is None and story is None:
        return False
    if story is not None and story.pk not in stories:
        return False
    return claim is None or claim.links.standing().filter(story__in=stories).exists()


def demand(request: HttpRequest, *, claim: Claim | None = None, story: Story | None = None) -> None:
    """Raises PermissionDenied, with the reason, where `may_decide` is false."""
    if not may_decide(request, claim=claim, story=story):
        raise PermissionDenied(REFUSED)


def limit_of(request: HttpRequest) -> frozenset[int] | None:
    """The keys of the stories that the person is limited to; None is no limit, as admins never have one."""
    if may(request, "admin"):
        return None
    if not hasattr(request, "editor_limit"):
        limit = EditorLimit.objects.filter(pk=request.user.pk).prefetch_related("stories").first()
        found = None if limit is None else frozenset(story.pk for story in limit.stories.all())
        request.editor_limit = found  # type: ignore[attr-defined]
    return request.editor_limit  # type: ignore[attr-defined,no-any-return]
