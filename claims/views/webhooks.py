"""Webhooks, for admins: who is told what, what each was told, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from claims.access import allow
from claims.listing import list_claims
from claims.listing.criteria import ClaimForm
from claims.models import Webhook, WebhookDelivery
from claims.saved_searches import canonical
from claims.services.webhooks import manage
from sources.views import number

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

SHOWN = 200
DELIVERIES = 50
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class WebhookForm(forms.Form):
    url = forms.CharField(
        label="Address that is told",
        max_length=2000,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(
        label="It is told when",
        choices=Webhook.Event,
        widget=forms.CheckboxSelectMultiple,
        initial=[Webhook.Event.CREATED, Webhook.Event.REVIEWED],
    )
    query = forms.CharField(
        label="Only claims of this list (its address, or what stands behind the question mark; empty for all)",
        max_length=2000,
        required=False,
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        local = settings.FETCH_LOOPBACK and url.startswith(tuple(f"http://{host}" for host in LOOPBACK))
        if not local:
            URLValidator(schemes=["https"], message="Write an address that begins with https://.")(url)
        return url

    def clean_query(self) -> str:
        text = str(self.cleaned_data["query"]).strip()
        query = urlsplit(text).query if "?" in text else text
        if not query:
            return ""
        form = ClaimForm(QueryDict(query))
        if not form.is_valid():
            raise ValidationError([str(error) for errors in form.errors.values() for error in errors])
        kept = canonical(form)
        if not kept:
            raise ValidationError("This names no filter of the list of claims.")
        return kept


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_list(request: HttpRequest) -> HttpResponse:
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        hook = manage.make(cast("User", request.user), **form.cleaned_data)
        return _shown(request, hook, secret=hook.secret)
    context = {"form": form, "hooks": Webhook.objects.all()[:SHOWN]}
    return render(request, "programs/webhooks.html", context, status=422 if form.errors else 200)


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_page(request: HttpRequest, pk: int) -> HttpResponse:
    hook = get_object_or_404(Webhook, pk=pk)
    if request.method != "POST":
        return _shown(request, hook)
    match request.POST.get("action"):
        case "test":
            manage.test(hook)
            messages.success(request, "A test is sent: what came of it stands in the list below, after a moment.")
        case "rotate":
            return _shown(request, manage.rotate(hook), secret=hook.secret)
        case "stop":
            manage.stop(hook)
            messages.success(request, f"{hook} is told nothing any more.")
        case "start":
            manage.start(hook)
            messages.success(request, f"{hook} is told again what happens.")
        case "delete":
            hook.delete()
            messages.success(request, f"{hook} is no longer in the list.")
            return redirect("webhooks")
        case action:
            raise BadRequest(f"A webhook cannot be told to “{action}”.")
    return redirect(hook)


@allow("admin")
@require_POST
def redeliver(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    row = get_object_or_404(WebhookDelivery.objects.select_related("webhook"), pk=delivery, webhook=pk)
    if manage.redeliver(row):
        messages.success(request, "The message is sent once more.")
    else:
        messages.warning(request, "The message is on its way already.")
    return redirect(row.webhook)


def _shown(request: HttpRequest, hook: Webhook, *, secret: str = "") -> HttpResponse:
    """A new secret stands in the answer to the form, and never again."""
    deliveries: Any = hook.deliveries.newest_first()
    if before := number(request, "before"):
        deliveries = deliveries.filter(pk__lt=before)
    rows = list(deliveries[: DELIVERIES + 1])
    context = {
        "hook": hook,
        "secret": secret,
        "deliveries": rows[:DELIVERIES],
        "older": rows[DELIVERIES - 1].pk if len(rows) > DELIVERIES else None,
        "listing": list_claims(QueryDict(hook.query)) if hook.query else None,
    }
    response = render(request, "programs/webhook.html", context)
    response["Cache-Control"] = "no-store"
    return response
