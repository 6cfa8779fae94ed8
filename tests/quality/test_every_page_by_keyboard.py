"""Whatever can be used can be reached with Tab, and one sees where one is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.quality.world import World

pytestmark = pytest.mark.django_db

# Gives the focus to one after the other, as Tab would, and says which does not take it, does not show it, or shows it
# under the bar. Where the arrow keys walk between siblings, one of them is a stop.
WALK = """() => {
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const bar = document.querySelector(".bar");
  const look = (one) => {
    const style = getComputedStyle(one);
    const parts = [...one.querySelectorAll("circle, rect, path")].map((part) => getComputedStyle(part));
    return [style.outlineStyle, style.outlineWidth, style.boxShadow,
            ...parts.flatMap((part) => [part.stroke, part.strokeWidth, part.fill, part.outlineStyle])].join();
  };
  const faults = [];
  for (const one of document.querySelectorAll(usable)) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.disabled) continue;
    if (one.tabIndex < 0) {
      const stops = one.closest("svg, [role=group], [role=listbox], ul, ol, main");
      const used = one.matches("a[href]:not(.zoom), button, input, select, textarea, summary");
      if (used && !stops?.querySelector("[tabindex='0']"))
        faults.push(["not reached", one]);
      continue;
    }
    document.activeElement.blur();
    const before = look(one);
    one.focus();
    if (document.activeElement !== one) { faults.push(["takes no focus", one]); continue; }
    if (look(one) === before) faults.push(["does not show its focus", one]);
    const place = one.getBoundingClientRect();
    const covered = bar && getComputedStyle(bar).position === "sticky" && !bar.contains(one)
      && !one.matches(".skip") && place.bottom <= bar.getBoundingClientRect().bottom;
    if (covered && place.height) faults.push(["is under the bar", one]);
  }
  return faults.map(([fault, one]) => `${fault}: ${one.outerHTML.slice(0, 140)}`);
}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_the_focus_goes_everywhere_and_shows(tour: Callable[..., Iterator[tuple[str, str, Page]]], width: int) -> None:
    found: list[str] = []
    for name, address, page in tour(viewport={"width": width, "height": 900}):
        page.goto(address)
        page.keyboard.press("Tab")  # from here on the browser shows the focus that a script gives, too
        found += [f"{name} {fault}" for fault in page.evaluate(WALK)[:5]]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["home", "claims", "claim", "actor", "article", "story", "import"])
def test_tab_leads_through_and_out_of_the_page(world: World, enter: Callable[..., BrowserContext], name: str) -> None:
    page = enter("admin", viewport={"width": 1440, "height": 900}).new_page()
    page.goto(world.pages[name])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.evaluate("document.activeElement.start = true")
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body || !!document.activeElement.start"):
            return
    pytest.fail(f"still inside, at {page.evaluate('document.activeElement.outerHTML')[:200]}")
