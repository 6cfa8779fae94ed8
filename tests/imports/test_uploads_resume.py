"""The server's side of tus 1.0: an upload goes on where it broke off, for its creator only, and never past its size."""

from __future__ import annotations

import base64
import datetime as dt
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from sources.models import ImportJob
from sources.services import uploads
from tests.factories import UserFactory
from tests.imports.files import TEXT

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
WORDS = TEXT.encode()
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files" / "imports"


def told(**values: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


def begin(client: Client, size: int = len(WORDS), **metadata: str) -> Any:
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": told(**{"filename": "quay.txt", **metadata})}
    return client.post("/imports/uploads/", headers=headers, content_type="application/offset+octet-stream")


def begun(client: Client, size: int = len(WORDS), **metadata: str) -> str:
    answer = begin(client, size, **metadata)
    assert answer.status_code == 201, answer.content
    return str(answer.headers["Location"])


def piece(client: Client, address: str, offset: int, data: bytes, **changed: str) -> Any:
    headers = {**TUS, "Upload-Offset": str(offset), **changed}
    return client.patch(address, data, content_type="application/offset+octet-stream", headers=headers)


def offset(client: Client, address: str) -> int:
    return int(client.head(address, headers=TUS).headers["Upload-Offset"])


def test_the_server_says_what_it_can(sign_in: SignIn) -> None:
    answer = sign_in("admin").options("/imports/uploads/")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,termination"


def test_an_upload_in_three_pieces_awaits_a_person(sign_in: SignIn, files: Path) -> None:
    client = sign_in("admin")
    address = begun(client, outlet="Gazette")
    job = ImportJob.objects.get()
    assert (job.phase, job.size, job.uploaded, job.name) == ("uploading", len(WORDS), 0, "quay.txt")
    assert offset(client, address) == 0
    assert piece(client, address, 0, WORDS[:100]).headers["Upload-Offset"] == "100"
    assert piece(client, address, 100, WORDS[100:150]).status_code == 204
    head = client.head(address, headers=TUS)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("150", str(len(WORDS)))
    assert head.headers["Cache-Control"] == "no-store"
    assert piece(client, address, 150, WORDS[150:]).status_code == 204
    job.refresh_from_db()
    assert (job.phase, job.state, job.options) == ("ready", "done", {"outlet": "Gazette"})
    assert Path(job.path).parent == files
    assert Path(job.path).read_bytes() == WORDS
    assert offset(client, address) == len(WORDS)


def test_import_at_once(sign_in: SignIn) -> None:
    client = sign_in("admin")
    piece(client, begun(client, go="1"), 0, WORDS)
    job = ImportJob.objects.get()
    assert (job.phase, job.state, job.options) == ("importing", "waiting", {})


def test_a_piece_that_does_not_fit_is_refused(sign_in: SignIn) -> None:
    client = sign_in("admin")
    address = begun(client)
    piece(client, address, 0, WORDS[:100])
    for wrong in (0, 50, 101):
        assert piece(client, address, wrong, WORDS[wrong : wrong + 10]).status_code == 409
    assert offset(client, address) == 100


def test_more_than_announced_is_refused_before_it_is_written(sign_in: SignIn) -> None:
    client = sign_in("admin")
    address = begun(client, 50)
    answer = piece(client, address, 0, WORDS)
    assert answer.status_code == 413
    assert "announced with 50 bytes" in answer.content.decode()
    assert offset(client, address) == 0


def test_only_its_creator_goes_on(sign_in: SignIn, client: Client) -> None:
    address = begun(sign_in("admin"))
    other = Client()
    other.force_login(UserFactory(role="admin"), backend="django.contrib.auth.backends.ModelBackend")
    answer = piece(other, address, 0, WORDS)
    assert (answer.status_code, "Somebody else" in answer.content.decode()) == (403, True)
    assert other.head(address, headers=TUS).status_code == 403
    assert other.delete(address, headers=TUS).status_code == 403
    assert ImportJob.objects.get().uploaded == 0


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_uploads_are_for_admins(sign_in: SignIn, role: str) -> None:
    assert begin(sign_in(role)).status_code == 403
    assert not ImportJob.objects.exists()


def test_an_upload_needs_the_csrf_token(sign_in: SignIn) -> None:
    client = sign_in("admin")
    client.handler.enforce_csrf_checks = True
    assert begin(client).status_code == 403


def test_a_full_disk_loses_nothing(sign_in: SignIn) -> None:
    client = sign_in("admin")
    address = begun(client)
    job = ImportJob.objects.get()
    path = Path(job.path)
    path.unlink()
    path.symlink_to("/dev/full")
    answer = piece(client, address, 0, WORDS)
    assert answer.status_code == 507
    assert "What is here stays" in answer.content.decode()
    assert offset(client, address) == 0
    path.unlink()
    assert piece(client, address, 0, WORDS).status_code == 204
    assert path.read_bytes() == WORDS


def test_a_file_larger_than_the_disk_is_refused_at_once(sign_in: SignIn) -> None:
    answer = begin(sign_in("admin"), 1 << 55)
    assert answer.status_code == 507
    assert "make room there" in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_bytes_that_a_power_cut_took_are_asked_for_again(sign_in: SignIn) -> None:
    client = sign_in("admin")
    address = begun(client)
    piece(client, address, 0, WORDS[:100])
    os.truncate(ImportJob.objects.get().path, 60)
    assert offset(client, address) == 60
    assert piece(client, address, 60, WORDS[60:]).status_code == 204
    assert Path(ImportJob.objects.get().path).read_bytes() == WORDS


def test_giving_up_removes_file_and_job(
    sign_in: SignIn, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = sign_in("admin")
    address = begun(client)
    path = Path(ImportJob.objects.get().path)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.delete(address, headers=TUS).status_code == 204
    assert not ImportJob.objects.exists()
    assert not path.exists()
    assert piece(client, address, 0, WORDS).status_code == 410


def test_a_finished_upload_takes_nothing_more(sign_in: SignIn) -> None:
    client = sign_in("admin")
    address = begun(client)
    piece(client, address, 0, WORDS)
    assert piece(client, address, len(WORDS), b"more").status_code == 410
    assert client.delete(address, headers=TUS).status_code == 410


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "many"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "9" * 30}, 400),
        ({"Upload-Length": "0"}, 422),
        ({"Upload-Metadata": "filename a"}, 400),
        ({"Upload-Metadata": "filename /w=="}, 400),
        ({"Upload-Metadata": told(published="2999-01-01")}, 422),
        ({"Upload-Metadata": told(url="ftp://a.example")}, 422),
    ],
)
def test_what_cannot_begin(sign_in: SignIn, headers: dict[str, str], status: int) -> None:
    answer = sign_in("admin").post("/imports/uploads/", headers={**TUS, "Upload-Length": "5", **headers})
    assert answer.status_code == status
    assert answer.content
    assert not ImportJob.objects.exists()


