"""The log of sign-ins, for admins; a name that is locked is opened here."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, cast

from axes.utils import reset
from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.access import allow
from claims.models import PersonChange
from claims.services.people.log import write
from claims.sign_ins import KINDS, Asked, cursor_of, locked_names, sign_ins

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

SHOWN = 100


class SignInsForm(forms.Form):
    name = forms.CharField(label="User name", max_length=150, required=False)
    address = forms.GenericIPAddressField(label="Address", required=False)
    kind = forms.MultipleChoiceField(
        label="What", choices=list(KINDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        return str(ip_address(address)) if address else ""

    @property
    def asked(self) -> Asked:
        """Of a valid form."""
        values = self.cleaned_data
        return Asked(
            name=values["name"],
            address=values["address"],
            kinds=tuple(values["kind"]),
            since=_begin_of(values["since"]) if values["since"] else None,
            until=_begin_of(values["until"]) + timedelta(days=1) if values["until"] else None,
            after=cursor_of(self.data.get("after", "")),
        )


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@allow("admin")
@require_safe
def sign_in_list(request: HttpRequest) -> HttpResponse:
    given = request.GET.copy()
    given.setlist("kind", [kind for kind in given.getlist("kind") if kind])
    form = SignInsForm(given)
    valid = form.is_valid()
    found = sign_ins(form.asked, SHOWN + 1) if valid else []
    query = given.copy()
    query.pop("after", None)
    context = {
        "form": form,
        "found": found[:SHOWN],
        "narrowed": any(query.values()),
        "older": found[SHOWN - 1].cursor if len(found) > SHOWN else "",
        "query": query.urlencode(),
        "locked": locked_names(),
    }
    return render(request, "people/sign_ins.html", context, status=200 if valid else 422)


@allow("admin")
@require_POST
def open_locked(request: HttpRequest) -> HttpResponse:
    """Somebody mistyped the password ten times and has asked an admin to be let in."""
    name = request.POST.get("name", "").replace("\0", "")[:254]
    if name and reset(username=name):
        write(PersonChange.Action.UNLOCKED, cast("User", request.user), name)
        messages.success(request, f"{name} can sign in again.")
    else:
        messages.error(request, "This name is not locked any more.")
    return redirect("sign-ins")
