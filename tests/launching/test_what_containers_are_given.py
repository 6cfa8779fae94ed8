"""What is known of containers without running them: each setting reaches them, each file and option is there."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from celery.bin.beat import beat
from celery.bin.worker import worker
from gunicorn.config import KNOWN_SETTINGS

ROOT = Path(__file__).resolve().parents[2]
OURS = re.compile(r"""["'](ONRECORD_[A-Z_]+|DATABASE_URL|REDIS_URL)["']""")
CODE = ("config", "sources", "actors", "claims")
NOT_OURS = {"WEB_CONCURRENCY"}
"""Explained beside ours, read by gunicorn."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return found


def read_by_the_code() -> set[str]:
    files = [path for folder in CODE for path in (ROOT / folder).rglob("*.py")]
    return {name for path in files for name in OURS.findall(path.read_text())}


def test_each_setting_is_explained() -> None:
    table = (ROOT / "docs/deploy.md").read_text()
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    assert read_by_the_code() == {name for row in rows for name in re.findall(r"`(\w+)`", row)} - NOT_OURS


def test_each_setting_reaches_every_process(compose: dict[str, Any]) -> None:
    services = [service for service in compose["services"].values() if service["image"] == "onrecord"]
    assert len(services) == 4
    for service in services:
        assert service["env_file"] == ".env"
        assert set(service["environment"]) <= read_by_the_code()


def test_what_must_be_set_is_named_at_the_top(compose: dict[str, Any]) -> None:
    text = (ROOT / "compose.yaml").read_text()
    head = "".join(line for line in text.splitlines(keepends=True)[:3] if line.startswith("#"))
    assert set(re.findall(r"\$\{(\w+):\?", text)) == {"ONRECORD_SECRET_KEY", "ONRECORD_HOSTS", "POSTGRES_PASSWORD"}
    assert all(name in head for name in re.findall(r"\$\{(\w+):\?", text))
    assert "POSTGRES_PASSWORD=" in (ROOT / "docs/deploy.md").read_text()


def test_what_depends_on_what_is_there(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for other, wanted in service.get("depends_on", {}).items():
            healthy = wanted["condition"] == "service_healthy"
            assert ("healthcheck" in compose["services"][other]) or not healthy
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in compose["volumes"]


def test_the_image_has_what_it_starts(compose: dict[str, Any]) -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY ") and "--from" not in line}
    assert {name for name in copied if not (ROOT / name).exists()} == set()
    assert {"manage.py", *CODE, "templates", "static"} <= copied
    ignored = set((ROOT / ".dockerignore").read_text().split())
    assert not copied & ignored
    assert ".env" in ignored
    locked = (ROOT / "requirements.lock").read_text()
    for program in ("gunicorn", "celery"):
        assert re.search(rf"^{program}(\[.*\])?==", locked, re.MULTILINE)
    known = {flag for setting in KNOWN_SETTINGS for flag in setting.cli or []}
    [server] = [yaml.safe_load(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD ")]
    assert {word for word in server if word.startswith("-")} <= known
    for name, command in (("worker", worker), ("beat", beat)):
        given = [word.split("=")[0] for word in compose["services"][name]["command"]]
        assert given[:4] == ["celery", "-A", "config", name]
        assert {word for word in given[4:] if word.startswith("--")} <= {
            opt for one in command.params for opt in one.opts
        }
