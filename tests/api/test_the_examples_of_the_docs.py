"""docs/api.md: its examples are run as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks import Webhook as Signer

from claims.services.tokens import make
from tests.conftest import ROOT
from tests.factories import ActorFactory, ClaimFactory, UserFactory

TEXT = (ROOT / "docs/api.md").read_text()
SHELL = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def environment(live_server: Any) -> dict[str, str]:
    for name in ("Ada Quist", "Rafe Oduya", "Mira Sand"):
        ClaimFactory(speaker=ActorFactory(name=name), content_text=f"“We leave,” {name} said.")
    secret = make(UserFactory(), "docs", ["read"], None)[1]
    return {**os.environ, "ONRECORD": live_server.url, "TOKEN": secret, "no_proxy": "*"}


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.django_db(transaction=True)
def test_tokens_pages_and_etags_work_as_told(environment: dict[str, str]) -> None:
    first, again = (run(["bash", "-c", block], environment) for block in SHELL)
    assert "“We leave,” Mira Sand said." in first
    assert again.strip() == "304"
    read = run([sys.executable, "-c", PYTHON[0]], environment)
    assert [line.split()[-3] for line in read.splitlines()] == ["Mira", "Rafe", "Ada"]


def test_the_receiver_takes_what_is_signed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    secret, now = "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cw==", datetime.now(UTC)
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    names: dict[str, Any] = {}
    exec(PYTHON[1], names)  # noqa: S102 - our own page
    body = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)[0]
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(secret).sign("msg_1", now, body),
    }
    assert names["receive"](headers, body.encode()) == 204
    assert "claim.reviewed {'claim': {'id': 4711" in capsys.readouterr().out
    assert names["receive"](headers, body.replace("4711", "4712").encode()) == 400
