import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.test import Client

from claims.services.people.reset import send_reset
from claims.tasks import password_reset
from config.broker import client as broker
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"new_password1": "seven green rivers", "new_password2": "seven green rivers"}


@pytest.fixture(autouse=True)
def uncounted() -> Iterator[None]:
    """What is counted by the hour, and the bells of this test."""
    with broker(settings.CELERY_BROKER_URL) as keys:
        keys.flushdb()
        yield
        keys.flushdb()


@pytest.fixture
def person() -> User:
    made: User = UserFactory(username="nadia", email="Nadia@desk.example")
    return made


def rung() -> list[str]:
    """The keys that workers were told to write to."""
    with broker(settings.CELERY_BROKER_URL) as keys:
        return sorted(
            key.decode().rpartition(":")[2] for key in keys.scan_iter("onrecord:bell:claims.password_reset:*")
        )


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"https?://[^/]+(/password/\S+)", str(mail.body))
    assert found
    return found[1]


def follow(link: str) -> tuple[Client, str]:
    """A browser on the page that the link leads to, and its address, which holds no secret any more."""
    client = Client()
    answer = client.get(link)
    return client, answer.get("Location", "")


def test_a_link_by_mail_sets_a_new_password(person: User, mailoutbox: list[EmailMessage]) -> None:
    signed_in = Client()
    signed_in.post("/login/", {"username": "nadia", "password": PASSWORD})
    Client().post("/password/", {"email": "nadia@DESK.example"})
    assert rung() == [str(person.pk)]
    password_reset(person.pk)
    client, page = follow(link_in(mailoutbox[0]))
    assert client.post(page, NEW)["Location"] == "/password/changed/"
    assert User.objects.get().check_password("seven green rivers")
    assert signed_in.get("/claims/").status_code == 302
    assert "leads nowhere" in Client().get(link_in(mailoutbox[0])).content.decode(), "it works once"


def test_nothing_tells_whether_an_address_is_known(person: User) -> None:
    answers = [Client().post("/password/", {"email": email}) for email in ("nadia@desk.example", "nobody@desk.example")]
    assert answers[0].headers == answers[1].headers
    assert (answers[0].status_code, answers[0].content) == (answers[1].status_code, answers[1].content)
    assert rung() == ["0", str(person.pk)], "a bell rings for both, which takes as long"
    assert not send_reset(0)


def test_who_is_deactivated_gets_none(mailoutbox: list[EmailMessage]) -> None:
    person = UserFactory(email="gone@desk.example", is_active=False)
    Client().post("/password/", {"email": "gone@desk.example"})
    assert rung() == ["0"]
    assert not send_reset(person.pk)
    assert not mailoutbox


def test_one_address_gets_three_an_hour(person: User) -> None:
    for _ in range(3):
        Client().post("/password/", {"email": "nadia@desk.example"})
    with broker(settings.CELERY_BROKER_URL) as keys:
        keys.delete(f"onrecord:bell:claims.password_reset:{person.pk}")
    answer = Client().post("/password/", {"email": "nadia@desk.example"})
    assert answer.status_code == 302
    assert rung() == ["0"]


def test_one_place_asks_twenty_times_an_hour() -> None:
    answers = [Client().post("/password/", {"email": f"a{number}@desk.example"}) for number in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]


@pytest.mark.parametrize("path", ["/password/MQ/set-password/", "/password/x/y/", "/password/OTk5OTk5/a-b/"])
def test_a_link_that_is_none_is_explained(path: str) -> None:
    assert "leads nowhere" in Client().get(path).content.decode()


def test_a_host_of_somebody_else_is_in_no_mail(person: User, mailoutbox: list[EmailMessage]) -> None:
    assert (
        Client().post("/password/", {"email": "nadia@desk.example"}, headers={"host": "evil.example"}).status_code
        == 400
    )
    password_reset(person.pk)
    assert "evil.example" not in str(mailoutbox[0].body)


def test_a_new_password_opens_a_locked_name(person: User, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(10):
        Client().post("/login/", {"username": "nadia", "password": "guess"})
    send_reset(person.pk)
    client, page = follow(link_in(mailoutbox[0]))
    client.post(page, NEW)
    answer = Client().post("/login/", {"username": "nadia", "password": NEW["new_password1"]})
    assert answer.status_code == 302
