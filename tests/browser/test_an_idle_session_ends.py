"""A page that goes on asking for itself keeps nobody signed in: when the time is over, it leads to signing in."""

import time
from collections.abc import Callable
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from config.session_age import SEEN
from tests.factories import PASSWORD, ImportJobFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]
Store = import_module(settings.SESSION_ENGINE).SessionStore


def last_used(hours: float) -> None:
    """As if somebody had asked for something so long ago, and not since."""
    session = Store(Session.objects.get().session_key)
    session[SEEN] = time.time() - hours * 3600
    session.save()


def test_the_page_of_an_import_that_nobody_looks_at(page: Page, open_as: Callable[[str, str], None]) -> None:
    job = ImportJobFactory(state="waiting", phase="importing", size=1000)
    open_as("admin", f"/imports/{job.pk}/")
    last_used(71)
    for _ in range(2):
        with page.expect_response("**by_itself=1**") as answer:
            pass
        assert answer.value.status == 200
    assert time.time() - Store(Session.objects.get().session_key)[SEEN] > 70 * 3600
    last_used(73)
    page.wait_for_url("**/login/?next=**", timeout=10_000)
    expect(page.locator("#messages")).to_contain_text("Your session ended")
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**/imports/{job.pk}/")
