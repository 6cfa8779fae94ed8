import logging
import re
from collections.abc import Callable

import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from structlog.stdlib import ProcessorFormatter

from claims.models import FeedAddress, SavedSearch
from config.broker import shared
from config.logs import without_secrets
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    CollectionFactory,
    SavedSearchFactory,
    StoryFactory,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def address(sign_in: Callable[..., Client]) -> Callable[..., str]:
    """`address()` is a new one for every list, `address(search)` one for that search; both as paths."""
    client = sign_in()

    def make(search: SavedSearch | None = None) -> str:
        page = client.post("/saved/feeds/", {"saved": search.pk if search else ""})
        assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
        found = re.search(r'value="http://testserver(/feeds/[^"]+)"', page.content.decode())
        assert found
        return found[1]

    return make


@pytest.fixture
def reader() -> Client:
    return Client()


def titles(content: bytes) -> list[str]:
    return [str(one.text) for one in ElementTree.fromstring(content).iterfind(f"{ATOM}entry/{ATOM}title")]


def claim(text: str, **more: object) -> None:
    ClaimFactory(snapshot=ArticleFactory(text=text).latest, kind="indirect", **more)


def test_any_list_with_its_filters(address: Callable[..., str], reader: Client) -> None:
    ana = ActorFactory(name="Ana", slug="ana")
    StoryFactory(slug="dam")
    claim("the dam holds", speaker=ana)
    claim("the bridge holds", speaker=ActorFactory(name="Bo"))
    base = address().removesuffix("claims.atom")
    response = reader.get(f"{base}claims.atom?q=dam")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert titles(response.content) == ["Ana: said the dam holds"]
    assert titles(reader.get(f"{base}actors/ana.atom").content) == ["Ana: said the dam holds"]
    for path in ("claims.atom", "stories/dam.atom", "stories.atom", "actors.atom", "articles.atom"):
        assert reader.get(base + path).status_code == 200, path
    assert reader.get(f"{base}claims.atom?since=tomorrow").status_code == 400


def test_collections_that_the_owner_may_read(address: Callable[..., str], reader: Client) -> None:
    shared, private = (CollectionFactory(access=access, claims=[ClaimFactory()]) for access in ("read", "private"))
    base = address().removesuffix("claims.atom")
    assert len(titles(reader.get(f"{base}collections/{shared.pk}.atom").content)) == 1
    assert reader.get(f"{base}collections/{private.pk}.atom").status_code == 404
    assert reader.get(f"{base}collections/{shared.pk}.docx").status_code == 404


def test_a_merged_actor_leads_to_the_survivor(address: Callable[..., str], reader: Client) -> None:
    ana = ActorFactory(slug="ana")
    ActorFactory(slug="anna", merged_into=ana, canonical=ana)
    base = address().removesuffix("claims.atom")
    assert reader.get(f"{base}actors/anna.atom")["Location"] == f"{base}actors/ana.atom"


@pytest.mark.parametrize(
    "path", ["claims.csv", "claims/", "admin/", "saved/", "logout/", "search.atom", "x.atom", "../"]
)
def test_nothing_but_feeds(address: Callable[..., str], reader: Client, path: str) -> None:
    assert reader.get(address().replace("claims.atom", path)).status_code == 404


def test_one_search_and_nothing_else(address: Callable[..., str], reader: Client) -> None:
    claim("the dam holds")
    claim("the bridge holds")
    feed = address(SavedSearchFactory(owner=User.objects.get(), query="q=dam"))
    assert len(titles(reader.get(f"{feed}?q=bridge").content)) == 1
    assert reader.get(feed.replace("search.atom", "claims.atom")).status_code == 404


def test_unchanged_is_told_in_a_line(address: Callable[..., str], reader: Client) -> None:
    claim("the dam holds")
    feed = address()
    first = reader.get(feed)
    assert reader.get(feed, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert reader.get(feed, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    claim("the bridge holds")
    assert reader.get(feed, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_revoked_or_replaced_it_is_gone(address: Callable[..., str], client: Client, reader: Client) -> None:
    first, second = address(), address()
    assert reader.get(first).status_code == 410
    assert reader.get(second).status_code == 200
    assert "last read now" in client.get("/saved/").content.decode()
    client.post("/saved/feeds/revoke/", {"saved": ""})
    assert reader.get(second).status_code == 410
    assert reader.get(second.replace("/feeds/", "/feeds/x")).status_code == 404
    assert client.post("/saved/feeds/", {"saved": SavedSearchFactory().pk}).status_code == 404
    assert client.post("/saved/feeds/", {"saved": "x"}).status_code == 404


def test_it_reads_what_its_owner_may_read_now(address: Callable[..., str], reader: Client) -> None:
    feed, owner = address(), User.objects.get()
    owner.groups.clear()
    assert reader.get(feed).status_code == 403
    owner.is_superuser, owner.is_active = True, False
    owner.save()
    assert reader.get(feed).status_code == 403


def test_who_asks_all_the_time_is_asked_to_wait(address: Callable[..., str], reader: Client) -> None:
    feed = address()
    pattern = f"*feed:{FeedAddress.objects.get().pk}:*"
    reader.get(feed)
    broker = shared(settings.CELERY_BROKER_URL)
    for key in list(broker.scan_iter(pattern)):
        broker.incrby(key, 100_000)
    response = reader.get(feed)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60


def test_the_secret_stands_in_no_table_and_no_log(
    address: Callable[..., str], reader: Client, caplog: pytest.LogCaptureFixture
) -> None:
    feed = address()
    secret = feed.split("/")[2]
    assert reader.get(feed).status_code == 200
    formatters = [handler.formatter for handler in logging.getLogger().handlers]
    formatter = next(one for one in formatters if isinstance(one, ProcessorFormatter))
    logged = "\n".join(formatter.format(record) for record in caplog.records)
    assert "GET /feeds/[secret]/claims.atom" in logged
    assert secret not in logged
    assert secret.encode() not in bytes(FeedAddress.objects.get().digest)
    assert without_secrets(f'"GET {feed} HTTP/1.1" 200') == '"GET /feeds/[secret]/claims.atom HTTP/1.1" 200'


def test_the_export_menu_leads_to_the_address_of_its_list(sign_in: Callable[..., Client], reader: Client) -> None:
    ana = ActorFactory(name="Ana", slug="ana")
    claim("the dam holds", speaker=ana)
    claim("the bridge holds", speaker=ana)
    client = sign_in()
    menu = client.get("/actors/ana/?q=dam").content.decode()
    assert 'href="/saved/?list=%2Factors%2Fana.atom%3Fq%3Ddam#feeds"' in menu
    asked = client.get("/saved/?list=%2Factors%2Fana.atom%3Fq%3Ddam").content.decode()
    assert 'name="list" value="actors/ana.atom?q=dam"' in asked
    made = client.post("/saved/feeds/", {"saved": "", "list": "actors/ana.atom?q=dam"}).content.decode()
    found = re.search(r'value="http://testserver(/feeds/[^"]+)"', made)
    assert found
    assert titles(reader.get(found[1]).content) == ["Ana: said the dam holds"]


@pytest.mark.parametrize("named", ["no-such-list", "claims.csv", "//elsewhere.example/claims.atom", "a\0b", "x" * 9000])
def test_an_address_for_no_list_is_for_all_claims(sign_in: Callable[..., Client], named: str) -> None:
    client = sign_in()
    assert "You came for" not in client.get("/saved/", {"list": named}).content.decode()
    assert "/claims.atom" in client.post("/saved/feeds/", {"saved": "", "list": named}).content.decode()
