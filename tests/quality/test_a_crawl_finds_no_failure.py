"""Every link leads somewhere, and no query string, however hostile, gets more than a page that explains."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from claims.access import ROLES
from tests.quality.crawling import Visitor

if TYPE_CHECKING:
    from tests.quality.world import World

pytestmark = pytest.mark.django_db

HOSTILE = [
    *map(
        quote,
        [
            "x" * 10_000,
            "a\0b",
            "- -( & | ! OR",
            '"unclosed',
            "0000-00-00",
            "99999-01-01",
            "2024-02-31",
            "9" * 30,
            "-1",
            "1e9",
            "NaN",
            "²",
            "[]",
            "😀" * 40,
            "‮אב",
            "<script>alert(7)</script>",
            "\"><img src=x onerror='alert(7)'>",
            "' OR 1=1 --",
            "\\",
            "../../etc/passwd",
            "//elsewhere.example/",
            "javascript:alert(7)",
            "a\r\nSet-Cookie: b=c",
            "2024-13-45_7",
            "2024-09-19_" + "9" * 40,
            "no-such-thing",
        ],
    ),
    "%",
    "%zz",
    "%FF%FE",
    "%ED%A0%80",
]
AT_A_TIME = 4
PATHS = ["9" * 30, "no-such-thing", "a%00b", "%FF"]
EXPLAINED = (200, 302, 400, 403, 404, 405, 410, 422)


@pytest.fixture
def visit(world: World) -> dict[str, Visitor]:
    def visitor(role: str) -> Visitor:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
        return Visitor(client)

    return {role: visitor(role) for role in ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_to_a_page(visit: dict[str, Visitor], role: str) -> None:
    visitor = visit[role]
    assert visitor.crawl("/") > 30, "pages"
    assert not visitor.faults, "\n".join(visitor.faults)


def test_no_query_string_breaks_a_page(world: World, visit: dict[str, Visitor]) -> None:
    """Each parameter that the product's own links and forms know gets some of the values, in turn."""
    visitor, values = visit["admin"], cycle(HOSTILE)
    visitor.crawl(*world.pages.values(), "/")
    visitor.faults.clear()
    for route, path in visitor.places.items():
        for name in sorted(visitor.parameters[route] | {"unheard-of"}):
            for value in islice(values, AT_A_TIME):
                visitor.open(f"{path}?{quote(name)}={value}", expected=EXPLAINED)
            visitor.open(f"{path}?{quote(name)}=a&{quote(name)}=%00&{quote(name)}[]=b", expected=EXPLAINED)
    assert not visitor.faults, "\n".join(visitor.faults)


def test_no_path_breaks_the_site(world: World, visit: dict[str, Visitor]) -> None:
    visitor = visit["admin"]
    visitor.crawl(*world.pages.values(), "/")
    visitor.faults.clear()
    for place in sorted(set(visitor.places.values())):
        parts = place.strip("/").split("/")
        for number in range(len(parts)):
            for value in PATHS:
                changed = [*parts[:number], value, *parts[number + 1 :]]
                visitor.open(f"/{'/'.join(changed)}/", expected=(*EXPLAINED, 301))
    assert not visitor.faults, "\n".join(visitor.faults)
