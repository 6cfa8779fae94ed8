"""Every address of the product, asked for by everybody, in every way: `addresses.txt` says who may. An address that is
not in it fails: whoever adds one says there who may open it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from claims.access import ROLES
from tests.factories import StoryFactory, UserFactory

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

pytestmark = pytest.mark.django_db
LISTED = Path(__file__).with_name("addresses.txt")
METHODS = ("GET", "POST")
ALL_METHODS = (*METHODS, "PUT", "DELETE", "OPTIONS")
"""For the one who may open nothing and the one who may open everything."""
PEOPLE = ("nobody", "deactivated", "no role", "analyst", "story editor", "editor", "admin")
OUTSIDE = ("nobody", "deactivated")
BACKEND = "django.contrib.auth.backends.ModelBackend"
NO_FORM_OF_OURS = ("api/v1/", "digests/")
"""Where nothing asks for a form's token: programs send their own, and mail programs post to signed links."""


class Address(NamedTuple):
    needed: str
    methods: tuple[str, ...]
    route: str

    @property
    def path(self) -> str:
        """One that the route matches; what it names is not there."""
        path = re.sub(r"\(\?P<pk>[^)]*\)|<int:\w+>", "999999", self.route)
        path = re.sub(r"\(\?P<\w+>(\w+)\|[^)]*\)", r"\1", path)
        path = re.sub(r"\(\?P<\w+>[^)]*\)|<[\w:]+>", "nothing", path)
        return "/" + path.replace("\\.", ".").removesuffix("$")


def addresses() -> list[Address]:
    found = []
    for line in LISTED.read_text().splitlines()[1:]:
        needed, methods, *route = line.split(maxsplit=2)
        found.append(Address(needed, tuple(methods.split(",")), route[0] if route else ""))
    return found


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Of Django's own admin site only where it begins."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLPattern) or route == "admin/":
            yield route
        else:
            yield from routes(each, route)


def enter(who: str) -> tuple[Client, User | None]:
    client = Client()
    if who == "nobody":
        return client, None
    role = {"no role": "", "deactivated": "admin", "story editor": "editor"}.get(who, who)
    person: User = UserFactory(role=role, stories=[StoryFactory()] if who == "story editor" else None)
    client.force_login(person, BACKEND)
    if who == "deactivated":
        person.is_active = False
        person.save()
    return client, person


def may_open(who: str, needed: str) -> bool:
    if needed == "anyone":
        return True
    if needed == "signed-in":
        return who not in OUTSIDE
    if needed == "unlimited":
        return who in ("editor", "admin")
    role = who.removeprefix("story ")
    return role in ROLES and ROLES.index(role) >= ROLES.index(needed)


def fault(who: str, address: Address, method: str, answer: HttpResponseBase) -> str:
    """What is wrong with the answer; empty where it is as the list says."""
    status = answer.status_code
    asks_to_enter = status == 302 and answer["Location"].startswith("/login/?next=")
    if who == "story editor" and address.needed == "unlimited":
        return "" if status in (403, 404, 405) else f"{status}, and an editor of some stories may not"
    if not may_open(who, address.needed):
        program = address.path.startswith("/api/") and address.route != "api/v1/docs"
        wanted = (401 if program else 302) if who in OUTSIDE else 403
        return "" if status == wanted and (asks_to_enter or status != 302) else f"{status} instead of {wanted}"
    if status in (401, 403) or asks_to_enter or (status >= 500 and address.route != "readyz"):
        return f"{status}, and it is theirs to open"
    if address.needed != "anyone" and method != "OPTIONS" and (status == 405) == (method in address.methods):
        return f"{status}, and the list says {', '.join(address.methods)}"
    return ""


def test_every_address_is_listed() -> None:
    listed, there = {one.route for one in addresses()}, set(routes(get_resolver())) - {"admin/"}
    assert not there - listed, "say in tests/pages/addresses.txt who may open them"
    assert not listed - there, "these are gone"


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_open_what(who: str) -> None:
    client, person = enter(who)
    wrong = []
    for address in addresses():
        for method in ALL_METHODS if who in ("nobody", "admin") else METHODS:
            told = fault(who, address, method, client.generic(method, address.path))
            if told:
                wrong.append(f"{method} {address.path}: {told}")
            if person and address.path in ("/logout/", "/account/sign-out/"):
                client.force_login(person, BACKEND)
    assert not wrong, "\n".join(wrong)


def test_nothing_is_changed_without_a_forms_token() -> None:
    _, admin = enter("admin")
    assert admin
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin, BACKEND)
    unguarded = {
        address.route
        for address in addresses()
        for method in ("POST", "PUT", "DELETE")
        if client.generic(method, address.path).status_code != 403
    }
    assert {route for route in unguarded if not route.startswith(NO_FORM_OF_OURS)} == {"api/v1/docs"} & unguarded


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("path", ["/admin/", "/admin/claims/review/", "/admin/claims/story/add/"])
def test_the_admin_site_is_for_admins(who: str, path: str) -> None:
    client, _ = enter(who)
    assert (client.get(path).status_code == 200) is (who == "admin")


@pytest.mark.parametrize("path", ["/", "/claims/", "/claims.csv", "/people/", "/account/", "/saved/", "/admin/"])
def test_no_page_of_a_person_is_kept_by_a_cache(path: str) -> None:
    client, _ = enter("admin")
    told = client.get(path)["Cache-Control"]
    assert "private" in told
    assert "no-store" in told


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "localhost@elsewhere.example"])
@pytest.mark.parametrize("path", ["/login/", "/password/", "/claims/"])
def test_another_hosts_name_is_refused(host: str, path: str) -> None:
    assert Client().get(path, headers={"host": host}).status_code == 400
