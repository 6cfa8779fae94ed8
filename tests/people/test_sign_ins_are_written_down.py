from collections.abc import Callable
from datetime import timedelta

import pytest
from axes.models import AccessLog
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from claims.sign_ins import Asked, sign_ins
from claims.tasks import tidy
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def enter(name: str, password: str = PASSWORD, *, times: int = 1, address: str = "192.0.2.7") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"user-agent": "Lynx/2.9"})
    for _ in range(times):
        client.post("/login/", {"username": name, "password": password})
    return client


def told(**asked: object) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.name, one.address) for one in sign_ins(Asked(**asked), 100)]  # type: ignore[arg-type]


def test_who_came_failed_and_went(sign_in: Callable[..., Client]) -> None:
    UserFactory(username="nadia")
    enter("nadia", "guess")
    enter("nadia").post("/logout/")
    assert told(name="nadia") == [(kind, "nadia", "192.0.2.7") for kind in ("out", "in", "failed")]
    page = sign_in("admin").get("/people/sign-ins/", {"name": "Nadia"}).content.decode()
    assert all(words in page for words in ("signed in", "signed out", "wrong password", "192.0.2.7", "Lynx/2.9"))


def test_a_locked_name_is_told_and_an_admin_opens_it(sign_in: Callable[..., Client]) -> None:
    UserFactory(username="nadia")
    enter("nadia", "guess", times=10)
    assert told(kinds=("locked",)) == [("locked", "nadia", "192.0.2.7")]
    assert enter("nadia").get("/").status_code == 302
    admin = sign_in("admin")
    assert "Locked now" in admin.get("/people/sign-ins/").content.decode()
    admin.post("/people/sign-ins/open/", {"name": "nadia"})
    assert enter("nadia").get("/").status_code == 200
    assert "opened the locked name of" in admin.get("/people/changes/").content.decode()


def test_the_list_is_narrowed(sign_in: Callable[..., Client]) -> None:
    UserFactory(username="nadia")
    UserFactory(username="omar")
    enter("nadia", address="2001:db8::1")
    enter("omar", "guess")
    assert told(address="2001:db8::1") == [("in", "nadia", "2001:db8::1")]
    assert told(kinds=("failed",)) == [("failed", "omar", "192.0.2.7")]
    assert not told(name="omar", until=timezone.now() - timedelta(hours=1))
    page = sign_in("admin").get("/people/sign-ins/", {"address": "2001:0db8:0:0::1", "kind": ["in", "out"]})
    assert [one.name for one in page.context["found"]] == ["nadia"]


@pytest.mark.parametrize(
    "query", ["since=yesterday", "address=desk", "kind=none", "since=0000-00-00", "name=" + "x" * 10_000]
)
def test_bad_filters_are_explained(sign_in: Callable[..., Client], query: str) -> None:
    answer = sign_in("admin").get(f"/people/sign-ins/?{query}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("after", ["x", "2026-01-01~in~1", "9999-12-31T23:59:59+14:00~in~1", "a~b~c", "\0"])
def test_a_place_that_is_none_is_the_beginning(sign_in: Callable[..., Client], after: str) -> None:
    enter("nobody")
    page = sign_in("admin").get("/people/sign-ins/", {"after": after})
    assert page.status_code == 200
    assert page.context["found"]


def test_pages_follow_each_other_without_loss_at_one_moment() -> None:
    enter("nobody", times=3)
    AccessLog.objects.bulk_create(
        AccessLog(username="nadia", user_agent="", http_accept="", path_info="") for _ in range(4)
    )
    now = timezone.now()
    AccessLog.objects.update(attempt_time=now, logout_time=now)
    whole, pages, after = sign_ins(Asked(), 100), [], None
    while page := sign_ins(Asked(after=after), 3):
        pages += page
        after = page[-1]
    assert pages == whole
    assert len(whole) == 11


def test_an_admin_sees_from_where_behind_a_proxy(settings: object) -> None:
    UserFactory(username="nadia")
    settings.PROXIES = 1  # type: ignore[attr-defined]
    client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.4"})
    client.post("/login/", {"username": "nadia", "password": PASSWORD})
    assert told() == [("in", "nadia", "198.51.100.4")]


@pytest.mark.parametrize("header", ["nonsense", "", "1.2.3.4, <b>"])
def test_a_header_without_sense_is_no_address(settings: object, header: str) -> None:
    UserFactory(username="nadia")
    settings.PROXIES = 1  # type: ignore[attr-defined]
    client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": header})
    client.post("/login/", {"username": "nadia", "password": PASSWORD})
    assert told() == [("in", "nadia", "10.0.0.1")]


def test_old_ones_are_forgotten() -> None:
    UserFactory(username="nadia")
    enter("nadia")
    enter("nadia")
    last = AccessLog.objects.latest("pk")
    AccessLog.objects.filter(pk=last.pk).update(attempt_time=timezone.now() - timedelta(days=366))
    tidy()
    assert len(told()) == 1


def test_a_persons_last_sign_in_stands_beside_the_name(sign_in: Callable[..., Client]) -> None:
    UserFactory(username="nadia")
    enter("nadia")
    last = User.objects.get(username="nadia").last_login
    assert last
    assert last.strftime("%H:%M") in sign_in("admin").get("/people/", {"q": "nadia"}).content.decode()
