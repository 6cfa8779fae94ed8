"""A person's own account: password, e-mail address, sessions, and when and from where they signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import User
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from claims.access import allow_without_role
from claims.services.people.own import change_email, change_password, sign_out_everywhere
from claims.sign_ins import Asked, sign_ins

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 20


class EmailForm(forms.Form):
    email = forms.EmailField(label="E-mail address", max_length=254)
    password = forms.CharField(
        label="Your password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email, is_active=True).exclude(pk=self.person.pk).exists():
            raise forms.ValidationError("Somebody else here has this address.")
        return email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise forms.ValidationError("This is not your password.")
        return password


def _page(request: HttpRequest, *, status: int = 200, **forms_: forms.Form) -> HttpResponse:
    person = cast("User", request.user)
    context: dict[str, Any] = {
        "email_form": EmailForm(person, initial={"email": person.email}),
        "password_form": PasswordChangeForm(person),
        "sign_ins": sign_ins(Asked(name=person.get_username()), SHOWN),
        **forms_,
    }
    return render(request, "people/account.html", context, status=status)


@allow_without_role
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    return _page(request)


@allow_without_role
@sensitive_post_parameters()
@require_POST
def account_password(request: HttpRequest) -> HttpResponse:
    form = PasswordChangeForm(cast("User", request.user), request.POST)
    if not form.is_valid():
        return _page(request, password_form=form, status=422)
    person = change_password(form)
    update_session_auth_hash(request, person)
    messages.success(request, "Your password is changed; you are signed out everywhere else.")
    return redirect("account")


@allow_without_role
@sensitive_post_parameters("password")
@require_POST
def account_email(request: HttpRequest) -> HttpResponse:
    form = EmailForm(cast("User", request.user), request.POST)
    if not form.is_valid():
        return _page(request, email_form=form, status=422)
    change_email(cast("User", request.user), form.cleaned_data["email"])
    messages.success(request, "Your address is changed.")
    return redirect("account")


@allow_without_role
@require_POST
def account_sign_out(request: HttpRequest) -> HttpResponse:
    sign_out_everywhere(cast("User", request.user))
    logout(request)
    return redirect("login")
