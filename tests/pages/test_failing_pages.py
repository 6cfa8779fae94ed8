from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

import config.urls

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def database_away() -> Iterator[None]:
    """Meanwhile, connections go where no server listens."""
    settings: dict[str, Any] = connection.settings_dict
    where, name = (settings["OPTIONS"], "host") if "host" in settings["OPTIONS"] else (settings, "HOST")
    host = where[name]
    connection.close()
    where[name] = "/nowhere"
    try:
        yield
    finally:
        where[name] = host
        connection.close()


def fail(request: object) -> HttpResponse:
    raise RuntimeError("a fault of ours")


@pytest.fixture
def patient(sign_in: Callable[..., Client]) -> Client:
    client = sign_in("analyst")
    client.raise_request_exception = False
    return client


def test_503_while_the_database_is_away_and_pages_again_when_it_is_back(patient: Client) -> None:
    with database_away():
        response = patient.get("/claims/")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "Nothing that was saved is lost" in response.content.decode()
    assert patient.get("/claims/").status_code == 200


@pytest.mark.urls(__name__)
def test_500_for_a_fault_of_ours(patient: Client) -> None:
    response = patient.get("/fails/")
    assert response.status_code == 500
    assert "The fault is ours" in response.content.decode()


urlpatterns = [*config.urls.urlpatterns, path("fails/", fail)]
handler500 = config.urls.handler500