def test_a_piece_of_another_kind(sign_in: SignIn) -> None:
    client = sign_in("admin")
    address = begun(client)
    assert client.patch(address, WORDS, content_type="text/plain", headers=TUS).status_code == 415
    assert piece(client, address, 0, WORDS, **{"Upload-Offset": "x"}).status_code == 400


@pytest.mark.parametrize("name", ["../../etc/quay.txt", "C:\\files\\quay.txt", "quay.txt"])
def test_a_name_is_a_name(sign_in: SignIn, files: Path, name: str) -> None:
    begun(sign_in("admin"), filename=name)
    job = ImportJob.objects.get()
    assert job.name == "quay.txt"
    assert Path(job.path).parent == files


def test_what_nobody_went_on_with_is_removed_after_a_week(
    sign_in: SignIn, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = sign_in("admin")
    for _ in range(3):
        begun(client)
    old, moving, new = ImportJob.objects.order_by("pk")
    week_ago = time.time() - 8 * 24 * 3600
    ImportJob.objects.exclude(pk=new.pk).update(created_at=dt.datetime.fromtimestamp(week_ago, tz=dt.UTC))
    os.utime(old.path, (week_ago, week_ago))
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.drop_stale() == 1
    assert set(ImportJob.objects.all()) == {moving, new}
    assert not Path(old.path).exists()
    assert Path(moving.path).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_one_comes_too_late(files: Path) -> None:
    admin = UserFactory(role="admin")
    job = uploads.announce("quay.txt", 2000, by=admin)
    found: list[str] = []

    def write(letter: bytes) -> None:
        try:
            uploads.write_piece(job.pk, 0, letter * 1000, admin)
            found.append("written")
        except uploads.OffsetError:
            found.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(letter,)) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["late", "written"]
    assert len(set(Path(job.path).read_bytes())) == 1
