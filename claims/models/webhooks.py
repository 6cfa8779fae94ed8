"""Addresses that are told what happens, and what each was told."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from config.leases import Work, WorkQuerySet, WorkState, work_constraints

DELAYS = [timedelta(seconds=5), *(timedelta(minutes=n) for n in (5, 30)), *(timedelta(hours=n) for n in (2, 5, 10, 10))]
"""Between the attempts of one delivery: a day and some hours in all."""


class Webhook(models.Model):
    """As Standard Webhooks has it: what it is sent is signed with its secret."""

    class Event(models.TextChoices):
        CREATED = "claim.created", "a claim is found"
        REVIEWED = "claim.reviewed", "a person decides about a claim"
        WITHDRAWN = "claim.withdrawn", "the machine no longer finds a claim"

    TEST = "webhook.test"

    url = models.CharField(max_length=2000)
    events = ArrayField(models.CharField(max_length=20, choices=Event))
    query = models.CharField(max_length=2000, blank=True, help_text="Only claims of the list with this query string.")
    secret = models.CharField(max_length=80, editable=False)
    old_secret = models.CharField(max_length=80, blank=True, editable=False, help_text="The one before, for a day.")
    old_until = models.DateTimeField(null=True, blank=True, editable=False)
    active = models.BooleanField(default=True)
    failures = models.PositiveIntegerField(default=0, help_text="Attempts that failed since the last one that did not.")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When it was last sent something.")
    not_before = models.DateTimeField(null=True, blank=True, help_text="It is left alone until then.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(events=[]), name="webhook_has_events")]

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        return f"/webhooks/{self.pk}/"


class DeliveryQuerySet(WorkQuerySet["WebhookDelivery"]):
    def due(self) -> Self:
        """Of webhooks that may be asked now, those whose time has come."""
        now = timezone.now()
        free = Q(webhook__not_before__isnull=True) | Q(webhook__not_before__lte=now)
        return super().due().filter(free, next_at__lte=now, webhook__active=True)


class WebhookDelivery(Work):
    """One message to one webhook. It holds keys and no words, so that nothing is left of what is taken down."""

    attempts_allowed = len(DELAYS) + 1

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message = models.CharField(max_length=40, unique=True, help_text="Its webhook-id, the same in every attempt.")
    event = models.CharField(max_length=20)
    data = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    next_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the last answer.")
    answer = models.TextField(blank=True, help_text="How the last answer begins.")
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "webhook deliveries"
        constraints = work_constraints("delivery")
        indexes = [
            models.Index(fields=["webhook", "-id"], name="delivery_newest"),
            models.Index(
                fields=["webhook", "id"],
                name="delivery_due",
                condition=Q(state__in=[WorkState.WAITING, WorkState.RUNNING]),
            ),
            models.Index(fields=["delivered_at"], name="delivery_done", condition=Q(delivered_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.webhook}"

    def fail(self, reason: str) -> None:
        """Again later, and later each time."""
        if self.attempts <= len(DELAYS):
            self.next_at = timezone.now() + DELAYS[max(0, self.attempts - 1)]
            self.save(update_fields=["next_at"])
        super().fail(reason)
