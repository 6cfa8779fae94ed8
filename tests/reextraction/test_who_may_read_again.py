from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Reprocessing
from tests.factories import UserFactory
from tests.reextraction.older import read_before, started

pytestmark = pytest.mark.django_db
ACTIONS = ["apply", "pause", "resume", "cancel", "retry"]


@pytest.mark.parametrize("role", ["", "analyst", "editor"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_only_admins(sign_in: Callable[..., Client], role: str, method: str) -> None:
    read_before()
    job = started()
    client = sign_in(role)
    for address in ("/reprocessing/", f"/reprocessing/{job.pk}/", "/reprocessing/999999/"):
        assert getattr(client, method)(address).status_code == 403
    for action in ACTIONS:
        assert client.post(f"/reprocessing/{job.pk}/", {"action": action}).status_code == 403
    assert Reprocessing.objects.values_list("pk", "state", "paused").get() == (job.pk, "reading", False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in(client: Client, method: str) -> None:
    for address in ("/reprocessing/", f"/reprocessing/{started().pk}/"):
        assert getattr(client, method)(address).headers["Location"] == f"/login/?next={address}"
    assert Reprocessing.objects.count() == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_methods(sign_in: Callable[..., Client], method: str) -> None:
    client = sign_in("admin")
    for address in ("/reprocessing/", f"/reprocessing/{started().pk}/"):
        assert getattr(client, method)(address).status_code == 405


def test_an_admin_may(sign_in: Callable[..., Client]) -> None:
    client = sign_in("admin")
    for address in ("/reprocessing/", f"/reprocessing/{started().pk}/"):
        assert (client.get(address).status_code, client.head(address).status_code) == (200, 200)
    assert client.get("/reprocessing/999999/").status_code == 404


def test_nothing_is_done_without_csrf_token() -> None:
    job = started()
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(role="admin"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/reprocessing/", {}).status_code == 403
    assert client.post(f"/reprocessing/{job.pk}/", {"action": "cancel"}).status_code == 403
    assert Reprocessing.objects.get().state == "reading"
