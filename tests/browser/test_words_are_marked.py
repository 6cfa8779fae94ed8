"""Spans by mouse and by keys, exact in code points; claims that were missed; what conflicts; and all of it undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.models import Claim, Review
from tests.browser.keyboard import type_keys
from tests.browser.signing_in import sign_in
from tests.factories import ArticleFactory, ClaimFactory, UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]

FAMILY = "👨‍👩‍👧"
TEXT = (
    f"The harbour 🎉 was full.\n\n“We 😀 stay {FAMILY} here,” the envoy de\u0301clared. “No one leaves.”"
    "\n\nقال الوزير إن السفينة 🚢 وصلت اليوم.\n\nThe mayor said that it would rain."
)


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory(snapshot=ArticleFactory(text=TEXT).latest, content=[at("stay")], cue=[], source=[])


@pytest.fixture
def open_as_editor(page: Page, live_server: LiveServer) -> Callable[[str], None]:
    def visit(address: str) -> None:
        UserFactory(username="editor", role="editor")
        sign_in(page, "editor", address, live_server.url)

    return visit


BOX = """([words, side]) => {
  const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(words);
    if (start === -1) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, start);
    range.setEnd(walker.currentNode, start + words.length);
    const box = range.getBoundingClientRect();
    return [side ? box.right - 3 : box.left + 3, box.top + box.height / 2];
  }
}"""


def drag(page: Page, first: str, last: str) -> None:
    """With the mouse from inside of the first word to inside of the last."""
    page.mouse.move(*page.evaluate(BOX, [first, 0]))
    page.mouse.down()
    page.mouse.move(*page.evaluate(BOX, [last, 1]), steps=5)
    page.mouse.up()


def test_words_are_marked_with_the_mouse(claim: Claim, open_as_editor: Callable[[str], None], page: Page) -> None:
    open_as_editor(f"/claims/{claim.pk}/spans/")
    drag(page, "We", "here")
    type_keys(page, "c")
    drag(page, "envoy", "envoy")
    type_keys(page, "s")
    drag(page, "clared", "clared")
    page.get_by_role("button", name="Cue").click()
    expect(page.locator("#marks-check")).to_contain_text("Direct")
    type_keys(page, "Enter")
    page.wait_for_url(f"**/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.content == [at(f"We 😀 stay {FAMILY} here")]
    assert (claim.source, claim.cue, claim.kind) == ([at("envoy")], [at("de\u0301clared")], "direct")


def test_words_are_marked_by_keys_alone(claim: Claim, open_as_editor: Callable[[str], None], page: Page) -> None:
    open_as_editor(f"/claims/{claim.pk}/spans/")
    # The caret stands before “stay”: over the word, the family of one character, and “here”.
    type_keys(page, *["Shift+ArrowRight"] * 3, "c")
    assert page.evaluate("getSelection().toString()") == ""
    type_keys(page, "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "s")
    type_keys(page, "ArrowRight", *["Shift+Alt+ArrowRight"] * 2, "u")
    type_keys(page, "Enter")
    page.wait_for_url(f"**/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.content == [at(f"stay {FAMILY} here")]
    assert claim.source == [at("the envoy")]
    assert claim.cue == [at("de\u0301")], "a letter and its accent are one step"


def test_pieces_are_moved_taken_away_and_turned_back(
    claim: Claim, open_as_editor: Callable[[str], None], page: Page
) -> None:
    open_as_editor(f"/claims/{claim.pk}/spans/?whole=1")
    drag(page, "No", "leaves")
    type_keys(page, "c")
    expect(page.locator(".pieces li")).to_have_count(2)
    page.get_by_role("button", name="End one step later").first.click()
    page.get_by_role("button", name="Begin one step earlier").first.click()
    expect(page.locator(".pieces q").first).to_have_text(f"😀 stay {FAMILY}")
    page.get_by_role("button", name="No content").last.click()
    page.locator(".text").focus()
    type_keys(page, "z", "Enter")
    page.wait_for_url(f"**/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.content == [at(f"😀 stay {FAMILY}"), at("No one leaves")]


def test_a_text_from_right_to_left_is_marked(claim: Claim, open_as_editor: Callable[[str], None], page: Page) -> None:
    open_as_editor(f"/claims/{claim.pk}/spans/?whole=1")
    drag(page, "السفينة", "السفينة")
    type_keys(page, "c", "Shift+ArrowRight", "c", "Enter")
    page.wait_for_url(f"**/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.content == [at("stay"), at("السفينة 🚢")]


def test_a_missed_claim_is_added_with_two_keys_and_undone(
    claim: Claim, open_as_editor: Callable[[str], None], page: Page
) -> None:
    address = claim.snapshot.article.get_absolute_url()
    open_as_editor(address)
    drag(page, "it", "rain")
    type_keys(page, "a", "Enter")
    expect(page.locator(".decided")).to_contain_text("it would rain")
    added = Review.objects.get().claim
    assert added
    assert (added.content, added.source, added.cue) == ([at("it would rain")], [at("The mayor")], [at("said")])
    assert page.locator(f'.text .in-content[data-claim="{added.pk}"]').all_text_contents() == ["it would rain"]
    expect(page.locator(f"#rail-{added.pk}")).to_contain_text("it would rain")
    page.locator(".decided").get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**{address}")
    expect(page.locator(f"#rail-{added.pk}")).to_have_count(0)


def test_what_is_guessed_of_a_missed_claim_is_seen_and_changed_before_it_is_added(
    claim: Claim, open_as_editor: Callable[[str], None], page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    open_as_editor(claim.snapshot.article.get_absolute_url())
    page.mouse.wheel(0, 300)
    drag(page, "it", "rain")
    type_keys(page, "a")
    expect(page.locator(".guessed")).to_be_visible()
    expect(page.locator(".role-source q")).to_have_text("The mayor")
    top = page.locator(".text p").last.bounding_box()
    page.locator(".role-source").get_by_role("button", name="Begin one step later").click()
    expect(page.locator(".guessed")).to_be_hidden()
    page.locator("#marks .main").click()
    expect(page.locator(".rail li")).to_have_count(2)
    added = Review.objects.get().claim
    assert added
    assert (added.content, added.source, added.cue) == ([at("it would rain")], [at("mayor")], [at("said")])
    expect(page.locator(f'.text .number[data-claim="{added.pk}"]')).to_be_focused()
    assert page.locator(".text p").last.bounding_box() == top, "the page stays where it is"
    type_keys(page, "k")
    expect(page.locator(f'.text .number[data-claim="{claim.pk}"]')).to_be_focused()


def test_a_missed_claim_is_added_by_touch(claim: Claim, open_as_editor: Callable[[str], None], page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    open_as_editor(claim.snapshot.article.get_absolute_url())
    button = page.get_by_role("button", name="Add claim")
    expect(button).to_be_hidden()
    page.locator(".text p").last.scroll_into_view_if_needed()
    drag(page, "it", "rain")
    expect(button).to_be_in_viewport()
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44
    button.click()
    add = page.get_by_role("button", name="Add", exact=False).and_(page.locator("#marks .main"))
    expect(page.locator(".role-source q")).to_have_text("The mayor")
    add.click()
    expect(page.locator(".decided")).to_contain_text("it would rain")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Review.objects.get().action == "add"


def test_a_conflict_is_shown_while_words_are_marked(
    claim: Claim, open_as_editor: Callable[[str], None], page: Page
) -> None:
    open_as_editor(claim.snapshot.article.get_absolute_url())
    drag(page, "We", "here")
    type_keys(page, "a")
    expect(page.locator(".conflict")).to_contain_text("“stay” is also said in claim 1")
    type_keys(page, "Escape")
    expect(page.locator("#marks")).to_be_hidden()
    assert not Review.objects.exists()


def test_a_claim_is_split_at_the_caret_and_joined_again(
    claim: Claim, open_as_editor: Callable[[str], None], page: Page
) -> None:
    Claim.objects.filter(pk=claim.pk).update(content=[at(f"We 😀 stay {FAMILY} here")])
    open_as_editor(f"/claims/{claim.pk}/spans/")
    type_keys(page, "ArrowRight", "ArrowRight", "/")
    page.wait_for_url(f"**/claims/{claim.pk}/")
    contents = Claim.objects.order_by("position").values_list("content", flat=True)
    assert list(contents) == [[at("We 😀")], [at(f"stay {FAMILY} here")]]
    page.goto(f"{page.url}spans/")
    type_keys(page, "+")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url(f"**/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.content == [at(f"We 😀 stay {FAMILY} here")]


def test_marks_stay_where_the_connection_is_gone(
    claim: Claim, open_as_editor: Callable[[str], None], page: Page
) -> None:
    open_as_editor(f"/claims/{claim.pk}/spans/")
    type_keys(page, "Shift+ArrowRight", "Shift+ArrowRight", "c")
    expect(page.locator("#marks-check")).to_contain_text("Direct")
    page.context.set_offline(True)
    type_keys(page, "Enter")
    expect(page.locator("#marks-check")).to_contain_text("Nothing was saved")
    page.context.set_offline(False)
    type_keys(page, "Enter")
    page.wait_for_url(f"**/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.content == [at(f"stay {FAMILY}")]
