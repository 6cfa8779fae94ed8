from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]
LONG_NAME = "Joint Permanent Higher Commission for the Coordination of Security and Defence Affairs of"


@pytest.fixture
def addresses() -> list[str]:
    text = "“" + "We shall say it again. " * 80 + "https://example.org/" + "x" * 200 + "”"
    article = ArticleFactory(text=text, title="A title " * 20 + "y" * 90)
    claim = ClaimFactory(snapshot=article.latest, speaker=ActorFactory(name=LONG_NAME))
    arabic = ClaimFactory(snapshot=article.latest, content=[[1, 9]], speaker=ActorFactory(name="محمد شياع السوداني"))
    event = EventFactory(story__slug="dam", story__title="The dam " * 12)
    for one in (claim, arabic):
        LinkFactory(claim=one, story=event.story, event=event)
    return [f"/articles/{article.pk}/", "/articles/", "/stories/", "/stories/dam/", "/stories/dam/?view=table"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 720, 1440])
def test_no_page_scrolls_sideways(
    addresses: list[str], open_as_reader: Callable[[str], None], page: Page, width: int, theme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    open_as_reader("/stories/")
    home = page.url.removesuffix("/stories/")
    for address in addresses:
        page.goto(home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.locator("h1").count() == 1, address
