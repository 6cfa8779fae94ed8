"""Where the link of an invitation leads: a person chooses a user name and a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import BaseUserCreationForm
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from claims.services.people.change import NotAllowed
from claims.services.people.invite import accept, invited_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "django.contrib.auth.backends.ModelBackend"


class JoinForm(BaseUserCreationForm):  # type: ignore[type-arg]
    """Django's, for its rules about names and passwords; it saves nothing itself."""

    name = forms.CharField(label="Your name", max_length=150, required=False, help_text="As colleagues see it.")

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if self._meta.model.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("This user name is taken: choose another.")
        return username


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, signed: str) -> HttpResponse:
    invitation = invited_by(signed)
    if invitation is None:
        raise Http404
    context: dict[str, Any] = {"invitation": invitation}
    if invitation.accepted_at or invitation.revoked_at or invitation.expired:
        return render(request, "people/join_over.html", context, status=410)
    if request.user.is_authenticated:
        return render(request, "people/join_signed_in.html", context, status=409)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            person = accept(invitation, values["username"], values["password1"], values["name"])
        except NotAllowed as refused:
            form.add_error("username", str(refused))
        else:
            if person is None:
                return render(request, "people/join_over.html", context, status=410)
            login(request, person, backend=BACKEND)
            messages.success(request, "Welcome: your account is made.")
            return redirect("home")
    context["form"] = form
    return render(request, "people/join.html", context, status=422 if form.errors else 200)
