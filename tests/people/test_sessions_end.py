import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from claims.sign_ins import Asked, sign_ins
from config.session_age import BEGAN, SEEN
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def inside(client: Client) -> Client:
    UserFactory(username="nadia")
    client.post("/login/", {"username": "nadia", "password": PASSWORD})
    return client


def move(client: Client, **hours: float) -> None:
    """As if the session had begun, or been used last, so many hours ago."""
    session = client.session
    for name, number in hours.items():
        session[name] = time.time() - number * HOUR
    session.save()


def test_it_goes_on_while_it_is_used(inside: Client) -> None:
    move(inside, **{BEGAN: 300, SEEN: 71})
    assert inside.get("/claims/").status_code == 200
    assert time.time() - inside.session[SEEN] < 60


def test_it_ends_when_nobody_was_there_for_long(inside: Client) -> None:
    move(inside, **{BEGAN: 80, SEEN: 73})
    answer = inside.get("/claims/")
    assert answer["Location"] == "/login/?next=/claims/"
    assert [one.kind for one in sign_ins(Asked(name="nadia"), 10)] == ["out", "in"]


def test_whoever_is_back_is_told_that_it_ended(inside: Client) -> None:
    move(inside, **{BEGAN: 80, SEEN: 73})
    assert "Your session ended" in inside.get("/claims/", follow=True).content.decode()


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(inside: Client) -> None:
    move(inside, **{BEGAN: 80, SEEN: 71})
    assert inside.get("/claims/?by_itself=1").status_code == 200
    assert time.time() - inside.session[SEEN] > 70 * HOUR
    move(inside, **{BEGAN: 80, SEEN: 73})
    answer = inside.get("/claims/?by_itself=1", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"], answer.content) == (204, "true", b"")


def test_all_that_asks_again_and_again_says_so() -> None:
    tags = [
        tag
        for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
        for tag in re.findall(r"<[^<]*(?:every \d|every {%|http-equiv=.refresh)[^<]*>", path.read_text())
    ]
    assert len(tags) >= 4
    assert [tag for tag in tags if "by_itself=1" not in tag] == []
    beat = Path(settings.BASE_DIR, "static/js/review.js").read_text()
    assert "given.leases}?by_itself=1" in beat


def test_whoever_signs_out_is_told(inside: Client) -> None:
    page = inside.post("/logout/", follow=True).content.decode()
    assert '<p class="message success">You have signed out.</p>' in page
    assert inside.get("/claims/").status_code == 302


def test_it_ends_at_its_age_however_much_it_is_used(inside: Client) -> None:
    move(inside, **{BEGAN: 14 * 24 + 1, SEEN: 0})
    assert inside.get("/claims/").status_code == 302


def test_the_settings_say_when(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SESSION_HOURS", 8)
    monkeypatch.setattr(settings, "IDLE_HOURS", 1)
    move(inside, **{BEGAN: 7, SEEN: 0.9})
    assert inside.get("/claims/").status_code == 200
    move(inside, **{BEGAN: 7, SEEN: 1.1})
    assert inside.get("/claims/").status_code == 302


def test_a_session_of_unknown_age_is_over(inside: Client) -> None:
    session = inside.session
    del session[BEGAN]
    session.save()
    assert inside.get("/claims/").status_code == 302


def test_signing_in_begins_a_session_of_another_name(client: Client) -> None:
    """Else somebody could make another sign in to a session whose name they know."""
    UserFactory(username="nadia")
    session = client.session
    session["before"] = "planted"
    session.save()
    planted = session.session_key
    client.post("/login/", {"username": "nadia", "password": PASSWORD})
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_the_cookie_is_not_for_scripts_or_other_sites(inside: Client) -> None:
    cookie = next(cookie for name, cookie in inside.cookies.items() if "onrecord" in name)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
