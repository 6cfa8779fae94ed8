"""An editor at the keyboard: no mouse, and what was refused is decided again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from claims.models import Review
from tests.browser.keyboard import press, walk_to, write
from tests.factories import PASSWORD, UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from pytest_django.live_server_helper import LiveServer

QUEUE = "/review/?state=proposed"
LATE = "the server responded with a status of 409"
"""What the browser's console says of a decision that came too late."""


class Editor:
    def __init__(self, page: Page, name: str, live_server: LiveServer) -> None:
        self.page, self.site = page, live_server.url
        self.person = UserFactory(username=name, role="editor")
        self.had: list[int] = []
        """Claims that the queue gave, in turn."""
        self.wrong: list[str] = []
        page.on("response", lambda answer: self.wrong.append(answer.url) if answer.status >= 500 else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if self._is_wrong(said.type, said.text) else None)

    @staticmethod
    def _is_wrong(kind: str, text: str) -> bool:
        return kind in ("error", "warning") and LATE not in text

    def open(self, address: str) -> None:
        self.page.goto(f"{self.site}{address}")

    def sign_in(self) -> None:
        self.open(f"/login/?next={QUEUE}")
        write(self.page, self.page.get_by_label("User name"), self.person.username)
        write(self.page, self.page.get_by_label("Password"), PASSWORD)
        self.page.keyboard.press("Enter")
        self.before()

    def before(self, claim: int | None = None) -> int:
        """The claim that the queue shows, once it shows this one, or any."""
        self.page.wait_for_load_state()  # the keys work from then on
        screen = self.page.locator("#review")
        expect(screen).to_have_attribute("data-claim", re.compile(rf"^{claim or r'[0-9]+'}$"))
        return int(screen.get_attribute("data-claim") or 0)

    def decide(self, key: str) -> None:
        """The key, or `c` where the claim has no such candidate; then the next claim is there."""
        claim = self.before()
        self.had.append(claim)
        self.page.keyboard.press(key if self.page.locator(f'#review [aria-keyshortcuts="{key}"]').count() else "c")
        expect(self.page.locator("#review")).not_to_have_attribute("data-claim", str(claim))

    def settle(self) -> None:
        """All is saved; a claim that was read again in the moment of the decision is looked at and confirmed."""
        saved = self.page.locator("#sending")
        look = self.page.locator("#unsent").get_by_role("button", name="Look")
        expect(saved).to_have_text("saved")
        while look.count():
            press(self.page, look.first)
            alert = self.page.get_by_role("alert")
            expect(alert).to_contain_text("Nothing of yours was saved, and nothing of it is lost")
            self.page.keyboard.press("c")
            expect(alert).to_have_count(0)
            expect(saved).to_have_text("saved")

    def name_speaker(self, name: str, *, in_article: bool = False) -> None:
        """In the queue: a part of the name, an arrow, Enter."""
        page = self.page
        self.had.append(self.before())
        page.keyboard.press("a")
        who = page.get_by_role("combobox", name="Who speaks")
        expect(who).to_be_focused()
        self._suggested(who, name)
        expect(who).to_have_value(name)
        if in_article:
            press(page, page.get_by_role("button", name="All mentions in this article"))
            press(page, page.get_by_role("button", name="Attribute"))
        else:
            page.keyboard.press("Enter")
        done = page.locator("#messages").get_by_text(f"attributed to “{name}”")
        late = page.locator("#stale")
        expect(late.or_(done).first).to_be_visible()
        while late.count():  # the machine was faster: the form stands there as it was sent
            with page.expect_navigation():
                press(page, page.get_by_role("button", name="Assign"))
        expect(done).to_be_visible()

    def move_the_end(self) -> None:
        """In the queue: the last word of the claim's first piece is no part of it."""
        claim = self.before()
        self.had.append(claim)
        self.page.keyboard.press("e")
        press(self.page, self.page.get_by_role("button", name="End one step earlier").first)
        press(self.page, self.page.get_by_role("button", name="Save these words"))
        expect(self.page.locator("#review")).not_to_have_attribute("data-claim", str(claim))

    def add_first_words(self, article: str) -> None:
        """In the reader: `a`, three words, `c`, Enter."""
        self.open(article)
        self.page.keyboard.press("a")
        expect(self.page.locator(".text")).to_be_focused()
        for key in [*["Shift+ArrowRight"] * 3, "c", "Enter"]:
            self.page.keyboard.press(key)
        expect(self.page.locator(".decided")).to_contain_text("Undo")

    def merge(self, actor: str, into: str, name: str) -> None:
        self.open(f"/actors/{actor}/merge/")
        self._suggested(self.page.get_by_role("combobox", name="The actor that stays"), name)
        press(self.page, self.page.get_by_role("button", name=f"Merge into {name}"))
        self.page.wait_for_url(f"**/actors/{into}/")

    def undo_in_history(self, actor: str, review: Review) -> None:
        self.open(f"/actors/{actor}/")
        press(self.page, self.page.get_by_role("link", name="Edit", exact=True))
        entry = self.page.locator(f"#decision-{review.pk}")
        press(self.page, entry.locator("summary"))
        press(self.page, entry.get_by_role("button", name="Undo"))
        expect(self.page.locator("#messages")).to_contain_text("undone")

    def undo_in_queue(self) -> None:
        """`u`, until nothing of the day stands."""
        self.open(QUEUE)
        self.before()
        while review := self.latest():
            self.page.keyboard.press("u")
            self.before(review.claim_id)
            expect(self.page.locator("#announce")).to_contain_text("Undone")

    def latest(self) -> Review | None:
        mine = Review.objects.in_force().filter(by=self.person, claim__isnull=False)
        return mine.exclude(action=Review.Action.NOTE).newest_first().first()

    def _suggested(self, field: Locator, name: str) -> None:
        walk_to(self.page, field)
        self.page.keyboard.type(name[:-2])
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
