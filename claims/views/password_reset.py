"""The pages of a lost password: Django's, with our mail, our log, and a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView, PasswordResetView
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator

from claims.services.people.reset import TooMany, ask, finish
from config.client_address import client_address

if TYPE_CHECKING:
    from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
    from django.http import HttpResponse


@method_decorator(login_not_required, name="dispatch")
class Lost(PasswordResetView):
    template_name = "registration/lost_password.html"

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        try:
            ask(form.cleaned_data["email"], client_address(self.request) or "nowhere")
        except TooMany:
            return render(self.request, "registration/lost_too_often.html", status=429)
        return redirect("password_reset_done")


@method_decorator(login_not_required, name="dispatch")
class Chosen(PasswordResetConfirmView):
    template_name = "registration/choose_password.html"

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:  # type: ignore[type-arg]
        response = super().form_valid(form)
        finish(form.user)
        return response
