from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client


def test_healthz_needs_no_login(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_without_a_worker(client: Client, worker: Callable[..., object]) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {
        "database": "ok",
        "broker": "ok",
        "worker": "none has answered lately",
        "model": "unknown",
    }


@pytest.mark.django_db(transaction=True)
def test_with_a_worker(client: Client, worker: Callable[..., object], eventually: Callable[..., None]) -> None:
    worker()
    eventually(lambda: client.get("/readyz").status_code == 200, within=60)


@pytest.mark.django_db
def test_without_a_broker(client: Client, settings: LazySettings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["broker"] == "does not answer"


@pytest.mark.django_db
def test_metrics_count_rows_and_requests(client: Client) -> None:
    client.get("/healthz")
    lines = client.get("/metrics").content.decode().splitlines()
    assert 'onrecord_extractions{state="waiting"} 0.0' in lines
    assert 'onrecord_import_rows{outcome="rejected"} 0.0' in lines
    assert any(line.startswith('onrecord_request_seconds_count{method="GET",page="healthz"') for line in lines)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "https", "headers", "status"),
    [
        ("", False, {"REMOTE_ADDR": "192.0.2.1"}, 403),
        ("", False, {"REMOTE_ADDR": "::1"}, 200),
        ("", False, {"HTTP_X_FORWARDED_FOR": "192.0.2.1"}, 403),
        ("", True, {}, 403),
        ("t0ken", False, {}, 403),
        ("t0ken", True, {"REMOTE_ADDR": "192.0.2.1", "HTTP_AUTHORIZATION": "Bearer t0ken"}, 200),
    ],
)
def test_who_may_read_metrics(
    client: Client, settings: LazySettings, token: str, https: bool, headers: dict[str, str], status: int
) -> None:
    settings.METRICS_TOKEN, settings.HTTPS = token, https
    assert client.get("/metrics", **headers).status_code == status  # type: ignore[arg-type]
