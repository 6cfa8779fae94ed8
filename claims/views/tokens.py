"""The page on which a person makes tokens for programs, and revokes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import ApiToken, Scope
from claims.services import tokens

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

MOST = 50
SHOWN = 200


class TokenForm(forms.Form):
    name = forms.CharField(label="What is it for?", max_length=100)
    days = forms.TypedChoiceField(
        label="Valid for",
        choices=[("30", "30 days"), ("90", "90 days"), ("365", "a year"), ("", "as long as it is not revoked")],
        coerce=int,
        empty_value=None,
        initial="90",
        required=False,
    )
    scopes = forms.MultipleChoiceField(
        label="It reads", choices=Scope, widget=forms.CheckboxSelectMultiple, initial=[Scope.READ]
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean(self) -> dict[str, Any]:
        if ApiToken.objects.valid(timezone.now()).filter(owner=self.owner).count() >= MOST:
            raise ValidationError(f"You have {MOST} tokens: revoke one first.")
        return super().clean() or {}


@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """A new token's secret is shown in the answer to the form, and never again: so that answer is no redirect."""
    owner, secret, status = cast("User", request.user), "", 200
    form = TokenForm(request.POST if request.method == "POST" else None, owner=owner)
    if request.method == "POST" and form.is_valid():
        _, secret = tokens.make(
            owner, form.cleaned_data["name"], form.cleaned_data["scopes"], form.cleaned_data["days"]
        )
        form = TokenForm(owner=owner)
    elif form.errors:
        status = 422
    context = {
        "form": form,
        "secret": secret,
        "tokens": ApiToken.objects.filter(owner=owner).newest_first()[:SHOWN],
        "address": request.build_absolute_uri("/api/v1/claims?limit=1"),
    }
    response = render(request, "programs/tokens.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk, owner=cast("User", request.user))
    if tokens.revoke(token):
        messages.success(request, f"“{token}” is revoked: whoever holds it reads nothing any more.")
    return redirect("tokens")
