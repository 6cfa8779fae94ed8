"""As an admin would: one file, another machine's empty set-up, and everything is there."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import Claim, PersonChange, Review
from claims.services.people import change
from claims.services.review import decide, undo
from tests.conftest import ROOT
from tests.factories import ActorFactory, ClaimFactory, ImportJobFactory, LinkFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
Elsewhere = Callable[..., "subprocess.CompletedProcess[str]"]

TOLD = """
import json
from django.contrib.auth.models import User
from claims.models import ListedClaim, PersonChange, Review
from sources.models import ImportJob
print("TOLD" + json.dumps({
    "reviews": [str(row) for row in Review.objects.order_by("pk").values_list(
        "pk", "claim", "by__username", "at", "action", "fields", "before", "after", "note", "undoes")],
    "people": [str(row) for row in User.objects.order_by("pk").values_list(
        "username", "password", "groups__name", "editor_limit__stories__slug")],
    "changes": PersonChange.objects.count(),
    "listed": list(ListedClaim.objects.standing().order_by("pk").values_list("pk", "state")),
    "file": open(ImportJob.objects.get().path).read(),
}))
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    """`elsewhere("restore", ...)` runs manage.py in a set-up of its own, with its own servers."""
    environ = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environ["ONRECORD_DATA"] = str(tmp_path / "elsewhere")

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env={**environ, **more}, capture_output=True, text=True, check=False, timeout=120
        )

    return run


@pytest.fixture
def world(tmp_path: Path, settings: object) -> list[Claim]:
    """Decisions of two people, one of them undone, and an uploaded file."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    upload = tmp_path / "files" / "imports" / "1" / "articles.jsonl"
    upload.parent.mkdir(parents=True)
    upload.write_text("{}\n")
    ImportJobFactory(path=str(upload))
    story = StoryFactory(slug="forts")
    editor, admin = UserFactory(username="nadia", role="editor", stories=[story]), UserFactory(role="admin")
    claims: list[Claim] = [ClaimFactory(speaker=ActorFactory()) for _ in range(3)]
    LinkFactory(claim=claims[0], story=story)
    for claim in claims:
        decide(claim, editor, "confirm", 1, note="as “quoted” 🙂")
    undo(Review.objects.order_by("pk")[1], admin, version=2)
    change.set_role(UserFactory(), "editor", admin)
    return claims


def told_here() -> dict[str, object]:
    scope: dict[str, object] = {}
    printed: list[str] = []
    exec(TOLD, {"print": printed.append, "open": open}, scope)  # noqa: S102 - the same words are run elsewhere
    return dict(json.loads(printed[0].removeprefix("TOLD")))


def test_everything_is_found_in_an_empty_set_up(world: list[Claim], elsewhere: Elsewhere, tmp_path: Path) -> None:
    file = tmp_path / "of-monday.onrecord"
    call_command("backup", file, verbosity=0)
    assert file.stat().st_mode & 0o777 == 0o600
    restored = elsewhere("restore", str(file))
    assert (restored.returncode, restored.stderr) == (0, ""), restored.stderr
    assert "3 claims, 4 reviews" in restored.stdout
    found = elsewhere("shell", "-v", "0", "-c", TOLD).stdout
    assert json.loads(found.partition("TOLD")[2]) == told_here()
    assert elsewhere("check_listing").returncode == 0
    again = elsewhere("restore", str(file))
    assert again.returncode == 2
    assert "--replace" in again.stderr
    replaced = elsewhere("restore", str(file), "--replace")
    assert replaced.returncode == 0, replaced.stderr


@pytest.fixture
def file(world: list[Claim], tmp_path: Path) -> Path:
    made = tmp_path / "made.onrecord"
    call_command("backup", made, verbosity=0)
    return made


def refused(command: str, *arguments: object) -> str:
    with pytest.raises(CommandError) as raised:
        call_command(command, *arguments, verbosity=0)
    assert raised.value.returncode == 2
    return str(raised.value)


def test_a_set_up_that_holds_something_is_spared(file: Path) -> None:
    decide(ClaimFactory(), User.objects.get(username="nadia"), "confirm", 1)
    assert "--replace" in refused("restore", file)
    assert Review.objects.count() == 5


def test_what_came_since_goes_when_told(file: Path) -> None:
    UserFactory(username="later")
    call_command("restore", file, replace=True, verbosity=0)
    assert not User.objects.filter(username="later").exists()
    assert Review.objects.count() == 4
    with pytest.raises(Exception, match="append-only"):
        PersonChange.objects.all().delete()


def test_a_restore_that_fails_changes_nothing(file: Path, tmp_path: Path) -> None:
    """The dump says that there are tables and then ends, which only pg_restore finds."""
    broken = tmp_path / "broken.onrecord"
    with ZipFile(file) as whole, ZipFile(broken, "w") as made:
        made.writestr("manifest.json", whole.read("manifest.json"))
        dump = whole.read("database.dump")
        made.writestr("database.dump", dump[: len(dump) * 9 // 10])
    assert "did not take it" in refused("restore", broken, "--replace")
    assert Review.objects.count() == 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'onrecord%'")
        assert cursor.fetchone() == (0,)
    assert ClaimFactory().pk, "extensions are where they were"


def test_what_is_no_backup_is_told_from_what_is_damaged(file: Path, tmp_path: Path) -> None:
    other, cut, turned = tmp_path / "other.zip", tmp_path / "cut", tmp_path / "turned"
    with ZipFile(other, "w") as archive:
        archive.writestr("hello.txt", "hello")
    cut.write_bytes(file.read_bytes()[:-500])
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 255
    turned.write_bytes(content)
    assert "does not say what it holds" in refused("restore", other)
    assert "is no backup, or a part of it is missing" in refused("restore", cut)
    assert "is damaged: database.dump" in refused("restore", turned)
    assert "cannot be read" in refused("restore", tmp_path / "missing")
    assert "cannot be read" in refused("restore", tmp_path)


def test_a_backup_of_a_newer_version_asks_for_that(file: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    with ZipFile(file) as whole, ZipFile(newer, "w") as made:
        manifest = json.loads(whole.read("manifest.json"))
        manifest["migrations"].append("claims.9999_of_next_year")
        made.writestr("manifest.json", json.dumps(manifest))
        made.writestr("database.dump", whole.read("database.dump"))
    assert "newer version" in refused("restore", newer)


def test_a_file_that_exists_is_not_written_over(file: Path) -> None:
    before = file.read_bytes()
    assert "exists" in refused("backup", file)
    assert file.read_bytes() == before


def test_a_disk_that_is_full_leaves_no_half_a_backup(world: list[Claim], tmp_path: Path) -> None:
    """The system itself refuses what is beyond the limit."""
    target = tmp_path / "full.onrecord"
    limits, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        told = refused("backup", target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert "no room left" in told
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith("full")]


def test_a_folder_without_the_programs_is_told(settings: object, tmp_path: Path) -> None:
    settings.PG_BIN = str(tmp_path)  # type: ignore[attr-defined]
    assert "ONRECORD_PG_BIN" in refused("backup", tmp_path / "x")
