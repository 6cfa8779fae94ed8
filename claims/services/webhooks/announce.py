"""Write down who is to be told what, in the transaction in which it happens."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import structlog
from django.http import QueryDict

from claims.listing.criteria import ClaimForm, fitting
from claims.models import Claim, ListedClaim, Webhook, WebhookDelivery
from sources.services.bells import ring_after_commit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claims.models import ClaimQuerySet

__all__ = ["announce", "message_id"]

log = structlog.get_logger(__name__)


def announce(event: str, claims: Collection[Claim], more: Mapping[int, dict[str, Any]] | None = None) -> None:
    """One message for each claim and each webhook that wants to hear of it. A new claim that only repeats another in
    a copy of its text is told to nobody. Where no webhook wants to hear, that costs one query. By
    their keys `more` says what else is told of claims."""
    if not claims:
        return
    hooks = list(Webhook.objects.filter(active=True, events__contains=[event]))
    if not hooks:
        return
    told = Claim.objects.filter(pk__in=[claim.pk for claim in claims])
    if event == Webhook.Event.CREATED:
        told = told.distinct_claims()
    more = more or {}
    deliveries = [
        WebhookDelivery(
            webhook=hook, message=message_id(), event=event, data={"claim": _about(claim), **more.get(claim.pk, {})}
        )
        for hook in hooks
        for claim in _wanted(hook, told)
    ]
    WebhookDelivery.objects.bulk_create(deliveries)
    if deliveries:
        ring_after_commit("claims.deliver")


def message_id() -> str:
    return f"msg_{secrets.token_hex(16)}"


def _about(claim: Claim) -> dict[str, Any]:
    return {"id": claim.pk, "version": claim.version, "state": claim.state}


def _wanted(hook: Webhook, claims: ClaimQuerySet) -> list[Claim]:
    """A query that names what is no longer there finds nothing, as its list does."""
    if hook.query:
        form = ClaimForm(QueryDict(hook.query))
        if not form.is_valid():
            log.warning("webhook_query_invalid", webhook=hook.pk)
            return []
        listed = fitting(ListedClaim.objects.filter(pk__in=claims.values("pk")), form.cleaned_data)
        claims = claims.filter(pk__in=listed.values("pk"))
    return list(claims.order_by("pk").only("pk", "version", "state"))
