import pytest
from django.test import Client

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def enter(client: Client, next_page: str = "", password: str = PASSWORD, name: str = "reader") -> tuple[int, str, str]:
    response = client.post("/login/", {"username": name, "password": password, "next": next_page})
    return response.status_code, response.get("Location", ""), response.content.decode()


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("", "/"),
        ("/claims/?q=troops", "/claims/?q=troops"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_a_person_lands_where_they_wanted_on_this_site(client: Client, asked: str, reached: str) -> None:
    UserFactory(username="reader")
    assert enter(client, asked)[:2] == (302, reached)


def test_a_wrong_password_is_explained(client: Client) -> None:
    UserFactory(username="reader")
    status, _, page = enter(client, password="guess")
    assert status == 200
    assert 'role="alert"' in page
    assert "correct username and password" in page


def test_a_locked_name_says_when_to_try_again(client: Client) -> None:
    UserFactory(username="reader")
    for _ in range(12):
        status, _, page = enter(client, password="guess")
    assert status == 429
    assert "15 minutes from now" in page


def test_signing_out_takes_a_post(client: Client) -> None:
    UserFactory(username="reader")
    enter(client)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/").status_code == 302
