import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.utils import timezone

from claims.access import role_of
from claims.models import Invitation, PersonChange
from claims.services.people import invite
from tests.factories import StoryFactory, UserFactory

pytestmark = pytest.mark.django_db
CHOSEN = {"username": "nadia", "name": "Nadia R.", "password1": "seven green rivers", "password2": "seven green rivers"}


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"https?://[^/]+(/join/\S+/)", str(mail.body))
    assert found
    return found[1]


def ask(client: Client, email: str = "nadia@desk.example", **given: object) -> int:
    return client.post("/people/", {"email": email, "role": "analyst", "limited": "", **given}).status_code


def test_who_is_invited_chooses_name_and_password_and_is_in(
    sign_in: Callable[..., Client], mailoutbox: list[EmailMessage]
) -> None:
    story = StoryFactory()
    assert ask(sign_in("admin"), role="editor", limited="yes", stories=[story.pk]) == 302
    assert mailoutbox[0].to == ["nadia@desk.example"]
    guest = Client()
    assert "as editor" in guest.get(link_in(mailoutbox[0])).content.decode()
    assert guest.post(link_in(mailoutbox[0]), CHOSEN)["Location"] == "/"
    person = User.objects.get(username="nadia")
    assert (role_of(person), person.email, person.check_password("seven green rivers")) == (
        "editor",
        "nadia@desk.example",
        True,
    )
    assert list(person.editor_limit.stories.all()) == [story]
    assert guest.get("/claims/").status_code == 200


def test_a_link_works_once(sign_in: Callable[..., Client], mailoutbox: list[EmailMessage]) -> None:
    ask(sign_in("admin"))
    link = link_in(mailoutbox[0])
    Client().post(link, CHOSEN)
    again = Client().post(link, {**CHOSEN, "username": "other"})
    assert again.status_code == 410
    assert not User.objects.filter(username="other").exists()


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_make_one_person() -> None:
    made = invite.invite("nadia@desk.example", "analyst", None, UserFactory(role="admin"))

    def accept(name: str) -> bool:
        try:
            return invite.accept(made, name, "seven green rivers", "") is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(accept, ["one", "two"])) == [False, True]


def test_a_link_runs_out(sign_in: Callable[..., Client], mailoutbox: list[EmailMessage]) -> None:
    ask(sign_in("admin"))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = Client().post(link_in(mailoutbox[0]), CHOSEN)
    assert answer.status_code == 410
    assert "has run out" in answer.content.decode()


def test_sent_again_it_has_a_new_link_and_the_old_one_leads_nowhere(
    sign_in: Callable[..., Client], mailoutbox: list[EmailMessage]
) -> None:
    client = sign_in("admin")
    ask(client)
    client.post(f"/people/invitations/{Invitation.objects.get().pk}/send/")
    old, new = map(link_in, mailoutbox)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_taken_back_it_leads_nowhere(sign_in: Callable[..., Client], mailoutbox: list[EmailMessage]) -> None:
    client = sign_in("admin")
    ask(client)
    client.post(f"/people/invitations/{Invitation.objects.get().pk}/revoke/")
    assert Client().post(link_in(mailoutbox[0]), CHOSEN).status_code == 410
    assert (
        "nadia@desk.example"
        not in client.get("/people/").content.decode().split("Invite somebody")[0].split("<main")[1]
    )


@pytest.mark.parametrize("changed", [lambda link: link[:-3] + "xx/", lambda link: link.replace("/join/", "/join/9")])
def test_a_link_that_was_tampered_with_is_none(
    sign_in: Callable[..., Client], mailoutbox: list[EmailMessage], changed: Callable[[str], str]
) -> None:
    ask(sign_in("admin"))
    assert Client().get(changed(link_in(mailoutbox[0]))).status_code == 404


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"email": "no address"}, "valid email"),
        ({"email": "known@desk.example"}, "is here already"),
        ({"email": "KNOWN@desk.example"}, "is here already"),
        ({"email": "waits@desk.example"}, "is invited already"),
        ({"email": "a@desk.example", "role": "owner"}, "not one of the available choices"),
        ({"email": "a@desk.example", "role": "editor", "limited": "yes"}, "Choose the stories"),
        ({"email": "a@desk.example", "role": "editor", "limited": "yes", "stories": ["9" * 30]}, "not "),
        ({"email": "a\0@desk.example"}, "Null characters"),
    ],
)
def test_what_makes_no_sense_is_explained(sign_in: Callable[..., Client], given: dict[str, object], told: str) -> None:
    client = sign_in("admin")
    UserFactory(email="known@desk.example")
    ask(client, "Waits@desk.example")
    answer = client.post("/people/", {"role": "analyst", "limited": "", **given})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"username": "Known"}, "is taken"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password2": "another one"}, "match"),
        ({"username": "<b>"}, "valid username"),
    ],
)
def test_a_name_or_password_that_will_not_do_is_explained(
    sign_in: Callable[..., Client], mailoutbox: list[EmailMessage], given: dict[str, str], told: str
) -> None:
    UserFactory(username="known")
    ask(sign_in("admin"))
    answer = Client().post(link_in(mailoutbox[0]), {**CHOSEN, **given})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_nobody_makes_an_admin_of_themselves(sign_in: Callable[..., Client], mailoutbox: list[EmailMessage]) -> None:
    ask(sign_in("admin"))
    Client().post(
        link_in(mailoutbox[0]),
        {**CHOSEN, "role": "admin", "is_superuser": "on", "is_staff": "on", "email": "x@y.example", "groups": "3"},
    )
    person = User.objects.get(username="nadia")
    assert (role_of(person), person.is_staff, person.email) == ("analyst", False, "nadia@desk.example")


def test_without_a_mail_server_the_admin_is_given_the_link(sign_in: Callable[..., Client]) -> None:
    page = sign_in("admin").post("/people/", {"email": "a@desk.example", "role": "analyst"}, follow=True)
    assert "/join/" in page.content.decode()


def test_who_is_signed_in_is_told_to_sign_out_first(
    sign_in: Callable[..., Client], mailoutbox: list[EmailMessage]
) -> None:
    client = sign_in("admin")
    ask(client)
    assert client.post(link_in(mailoutbox[0]), CHOSEN).status_code == 409


def test_it_is_all_written_down(sign_in: Callable[..., Client], mailoutbox: list[EmailMessage]) -> None:
    client = sign_in("admin")
    ask(client)
    Client().post(link_in(mailoutbox[0]), CHOSEN)
    told = [(str(one.by), one.action, one.name) for one in PersonChange.objects.order_by("pk")]
    assert [(action, name) for _, action, name in told] == [("invited", "nadia@desk.example"), ("joined", "nadia")]
    page = client.get("/people/changes/").content.decode()
    assert "nadia@desk.example" in page
