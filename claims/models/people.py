"""How people come here, and what was done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from claims.models.stories import Story

if TYPE_CHECKING:
    from datetime import datetime


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> Self:
        """A link to them still makes a person."""
        return self.pending().filter(expires_at__gt=now)

    def pending(self) -> Self:
        """Neither accepted nor revoked; expired ones can be sent again."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(models.Model):
    """Somebody is asked by e-mail to join. The link is signed and holds nothing secret of the database: whoever reads
    the tables cannot make one."""

    email = models.EmailField()
    role = models.CharField(max_length=7)
    limited = models.BooleanField(default=False, help_text="To the stories; else it decides about everything.")
    stories = models.ManyToManyField(Story, related_name="+", blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    created_at = models.DateTimeField(auto_now_add=True)
    round = models.PositiveSmallIntegerField(
        default=1, help_text="Sent again, it gets a new link; older ones are void."
    )
    expires_at = models.DateTimeField()
    error = models.TextField(blank=True, help_text="Why the mail could not be sent.")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_pending_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at__isnull=True),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def expired(self) -> bool:
        return self.expires_at <= timezone.now()


class PersonChangeQuerySet(models.QuerySet["PersonChange"]):
    def newest_first(self) -> Self:
        return self.order_by("-id")


class PersonChange(models.Model):
    """What was done to a person's account, by whom. Append-only (a trigger holds that)."""

    class Action(models.TextChoices):
        INVITED = "invited", "invited"
        SENT_AGAIN = "sent-again", "sent the invitation again to"
        REVOKED = "revoked", "took back the invitation of"
        JOINED = "joined", "joined"
        ROLE = "role", "changed the role of"
        STORIES = "stories", "changed the stories of"
        DEACTIVATED = "deactivated", "deactivated"
        REACTIVATED = "reactivated", "reactivated"
        SIGNED_OUT = "signed-out", "signed out everywhere"
        PASSWORD = "password", "set a new password of"
        EMAIL = "email", "changed the e-mail address of"
        UNLOCKED = "unlocked", "opened the locked name of"

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="changes_made",
        help_text="Empty where nobody was signed in, or the sign-in provider decided.",
    )
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="changes")
    name = models.CharField(max_length=254, help_text="The user name, or the address that was invited, as it was then.")
    action = models.CharField(max_length=12, choices=Action)
    before = models.CharField(max_length=2000, blank=True)
    after = models.CharField(max_length=2000, blank=True)

    objects = PersonChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.by or 'somebody'} {self.get_action_display()} {self.name}"


class Identity(models.Model):
    """Who a person is at a provider through which they sign in: by the provider's own key, which never changes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [models.UniqueConstraint("issuer", "subject", name="identity_once")]

    def __str__(self) -> str:
        return f"{self.subject} at {self.issuer}"
