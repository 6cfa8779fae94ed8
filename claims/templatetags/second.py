"""Where a page of a claim asks for a second opinion."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import User
from django.db.models import Q

from claims.models import Claim, SecondOpinion

register = template.Library()

OFFERED = 200
JUDGED = (Claim.State.CONFIRMED, Claim.State.CORRECTED, Claim.State.REJECTED)


@register.inclusion_tag("second/_ask.html", takes_context=True)
def second_opinion(context: dict[str, Any], claim: Claim) -> dict[str, Any]:
    """Empty for a claim that nobody has decided about."""
    if claim.state not in JUDGED:
        return {}
    me = context["request"].user
    opinions = SecondOpinion.objects.with_settled().filter(claim=claim).select_related("asked_by", "asked_of")
    latest = opinions.exclude(state=SecondOpinion.State.WITHDRAWN).newest_first().first()
    colleagues = User.objects.none()
    if latest is None or latest.state != SecondOpinion.State.OPEN:
        decide = Q(groups__name__in=["editor", "admin"]) | Q(is_superuser=True)
        knows = claim.reviews.in_force().values("by")
        others = User.objects.filter(decide, is_active=True).exclude(pk=me.pk).exclude(pk__in=knows)
        colleagues = others.distinct().order_by("username")[:OFFERED]
    return {
        "claim": claim,
        "latest": latest,
        "colleagues": colleagues,
        "me": me,
        "csrf_token": context.get("csrf_token"),
    }
