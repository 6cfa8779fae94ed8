"""Who may do what. Default deny: every page asks for a login and at least the analyst's role, unless it says otherwise.

Roles are groups, each including the one before: analyst reads, editor decides, admin imports and manages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
    from django.http import HttpRequest

ROLES = ("analyst", "editor", "admin")


def role_of(user: AbstractBaseUser | AnonymousUser) -> str | None:
    """The highest role of the user, or None. A superuser is an admin."""
    if not user.is_authenticated or not user.is_active:
        return None
    if getattr(user, "is_superuser", False):
        return "admin"
    return _highest(Group.objects.filter(user=user.pk, name__in=ROLES).values_list("name", flat=True))


def role_given(person: User) -> str | None:
    """As `role_of`, but also of somebody who is not active: the role that comes back with them."""
    return "admin" if person.is_superuser else _highest(group.name for group in person.groups.all())


def _highest(names: Iterable[str]) -> str | None:
    held = set(names)
    return next((role for role in reversed(ROLES) if role in held), None)


def allow[V: Callable[..., Any]](role: str) -> Callable[[V], V]:
    """Mark a view as open to `role` and those above it."""
    assert role in ROLES  # noqa: S101 - a programmer's slip, found at import

    def mark(view: V) -> V:
        view.role = role  # type: ignore[attr-defined]
        return view

    return mark


def allow_without_role[V: Callable[..., Any]](view: V) -> V:
    """Mark a view as open to everybody who has signed in."""
    view.role = None  # type: ignore[attr-defined]
    return view


def may(request: HttpRequest, role: str) -> bool:
    held = request.role  # type: ignore[attr-defined]
    return held is not None and ROLES.index(held) >= ROLES.index(role)


class SignInFirst(LoginRequiredMiddleware):
    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        """A page that asks for a part of itself is loaded anew: the form to sign in is no part of it."""
        if "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return super().handle_no_permission(request, view_func)


class RoleMiddleware:
    """Sets `request.role` and refuses a view whose role the user has not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.role = role_of(request.user)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # After signing out, nobody goes back to what was read.
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True):
            return None
        role = getattr(view, "role", "analyst")
        if role is not None and not may(request, role):
            raise PermissionDenied
        return None


def roles(request: HttpRequest) -> dict[str, Any]:
    """Template context: what the person may do."""
    held = getattr(request, "role", None)
    return {"role": held, "may_edit": held in ROLES[1:], "may_manage": held == "admin"}


def make_roles(**kwargs: object) -> None:
    """After every migrate: a transactional test empties what a migration would insert."""
    for role in ROLES:
        Group.objects.get_or_create(name=role)
