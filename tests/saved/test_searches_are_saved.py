from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import SavedSearch
from claims.services.saved import MOST
from tests.factories import ActorFactory, SavedSearchFactory, StoryFactory

pytestmark = pytest.mark.django_db


def test_a_search_is_kept_by_name_and_in_one_form(sign_in: Callable[..., Client]) -> None:
    ActorFactory(name="Ana Petrova", slug="ana")
    StoryFactory(title="The dam", slug="dam")
    client = sign_in()
    asked = "?until=&story=dam&speaker=ana+petrova&since=2024-07-01&after=2024-09-01_7&sort=newest"
    response = client.post("/saved/", {"name": "  Ana on\0 the dam ", "query": asked}, follow=True)
    assert response.redirect_chain == [("/claims/?speaker=ana&story=dam&since=2024-07-01", 302)]
    assert "Saved as “<a href='/saved/'>Ana on the dam</a>”." in response.content.decode()
    client.post("/saved/", {"name": "Once more", "query": "since=2024-07-01&story=dam&speaker=ana"})
    assert [search.name for search in SavedSearch.objects.all()] == ["Ana on the dam"]
    page = " ".join(client.get("/saved/").content.decode().split())
    assert 'by <bdi class="term">Ana Petrova</bdi> about <bdi class="term">The dam</bdi>' in page


def test_opening_leads_to_the_list(sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    client.post("/saved/", {"name": "Dams", "query": "q=dam"})
    search = SavedSearch.objects.get()
    assert client.get(search.get_absolute_url())["Location"] == "/claims/?q=dam"


def test_it_is_renamed_told_by_mail_and_deleted(sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    client.post("/saved/", {"name": "Dams", "query": "q=dam"})
    search = SavedSearch.objects.get()
    client.post(search.get_absolute_url(), {"action": "change", "name": "<b>Rivers</b>", "alert": "weekly"})
    search.refresh_from_db()
    assert (search.name, search.alert) == ("<b>Rivers</b>", "weekly")
    assert "&lt;b&gt;Rivers&lt;/b&gt;" in client.get("/saved/").content.decode()
    client.post(search.get_absolute_url(), {"action": "delete"})
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("data", [{"action": "change", "alert": "hourly"}, {"action": "burn"}, {}])
def test_other_changes_are_refused(sign_in: Callable[..., Client], data: dict[str, str]) -> None:
    client = sign_in()
    client.post("/saved/", {"name": "Dams", "query": "q=dam"})
    assert client.post(SavedSearch.objects.get().get_absolute_url(), data).status_code == 400


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_else_s_is_not_there(sign_in: Callable[..., Client], method: str) -> None:
    search = SavedSearchFactory()
    client = sign_in()
    assert getattr(client, method)(search.get_absolute_url(), {"action": "delete"}).status_code == 404
    assert search.name not in client.get("/saved/").content.decode()
    assert SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("speaker=nobody", "No actor is called “nobody”."),
        ("since=2024-13-01", "is no date"),
        ("q=" + "x" * 10_000, "at most 300 characters"),
        ("q=" + "%F0%A0%80%80" * 300, "too long to be saved"),
    ],
)
def test_what_cannot_be_searched_is_not_saved(sign_in: Callable[..., Client], query: str, told: str) -> None:
    response = sign_in().post("/saved/", {"name": "Bad", "query": query}, follow=True)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_nobody_keeps_more_than_the_page_can_show(sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    client.post("/saved/", {"name": "First", "query": "q=dam"})
    SavedSearchFactory.create_batch(MOST - 1, owner=SavedSearch.objects.get().owner)
    response = client.post("/saved/", {"name": "One more", "query": "q=river"}, follow=True)
    assert "delete one first" in response.content.decode()
    assert SavedSearch.objects.count() == MOST
