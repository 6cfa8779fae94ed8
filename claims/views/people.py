"""The people of this installation, for admins: who they are, and whom to invite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.access import allow, role_given
from claims.models import Invitation, PersonChange
from claims.services.people import invite as invitations
from claims.services.people.change import NotAllowed
from claims.views.numbers import number_of
from claims.views.rights_form import InvitationForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 200


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def people_list(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = InvitationForm(request.POST if sent else None)
    if sent and form.is_valid():
        values = form.cleaned_data
        try:
            made = invitations.invite(values["email"], values["role"], form.limit, cast("User", request.user))
        except NotAllowed as refused:
            form.add_error("email", str(refused))
        else:
            _mail(request, made)
            return redirect("people")
    return render(request, "people/list.html", {"form": form, **_people(request)}, status=422 if sent else 200)


def _people(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("q", "").replace("\0", "").strip()[:150]
    found = User.objects.order_by("-is_active", "username").prefetch_related("groups", "editor_limit__stories")
    if asked:
        found = found.filter(
            Q(username__icontains=asked)
            | Q(first_name__icontains=asked)
            | Q(last_name__icontains=asked)
            | Q(email__icontains=asked)
        )
    people = list(found[: SHOWN + 1])
    return {
        "asked": asked,
        "people": [(person, role_given(person)) for person in people[:SHOWN]],
        "more": len(people) > SHOWN,
        "shown": SHOWN,
        "invitations": Invitation.objects.pending().select_related("invited_by").prefetch_related("stories")[:SHOWN],
    }


def _mail(request: HttpRequest, invitation: Invitation) -> None:
    """Where no mail server is, or it refuses, the admin is given the link."""
    left = invitations.send(invitation)
    if left and not settings.MAIL_IN_FILES:
        messages.success(request, f"The invitation to {invitation.email} is on its way.")
        return
    why = "This installation has no mail server" if left else f"The mail could not be sent ({invitation.error})"
    address = invitations.address_of(invitation)
    messages.warning(request, f"{why}: give {invitation.email} this link, which works once: {address}")


@allow("admin")
@require_POST
def send_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    again = invitations.send_again(get_object_or_404(Invitation, pk=pk), cast("User", request.user))
    if again:
        _mail(request, again)
    else:
        messages.error(request, "This invitation was accepted or taken back meanwhile.")
    return redirect("people")


@allow("admin")
@require_POST
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    if invitations.revoke(invitation, cast("User", request.user)):
        messages.success(request, f"The invitation to {invitation.email} is taken back: its link leads nowhere now.")
    else:
        messages.error(request, "This invitation was accepted or taken back before.")
    return redirect("people")


@allow("admin")
@require_safe
def people_changes(request: HttpRequest) -> HttpResponse:
    """What was done to people, the newest first."""
    asked = request.GET.get("name", "").replace("\0", "").strip()[:254]
    found = PersonChange.objects.newest_first().select_related("by", "about")
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(by__username__icontains=asked))
    if before := number_of(request.GET.get("before", "")):
        found = found.filter(pk__lt=before)
    changes = list(found[: SHOWN + 1])
    context = {
        "asked": asked,
        "changes": changes[:SHOWN],
        "before": changes[SHOWN - 1].pk if len(changes) > SHOWN else None,
    }
    return render(request, "people/changes.html", context)
