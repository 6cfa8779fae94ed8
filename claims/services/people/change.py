"""What an admin changes about a person: each change is one transaction, and is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, User
from django.db import transaction

from claims.access import ROLES, role_given
from claims.models import EditorLimit, PersonChange, Story
from claims.services.people.log import write
from claims.services.people.sessions import end_sessions

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NotAllowed", "deactivate", "limit_to", "reactivate", "set_role", "sign_out"]

Action = PersonChange.Action
NOBODY = "no role"


class NotAllowed(Exception):
    """A change that would leave nobody to take it back; the message says why, for the person to read."""


@transaction.atomic
def set_role(person: User, role: str, by: User | None) -> bool:
    """Whether it changed; an empty role reads nothing. An admin has the admin site, too. Raises NotAllowed."""
    person = _locked(person)
    before = role_given(person)
    if (before or "") == role:
        return False
    if before == "admin":
        _spare_the_last_admin(person, by)
    give_role(person, role)
    write(Action.ROLE, by, person, before=before or NOBODY, after=role or NOBODY)
    end_sessions(person)
    return True


def give_role(person: User, role: str) -> None:
    """Without a word in the log, for whoever writes one: people who join."""
    person.groups.remove(*Group.objects.filter(name__in=ROLES))
    if role:
        person.groups.add(Group.objects.get(name=role))
    person.is_staff = person.is_superuser = role == "admin"
    person.save(update_fields=["is_staff", "is_superuser"])


@transaction.atomic
def limit_to(person: User, stories: Iterable[Story] | None, by: User) -> bool:
    """Whether it changed; None is every story, and whatever is on none."""
    person = _locked(person)
    before = stories_in_words(person)
    put_limit(person, stories)
    after = stories_in_words(person)
    if before == after:
        return False
    write(Action.STORIES, by, person, before=before, after=after)
    return True


def put_limit(person: User, stories: Iterable[Story] | None) -> None:
    """Without a word in the log, for whoever writes one."""
    if stories is None:
        EditorLimit.objects.filter(person=person).delete()
    else:
        EditorLimit.objects.get_or_create(person=person)[0].stories.set(stories)


def stories_in_words(person: User) -> str:
    limit = EditorLimit.objects.filter(person=person).first()
    if limit is None:
        return "every story"
    return ", ".join(limit.stories.order_by("title").values_list("title", flat=True)) or "no story"


@transaction.atomic
def deactivate(person: User, by: User) -> bool:
    """Whether they were active. They cannot sign in, their programs read nothing, what they decided stands. Raises
    NotAllowed."""
    person = _locked(person)
    if not person.is_active:
        return False
    if person.pk == by.pk:
        raise NotAllowed("You would shut yourself out: another admin can deactivate you.")
    if role_given(person) == "admin":
        _spare_the_last_admin(person, by)
    person.is_active = False
    person.save(update_fields=["is_active"])
    write(Action.DEACTIVATED, by, person)
    end_sessions(person)
    return True


@transaction.atomic
def reactivate(person: User, by: User) -> bool:
    """Whether they were not active. Their role is the one that they had."""
    person = _locked(person)
    if person.is_active:
        return False
    person.is_active = True
    person.save(update_fields=["is_active"])
    write(Action.REACTIVATED, by, person)
    return True


@transaction.atomic
def sign_out(person: User, by: User) -> int:
    """How many sessions ended."""
    ended = end_sessions(person)
    write(Action.SIGNED_OUT, by, person, after=f"{ended} session{'' if ended == 1 else 's'}")
    return ended


def _locked(person: User) -> User:
    """As it is now. One change to people at a time: two admins could else demote each other."""
    Group.objects.select_for_update().get(name="admin")
    return User.objects.get(pk=person.pk)


def _spare_the_last_admin(person: User, by: User | None) -> None:
    if by is not None and person.pk == by.pk:
        raise NotAllowed("You would take your own rights away: another admin can do that.")
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    if person.is_active and not (
        others.filter(is_superuser=True).exists() or others.filter(groups__name="admin").exists()
    ):
        raise NotAllowed(f"{person.get_username()} is the last admin: make somebody else one first.")
