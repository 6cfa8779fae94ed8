"""A pytest plugin: real servers in a throw-away directory, before Django reads its settings.

Each process of a test run sees them through the environment. DATABASE_URL or REDIS_URL, where set, is used instead.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from config import servers

_stack = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """As a wrapper it comes before pytest-django, which reads the settings in this hook."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is ended stops its servers, too
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread that uses the ORM
    os.environ["ONRECORD_DATA"] = _stack.enter_context(
        tempfile.TemporaryDirectory(prefix="onrecord-test-", ignore_cleanup_errors=True)
    )
    (Path(os.environ["ONRECORD_DATA"]) / "static").mkdir()  # whitenoise warns where there is none
    _stack.enter_context(servers.running(Path(os.environ["ONRECORD_DATA"])))
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    _stack.close()
