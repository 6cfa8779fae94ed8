"""An editor types, takes one of those suggested, and sends, without a mouse."""

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim, ClaimCandidate
from tests.factories import PASSWORD, ActorFactory, ClaimFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def open_as_editor(page: Page, live_server: LiveServer, claim: Claim) -> Locator:
    """The input that says who speaks, with the focus in it."""
    UserFactory(username="editor", role="editor")
    page.goto(f"{live_server.url}/login/?next=/claims/{claim.pk}/")
    page.get_by_label("User name").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    who = page.get_by_role("combobox", name="Who speaks")
    who.focus()
    return who


def test_candidates_by_number_and_names_by_arrows(silent: None, page: Page, live_server: LiveServer) -> None:
    claim, second = ClaimFactory(source_text="the ministry"), ClaimFactory()
    likely = PositionFactory(holder__name="Ana Petrova", role="envoy").holder
    ClaimCandidate.objects.create(claim=claim, actor=likely, score=0.8, reason="named before")
    ActorFactory(name="Boris Ivanov")
    ActorFactory(name="Boris Okri", aliases=["the ferryman"])
    who = open_as_editor(page, live_server, claim)
    expect(page.locator(".suggested:not([hidden]) li")).to_have_count(1)
    page.keyboard.press("1")
    expect(who).to_have_value("Ana Petrova")
    expect(page.get_by_label("Speaks as")).to_contain_text("envoy")
    who.press("Enter")
    expect(page.locator("#messages")).to_contain_text("attributed to “Ana Petrova”")
    page.goto(f"{live_server.url}/claims/{second.pk}/")
    who.focus()
    page.keyboard.type("boris")
    expect(page.locator(".suggested:not([hidden]) li")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".suggested:not([hidden]) li")).to_have_count(0)
    page.keyboard.type(" ok")
    expect(page.locator(".suggested:not([hidden]) li")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("attributed to “Boris Okri”")


def test_of_two_with_one_name_the_chosen_one_speaks_also_by_a_form_that_came_late(
    page: Page, live_server: LiveServer
) -> None:
    claim = ClaimFactory()
    ActorFactory(name="Ana Petrova")
    chosen = ActorFactory(name="Ana Petrova", aliases=["the pilot"])
    who = open_as_editor(page, live_server, claim)
    page.keyboard.type("pilot")
    expect(page.locator(".suggested:not([hidden]) li")).to_have_count(1)
    page.keyboard.press("1")
    expect(who).to_have_value("Ana Petrova")
    Claim.objects.update(version=2)
    who.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The machine read the article again")
    expect(who).to_have_value("Ana Petrova")
    who.press("Enter")
    expect(page.locator("#messages")).to_contain_text("attributed to “Ana Petrova”")
    assert claim.speakers.get().actor == chosen
