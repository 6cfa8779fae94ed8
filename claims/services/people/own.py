"""What people change about their own accounts, written down like what others do to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import PersonChange
from claims.services.people.log import write
from claims.services.people.sessions import end_sessions

if TYPE_CHECKING:
    from django.contrib.auth.forms import PasswordChangeForm
    from django.contrib.auth.models import User

__all__ = ["change_email", "change_password", "sign_out_everywhere"]

Action = PersonChange.Action


@transaction.atomic
def change_password(form: PasswordChangeForm) -> User:
    """From a valid form. Every session ends; the caller begins this browser's anew."""
    person: User = form.save()
    write(Action.PASSWORD, person, person)
    end_sessions(person)
    return person


@transaction.atomic
def change_email(person: User, email: str) -> None:
    before, person.email = person.email, email
    person.save(update_fields=["email"])
    write(Action.EMAIL, person, person, before=before or "none", after=email)


@transaction.atomic
def sign_out_everywhere(person: User) -> int:
    """How many sessions ended."""
    ended = end_sessions(person)
    write(Action.SIGNED_OUT, person, person, after=f"{ended} session{'' if ended == 1 else 's'}")
    return ended
