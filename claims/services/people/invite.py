"""Invitations: sent, sent again, taken back, accepted once."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from claims.models import Invitation, PersonChange
from claims.services.people.change import NotAllowed, give_role, put_limit
from claims.services.people.log import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import Story

__all__ = ["DAYS", "accept", "address_of", "invite", "invited_by", "revoke", "send", "send_again"]

Action = PersonChange.Action
DAYS = 7
"""For which a link is good."""
SALT = "onrecord.invitation"


@transaction.atomic
def invite(email: str, role: str, stories: Sequence[Story] | None, by: User) -> Invitation:
    """Raises NotAllowed where somebody here has the address, or an open invitation to it waits. The mail is the
    caller's next step, outside the transaction: `send`."""
    if User.objects.filter(email__iexact=email, is_active=True).exists():
        raise NotAllowed(f"Somebody with the address {email} is here already.")
    invitation = Invitation(email=email, role=role, limited=stories is not None, invited_by=by, expires_at=_expiry())
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        raise NotAllowed(f"{email} is invited already: send the invitation again, or take it back first.") from error
    invitation.stories.set(stories or [])
    told = role if stories is None else f"{role}, {', '.join(story.title for story in stories)}"
    write(Action.INVITED, by, email, after=told)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, by: User) -> Invitation | None:
    """With a new link and new days; None where it was accepted or taken back meanwhile. The mail follows: `send`."""
    kept = Invitation.objects.pending().select_for_update().filter(pk=invitation.pk).first()
    if kept is None:
        return None
    kept.round, kept.expires_at = kept.round + 1, _expiry()
    kept.save(update_fields=["round", "expires_at"])
    write(Action.SENT_AGAIN, by, kept.email)
    return kept


def send(invitation: Invitation) -> bool:
    """Whether the mail left; why not stands in its row."""
    context = {"invitation": invitation, "address": address_of(invitation), "days": DAYS, "site": settings.SITE_URL}
    mail = EmailMessage(
        subject="You are invited to OnRecord",
        body=render_to_string("mail/invitation.txt", context),
        to=[invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (OSError, SMTPException, ValueError) as error:
        invitation.error = str(error)[:500] or type(error).__name__
    else:
        invitation.error = ""
    invitation.save(update_fields=["error"])
    return not invitation.error


@transaction.atomic
def revoke(invitation: Invitation, by: User) -> bool:
    """Whether it was open until now."""
    changed = Invitation.objects.pending().filter(pk=invitation.pk).update(revoked_at=timezone.now())
    if changed:
        write(Action.REVOKED, by, invitation.email)
    return bool(changed)


def address_of(invitation: Invitation) -> str:
    signed = signing.Signer(salt=SALT).sign(f"{invitation.pk}-{invitation.round}").replace(":", ".")
    return f"{settings.SITE_URL}/join/{signed}/"


def invited_by(signed: str) -> Invitation | None:
    """The invitation whose link this is, whatever became of it; None for a link that is not ours or was replaced."""
    try:
        key, number = signing.Signer(salt=SALT).unsign(signed.replace(".", ":", 1)).split("-")
    except (signing.BadSignature, ValueError):
        return None
    return Invitation.objects.select_related("invited_by").filter(pk=key, round=number).first()


def accept(invitation: Invitation, username: str, password: str, name: str) -> User | None:
    """The new person; None where the invitation was used, taken back or ran out meanwhile. Raises NotAllowed where
    somebody has just taken the user name."""
    try:
        with transaction.atomic():
            rows = Invitation.objects.open(timezone.now()).select_for_update()
            kept = rows.filter(pk=invitation.pk, round=invitation.round).first()
            if kept is None:
                return None
            person = User.objects.create_user(username, email=kept.email, password=password, first_name=name)
            give_role(person, kept.role)
            put_limit(person, kept.stories.all() if kept.limited else None)
            kept.accepted_at, kept.accepted_by = timezone.now(), person
            kept.save(update_fields=["accepted_at", "accepted_by"])
            write(Action.JOINED, person, person, after=kept.role)
    except IntegrityError as error:
        raise NotAllowed("This user name is taken: choose another.") from error
    return person


def _expiry() -> datetime:
    return timezone.now() + timedelta(days=DAYS)
