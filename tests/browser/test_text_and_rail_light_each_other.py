from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from sources.models import Article
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]
FILLER = "The rain went on for the whole of the day, and nobody in the town was surprised by it any more. " * 3
QUOTES = ["“We 😀 stay,”", "“We leave 🏳️‍🌈 at once,”", "“No e\u0301nd in sight,”"]
TEXT = "\n\n".join([FILLER, *(f"{quote} the envoy said. “That 🎉 is all.”\n\n{FILLER}" for quote in QUOTES)])


@pytest.fixture
def claims() -> list[Claim]:
    article: Article = ArticleFactory(text=TEXT)
    envoy = ActorFactory(name="Ana Petrova", slug="ana")
    made: list[Claim] = []
    for quote in QUOTES:
        start = TEXT.index(quote)
        source = TEXT.index("the envoy", start)
        rest = TEXT.index("“That", start)
        made.append(
            ClaimFactory(
                snapshot=article.latest,
                content=[[start, start + len(quote)], [rest, rest + len("“That 🎉 is all.”")]],
                source=[[source, source + 9]],
                speaker=envoy,
            )
        )
    return made


def lit(page: Page) -> set[str]:
    return set(page.eval_on_selector_all(".reader .lit", "found => found.map(one => one.dataset.claim)"))


def test_words_after_an_emoji_are_marked_where_they_stand(
    claims: list[Claim], open_as_reader: Callable[[str], None], page: Page
) -> None:
    open_as_reader(claims[0].snapshot.article.get_absolute_url())
    for claim, quote in zip(claims, QUOTES, strict=True):
        pieces = page.locator(f'.text .piece[data-claim="{claim.pk}"]').all_text_contents()
        assert pieces == [quote, "the envoy", "“That 🎉 is all.”"]
    whole = page.eval_on_selector_all(".text p", "found => found.map(one => one.textContent).join('|')")
    assert whole == "|".join(line for line in TEXT.split("\n") if line.strip()), "the numbers are not part of the text"


def test_each_side_lights_the_other_and_joins_the_pieces(
    claims: list[Claim], open_as_reader: Callable[[str], None], page: Page
) -> None:
    open_as_reader(claims[0].snapshot.article.get_absolute_url())
    second = str(claims[1].pk)
    page.locator(f'.text .piece[data-claim="{second}"]').last.hover()
    assert lit(page) == {second}
    expect(page.locator(f"#rail-{second}")).to_have_class("speaker-1 lit")
    assert page.locator(".text .piece.lit").count() == 3
    page.locator("h1").hover()
    assert lit(page) == set()
    page.locator(f"#rail-{claims[2].pk} .words a").focus()
    assert lit(page) == {str(claims[2].pk)}


def test_j_and_k_walk_through_the_claims(
    claims: list[Claim], open_as_reader: Callable[[str], None], page: Page
) -> None:
    open_as_reader(claims[0].snapshot.article.get_absolute_url())
    first, second, third = (str(claim.pk) for claim in claims)
    walked = []
    for key in "jjjjkkk":
        page.keyboard.press(key)
        walked.append(next(iter(lit(page))))
    assert walked == [first, second, third, third, second, first, first]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Claim 1, Ana Petrova"
    expect(page.locator(f"#claim-{first}")).to_be_in_viewport()
    page.locator("#search").focus()
    page.keyboard.press("j")
    assert page.locator("#search").input_value() == "j"


def test_each_card_stands_beside_the_line_where_its_claim_begins(
    claims: list[Claim], open_as_reader: Callable[[str], None], page: Page
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_as_reader(claims[0].snapshot.article.get_absolute_url())
    for claim in claims:
        piece, card = (page.locator(f"#{side}-{claim.pk}").bounding_box() for side in ("claim", "rail"))
        assert piece
        assert card
        assert abs(piece["y"] - card["y"]) < 8


def test_an_address_lights_its_claim(claims: list[Claim], open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(claims[0].snapshot.article.get_absolute_url())
    address = f"{page.url}#claim-{claims[2].pk}"
    # A reload would restore the place to which the page had been scrolled, perhaps before it came to the claim.
    page.goto("about:blank")
    page.goto(address)
    assert lit(page) == {str(claims[2].pk)}
    expect(page.locator(f"#claim-{claims[2].pk}")).to_be_in_viewport()


BESIDE = """wanted => {
    const shown = parseInt(document.querySelector("#place")?.textContent);
    const card = document.querySelectorAll(".rail li")[shown - 1]?.getBoundingClientRect();
    return card && Math.abs(shown - wanted) < 20 && card.bottom > 0 && card.top < innerHeight;
}"""
"""The place that is told is the right one, and its card can be seen."""


def test_the_rail_of_a_crowded_article_moves_with_the_text(open_as_reader: Callable[[str], None], page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    text = "\n\n".join(f"{FILLER} “We stay {number},” she said. “We go {number},” he said." for number in range(100))
    article: Article = ArticleFactory(text=text)
    for number in range(100):
        for words in (f"“We stay {number},”", f"“We go {number},”"):
            start = text.index(words)
            ClaimFactory(snapshot=article.latest, content=[[start, start + len(words)]])
    Claim.objects.filter(snapshot=article.latest).update(
        content_text="We stay as long as it takes, and then we go. " * 9
    )
    open_as_reader(article.get_absolute_url())
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < page.locator(".text").bounding_box()["height"] + 900, "the rail does not make the page longer"  # type: ignore[index]
    for share in (0.3, 0.7):
        page.evaluate(f"scrollTo({{top: {height * share}, behavior: 'instant'}})")
        page.wait_for_function(BESIDE, arg=200 * share)
