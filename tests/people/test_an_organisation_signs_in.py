import time
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from joserfc.jwk import RSAKey

from claims.access import role_of
from claims.models import Identity, Invitation, PersonChange
from claims.sign_ins import Asked, sign_ins
from tests.factories import UserFactory
from tests.people.provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db
NADIA = {
    "sub": "u-1",
    "email": "nadia@desk.example",
    "email_verified": True,
    "name": "Nadia R.",
    "preferred_username": "nadia",
}


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    made = Provider()
    server = made.start()
    yield made
    server.shutdown()


@pytest.fixture
def provider(served: Provider, settings: LazySettings) -> Provider:
    served.person, served.changed, served.signs_with = dict(NADIA), {}, None
    settings.SSO_ISSUER, settings.SSO_CLIENT, settings.SSO_SECRET = served.issuer, CLIENT, SECRET
    return served


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        """The test leads the browser back itself."""


def at_the_provider(address: str) -> str:
    """Where it sends the browser back to, on this site."""
    try:
        build_opener(_Stay).open(address, timeout=5)
    except HTTPError as answer:
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"
    raise AssertionError("it sends nobody back")


def enter(client: Client | None = None, wanted: str = "") -> tuple[Client, int, str]:
    """A browser that went there and came back, how it was answered, and where it is led."""
    browser = client or Client()
    leaves = browser.get("/sso/", {"next": wanted} if wanted else {})
    answer = browser.get(at_the_provider(leaves["Location"]))
    return browser, answer.status_code, answer.get("Location", "")


def test_somebody_new_comes_in_without_a_role(provider: Provider) -> None:
    browser, status, place = enter(wanted="/claims/?q=dam")
    assert (status, place) == (302, "/claims/?q=dam")
    person = User.objects.get()
    assert (person.username, person.first_name, person.email) == ("nadia", "Nadia R.", "nadia@desk.example")
    assert not person.has_usable_password()
    assert browser.get("/claims/").status_code == 403
    assert "through your organisation" in browser.get("/account/").content.decode()
    assert PersonChange.objects.get().action == "joined"
    assert [one.kind for one in sign_ins(Asked(name="nadia"), 9)] == ["in"]


def test_the_same_person_comes_again_whatever_they_are_called_now(provider: Provider) -> None:
    enter()
    provider.person |= {"preferred_username": "nadia.r", "email": "new@desk.example"}
    enter()
    assert User.objects.count() == Identity.objects.count() == 1


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["desk"], "editor"),
        (["staff", "chiefs", "desk"], "admin"),
        ("staff", "analyst"),
        (["others"], None),
        ([], None),
    ],
)
def test_groups_give_roles_where_the_setting_says_so(
    provider: Provider, settings: LazySettings, groups: object, role: str | None
) -> None:
    settings.SSO_ROLES = {"staff": "analyst", "desk": "editor", "chiefs": "admin"}
    UserFactory(role="admin")
    provider.person["groups"] = groups
    enter()
    assert role_of(User.objects.get(username="nadia")) == role


def test_a_role_follows_the_groups_at_each_sign_in(provider: Provider, settings: LazySettings) -> None:
    settings.SSO_ROLES = {"desk": "editor"}
    provider.person["groups"] = ["desk"]
    before, _, _ = enter()
    provider.person["groups"] = []
    enter()
    assert role_of(User.objects.get()) is None
    assert before.get("/claims/").status_code == 302, "sessions with the old role ended"


def test_without_the_setting_the_role_is_what_an_admin_gave(provider: Provider) -> None:
    enter()
    person = User.objects.get()
    UserFactory(role="admin")
    person.groups.set(UserFactory(role="editor").groups.all())
    provider.person["groups"] = ["admin"]
    enter()
    assert role_of(User.objects.get(pk=person.pk)) == "editor"


