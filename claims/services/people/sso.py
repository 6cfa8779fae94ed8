"""Who a person is that an organisation's provider vouches for, and what they may do here."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from claims.access import ROLES
from claims.models import Identity, PersonChange
from claims.services.people.change import NotAllowed, give_role, set_role
from claims.services.people.log import write

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["person_of"]

Action = PersonChange.Action
LONGEST_NAME = 140


@transaction.atomic
def person_of(told: Mapping[str, Any]) -> User:
    """Known by the provider's own key for them, else met for the first time. Where roles are given by the provider's
    groups, the role is what the groups say now. Raises NotAllowed for somebody who is deactivated."""
    issuer, subject = told["iss"], told["sub"]
    identity = Identity.objects.select_related("person").filter(issuer=issuer, subject=subject).first()
    role = _role_told(told)
    if identity is None:
        person = _invited(told) or _new(told, role)
        Identity.objects.create(person=person, issuer=issuer, subject=subject)
    else:
        person = identity.person
    if not person.is_active:
        raise NotAllowed("Your account here is deactivated. An administrator can open it again.")
    if role is not None:
        with suppress(NotAllowed):  # the last admin stays one, so that somebody can give roles
            set_role(person, role, None)
    return person


def _role_told(told: Mapping[str, Any]) -> str | None:
    """The highest that the person's groups give, empty where none does; None where admins give roles here."""
    if not settings.SSO_ROLES:
        return None
    groups = told.get(settings.SSO_GROUPS) or []
    held = {settings.SSO_ROLES.get(group) for group in ([groups] if isinstance(groups, str) else groups)}
    return next((role for role in reversed(ROLES) if role in held), "")


def _invited(told: Mapping[str, Any]) -> User | None:
    """Somebody here who joined by an invitation to just this address: they have shown that it is theirs, as the
    provider says of the one who signs in now. An address that a person wrote themselves proves nothing."""
    email = told.get("email")
    if not email or told.get("email_verified") is not True:
        return None
    return User.objects.filter(
        is_active=True, email__iexact=email, invitation__email__iexact=email, identities__isnull=True
    ).first()


def _new(told: Mapping[str, Any], role: str | None) -> User:
    email = str(told.get("email") or "")[:254]
    if User.objects.filter(email__iexact=email, is_active=True).exists():
        email = ""  # somebody else's, whose digests and links they would get
    person = User(username=_free_name(told), email=email, first_name=str(told.get("name") or "")[:150])
    person.set_unusable_password()
    person.save()
    give_role(person, role or "")
    write(Action.JOINED, None, person, after=f"{role or 'no role'}, by {told['iss']}")
    return person


def _free_name(told: Mapping[str, Any]) -> str:
    """What the provider calls them, in letters that a user name may have, with a number where it is taken."""
    wanted = str(told.get("preferred_username") or str(told.get("email") or "").partition("@")[0] or told["sub"])
    base = re.sub(r"[^\w.@+-]", "", wanted)[:LONGEST_NAME] or "person"
    taken = {
        name.lower() for name in User.objects.filter(username__istartswith=base).values_list("username", flat=True)
    }
    if base.lower() not in taken:
        return base
    return next(name for number in range(2, len(taken) + 3) if (name := f"{base}{number}").lower() not in taken)
