"""What a page may cost: bytes as they travel, requests, shifts of its layout; and it is silent and fits a phone."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

pytestmark = pytest.mark.django_db
KILOBYTES = 150
OF_TWO_THOUSAND_CLAIMS = 300
REQUESTS = 14
SHIFT = 0.01
ITS_OWN_STATUS = "Failed to load resource: the server responded with a status of 4"
PAINTED = 2500  # milliseconds after the first byte; what Lighthouse calls good

WATCH = """
window.shift = 0; window.painted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; })
  .observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  const begun = performance.getEntriesByType("navigation")[0].responseStart;
  for (const one of list.getEntries()) window.painted = one.startTime - begun;
})
  .observe({ type: "largest-contentful-paint", buffered: true });
"""


class Watched:
    """A page that notes what it fetches and what it complains about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fetched: list[Response] = []
        self.complaints: list[str] = []
        page.add_init_script(WATCH)
        page.on("response", self._note)
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, response: Response) -> None:
        if "besides=" not in response.url:  # a page that is asked ahead, and costs by itself
            self.fetched.append(response)

    def open(self, address: str) -> None:
        self.fetched.clear()
        self.complaints.clear()
        self.page.goto(address, wait_until="networkidle")

    def faults(self, kilobytes: int) -> Iterator[str]:
        sent = sum(len(gzip.compress(each.body())) for each in self.fetched if each.status == 200)
        if sent > kilobytes * 1000:
            yield f"{sent / 1000:.0f} kB"
        if len(self.fetched) > REQUESTS:
            yield f"{len(self.fetched)} requests"
        yield from (each.url for each in self.fetched if not each.url.startswith(("http://localhost:", "data:")))
        yield from (said for said in self.complaints if not said.startswith(ITS_OWN_STATUS))
        if (shift := self.page.evaluate("window.shift")) > SHIFT:
            yield f"the layout shifts by {shift:.3f}"
        if (painted := self.page.evaluate("window.painted")) > PAINTED:
            yield f"painted {painted:.0f} ms after the first byte"
        if (width := self.page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            yield f"scrolls sideways by {width} px"
        if self.page.locator("h1").count() != 1:
            yield "not one h1"


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_costs_more(tour: Callable[..., Iterator[tuple[str, str, Page]]], width: int) -> None:
    watching: dict[Page, Watched] = {}
    found = []
    for name, address, page in tour(viewport={"width": width, "height": 900}):
        if page not in watching:
            watching[page] = Watched(page)
        watched = watching[page]
        watched.open(address)
        faults = watched.faults(OF_TWO_THOUSAND_CLAIMS if "2,000" in name else KILOBYTES)
        found += [f"{name}: {fault}" for fault in faults]
    assert not found, "\n".join(found)