def invited(email: str) -> User:
    person: User = UserFactory(role="editor", email=email, username="known")
    Invitation.objects.create(
        email=email, role="editor", invited_by=UserFactory(role="admin"), expires_at=timezone.now(),
        accepted_at=timezone.now(), accepted_by=person,
    )  # fmt: skip
    return person


def test_who_was_invited_to_that_address_is_the_same_person(provider: Provider) -> None:
    person = invited("Nadia@desk.example")
    enter()
    assert Identity.objects.get().person == person


def test_an_address_that_nobody_proved_makes_nobody_the_same(provider: Provider) -> None:
    """Else somebody could write a colleague's address and wait until that one comes."""
    known = UserFactory(role="editor", email="nadia@desk.example", username="known")
    enter()
    assert Identity.objects.get().person != known
    assert User.objects.get(username="nadia").email == ""


def test_an_address_that_the_provider_did_not_check_proves_nothing(provider: Provider) -> None:
    person = invited("nadia@desk.example")
    provider.person["email_verified"] = False
    enter()
    assert Identity.objects.get().person != person


def test_who_is_deactivated_stays_out(provider: Provider) -> None:
    enter()
    User.objects.update(is_active=False)
    browser, status, _ = enter()
    assert status == 403
    assert browser.get("/claims/").status_code == 302


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another client"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"nonce": "of another browser"},
        {"sub": ""},
        {"sub": None},
    ],
)
def test_a_token_for_others_or_of_yesterday_is_refused(provider: Provider, changed: dict[str, object]) -> None:
    provider.changed = changed
    _, status, _ = enter()
    assert status == 403
    assert not User.objects.exists()


def test_a_token_signed_by_somebody_else_is_refused(provider: Provider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    _, status, _ = enter()
    assert status == 403
    assert not User.objects.exists()


def test_a_code_is_for_the_browser_that_asked(provider: Provider) -> None:
    """Else one could make another sign in as somebody else."""
    back = at_the_provider(Client().get("/sso/")["Location"])
    assert Client().get(back).status_code == 403
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied", "?code=%00&state=%00"]
)
def test_coming_back_without_having_left_is_explained(provider: Provider, query: str) -> None:
    answer = Client().get(f"/sso/back/{query}")
    assert answer.status_code == 403
    assert "You are not signed in" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(provider: Provider, wanted: str) -> None:
    assert enter(wanted=wanted)[2] == "/"


def test_the_session_has_another_name_afterwards(provider: Provider) -> None:
    browser = Client()
    leaves = browser.get("/sso/")
    before = browser.session.session_key
    browser.get(at_the_provider(leaves["Location"]))
    assert browser.session.session_key != before


@pytest.mark.parametrize("name", ["<b>nadia</b>", "نادية", "a" * 400, "nadia", "  ", "nadia@desk.example"])
def test_a_name_becomes_one_that_a_user_may_have(provider: Provider, name: str) -> None:
    UserFactory(username="NADIA")
    provider.person["preferred_username"] = name
    assert enter()[1] == 302
    made = Identity.objects.get().person
    User.username.field.run_validators(made.username)
    assert made.username.lower() != "nadia"


def test_a_provider_that_is_away_is_told(settings: LazySettings) -> None:
    settings.SSO_ISSUER, settings.SSO_CLIENT = "http://127.0.0.1:9", CLIENT
    before = time.monotonic()
    answer = Client().get("/sso/")
    assert answer.status_code == 502
    assert "does not answer" in answer.content.decode()
    assert time.monotonic() - before < 15


def test_it_is_offered_only_where_it_is_set(settings: LazySettings) -> None:
    assert "/sso/" not in Client().get("/login/").content.decode()
    assert Client().get("/sso/").status_code == Client().get("/sso/back/").status_code == 404
    settings.SSO_ISSUER, settings.SSO_NAME = "https://id.example", "The Paper"
    page = Client().get("/login/?next=/claims/").content.decode()
    assert "Sign in with The Paper" in page
    assert "/sso/?next=/claims/" in page
