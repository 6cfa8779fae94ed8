"""One person, for admins: role, stories, and whether they may come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from claims.access import allow, role_given
from claims.models import EditorLimit, PersonChange
from claims.services.people import change
from claims.services.people.change import NotAllowed
from claims.views.rights_form import PersonForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 20


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Role and stories are one form and one decision."""
    person = get_object_or_404(User, pk=pk)
    sent = request.method == "POST"
    form = PersonForm(request.POST) if sent else PersonForm(initial=_rights_of(person))
    if sent and form.is_valid():
        by = cast("User", request.user)
        try:
            with transaction.atomic():
                role = change.set_role(person, form.cleaned_data["role"], by)
                stories = change.limit_to(person, form.limit, by)
        except NotAllowed as refused:
            form.add_error("role", str(refused))
        else:
            messages.success(request, "Saved." if role or stories else "Nothing was changed.")
            return redirect("person", pk=pk)
    context = {
        "person": person,
        "held": role_given(person),
        "form": form,
        "changes": PersonChange.objects.filter(about=person).newest_first().select_related("by")[:SHOWN],
    }
    return render(request, "people/person.html", context, status=422 if sent else 200)


def _rights_of(person: User) -> dict[str, object]:
    limit = EditorLimit.objects.filter(person=person).first()
    return {
        "role": role_given(person) or "",
        "limited": "yes" if limit else "",
        "stories": list(limit.stories.all()) if limit else [],
    }


@allow("admin")
@require_POST
def deactivate_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    try:
        if change.deactivate(person, cast("User", request.user)):
            messages.success(request, f"{person} is deactivated and signed out everywhere; what they decided stands.")
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("person", pk=pk)


@allow("admin")
@require_POST
def reactivate_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    if change.reactivate(person, cast("User", request.user)):
        messages.success(request, f"{person} can sign in again, with the role that they had.")
    return redirect("person", pk=pk)


@allow("admin")
@require_POST
def sign_person_out(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    ended = change.sign_out(person, cast("User", request.user))
    messages.success(request, f"{person} is signed out everywhere ({ended} session{'' if ended == 1 else 's'}).")
    return redirect("person", pk=pk)
