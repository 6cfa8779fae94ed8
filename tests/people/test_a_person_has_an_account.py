from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import PersonChange
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"old_password": PASSWORD, "new_password1": "seven green rivers", "new_password2": "seven green rivers"}


@pytest.fixture
def person() -> User:
    made: User = UserFactory(username="nadia", email="nadia@desk.example")
    return made


@pytest.fixture
def browsers(person: User) -> list[Client]:
    """Two in which she is signed in."""
    made = [Client(), Client()]
    for browser in made:
        browser.post("/login/", {"username": "nadia", "password": PASSWORD})
    return made


def test_her_sign_ins_are_hers_alone(browsers: list[Client]) -> None:
    UserFactory(username="omar")
    Client(REMOTE_ADDR="192.0.2.99").post("/login/", {"username": "omar", "password": PASSWORD})
    page = browsers[0].get("/account/").content.decode()
    assert page.count("signed in") == 2
    assert "192.0.2.99" not in page


def test_a_new_password_ends_the_other_sessions(browsers: list[Client]) -> None:
    mine, other = browsers
    assert mine.post("/account/password/", NEW)["Location"] == "/account/"
    assert mine.get("/claims/").status_code == 200
    assert other.get("/claims/").status_code == 302
    assert User.objects.get().check_password("seven green rivers")
    assert PersonChange.objects.get().action == "password"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"old_password": "guess"}, "entered incorrectly"),
        ({"new_password2": "other"}, "match"),
        ({"new_password1": "nadia", "new_password2": "nadia"}, "too similar"),
    ],
)
def test_a_password_that_will_not_do_is_explained(browsers: list[Client], given: dict[str, str], told: str) -> None:
    answer = browsers[0].post("/account/password/", {**NEW, **given})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert User.objects.get().check_password(PASSWORD)


def test_an_address_is_changed_with_the_password(browsers: list[Client]) -> None:
    browsers[0].post("/account/email/", {"email": "n@new.example", "password": PASSWORD})
    assert User.objects.get().email == "n@new.example"
    change = PersonChange.objects.get()
    assert (change.before, change.after) == ("nadia@desk.example", "n@new.example")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"email": "n@new.example", "password": "guess"}, "not your password"),
        ({"email": "OMAR@desk.example", "password": PASSWORD}, "Somebody else"),
        ({"email": "none", "password": PASSWORD}, "valid email"),
    ],
)
def test_an_address_that_will_not_do_is_explained(browsers: list[Client], given: dict[str, str], told: str) -> None:
    UserFactory(username="omar", email="omar@desk.example")
    answer = browsers[0].post("/account/email/", given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert User.objects.get(username="nadia").email == "nadia@desk.example"


def test_she_signs_out_everywhere(browsers: list[Client]) -> None:
    browsers[0].post("/account/sign-out/")
    assert [browser.get("/claims/").status_code for browser in browsers] == [302, 302]


def test_nothing_but_what_the_form_asks_is_changed(browsers: list[Client]) -> None:
    more = {"is_superuser": "on", "is_staff": "on", "role": "admin", "groups": "3", "username": "root"}
    browsers[0].post("/account/email/", {"email": "n@new.example", "password": PASSWORD, **more})
    browsers[0].post("/account/password/", {**NEW, **more})
    person = User.objects.get()
    assert (person.username, person.is_staff, person.is_superuser) == ("nadia", False, False)
    assert [group.name for group in person.groups.all()] == ["analyst"]


def test_somebody_without_a_role_has_one_too(sign_in: Callable[..., Client]) -> None:
    assert sign_in("").get("/account/").status_code == 200
