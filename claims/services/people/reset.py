"""A lost password: a link by e-mail, to whoever reads the mail of that address.

Nothing that a stranger sees, nor how long it takes, tells whether the address is known here: a worker sends the mail.
"""

from __future__ import annotations

from smtplib import SMTPException

import structlog
from axes.utils import reset as open_name
from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from redis.exceptions import RedisError

from claims.models import PersonChange
from claims.services.people.log import write
from claims.services.people.sessions import end_sessions
from config.broker import shared
from sources.services.bells import ring

__all__ = ["TooMany", "ask", "finish", "send_reset"]

log = structlog.get_logger(__name__)
WINDOW = 3600
KEY = "onrecord:reset:"
FROM_ONE_PLACE = 20
TO_ONE_ADDRESS = 3
"""In an hour."""


class TooMany(Exception):
    """Asked too often from one place."""


def ask(email: str, place: str) -> None:
    """Raises TooMany."""
    if _counted(f"from:{place}") > FROM_ONE_PLACE:
        raise TooMany
    people = [person.pk for person in PasswordResetForm().get_users(email)]
    if _counted(f"to:{email.lower()}") > TO_ONE_ADDRESS:
        people = []
    for key in people or [0]:
        ring("claims.password_reset", key)


def send_reset(key: int) -> bool:
    """Whether a mail left."""
    person = User.objects.filter(pk=key, is_active=True).exclude(email="").first()
    if person is None:
        return False
    uid, token = urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)
    path = reverse("password_reset_confirm", kwargs={"uidb64": uid, "token": token})
    context = {
        "person": person,
        "site": settings.SITE_URL,
        "address": f"{settings.SITE_URL}{path}",
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    mail = EmailMessage(
        subject="A new password for OnRecord",
        body=render_to_string("mail/password_reset.txt", context),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (OSError, SMTPException, ValueError) as error:
        log.error("password_reset_not_sent", person=key, reason=str(error)[:200])
        return False
    return True


@transaction.atomic
def finish(person: User) -> None:
    """The person has chosen a new password by the link: whoever was signed in with the old one is not any more."""
    write(PersonChange.Action.PASSWORD, None, person, after="by a link sent by e-mail")
    end_sessions(person)
    open_name(username=person.get_username())


def _counted(what: str) -> int:
    """How often in this hour; while Valkey is away nothing is counted, and nothing is sent either."""
    try:
        pipeline = shared(settings.CELERY_BROKER_URL).pipeline()
        pipeline.incr(f"{KEY}{what}")
        pipeline.expire(f"{KEY}{what}", WINDOW, nx=True)
        return int(pipeline.execute()[0])
    except RedisError as error:
        log.warning("password_resets_not_counted", reason=str(error))
        return 0
