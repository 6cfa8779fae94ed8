"""When a page was published: as it says itself, else by its address, else unknown. Never a guess."""

import datetime as dt
import json

import pytest

from sources.pages import extract
from tests.pages_of_articles.build import page

AHEAD = (dt.datetime.now(dt.UTC) + dt.timedelta(days=9)).date().isoformat()
TIME = "2024-09-19T08:30:00+03:00"


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def article(date: str, **more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Quay", "datePublished": date, **more}


CDATA = linked(article(TIME)).replace(">{", ">//<![CDATA[\n{").replace("}<", "}\n//]]><")


@pytest.mark.parametrize(
    ("name", "html", "expected"),
    [
        ("JSON-LD", page(head=linked(article(TIME))), TIME),
        ("JSON-LD in a list", page(head=linked([{"@type": "WebSite"}, article(TIME)])), TIME),
        ("JSON-LD in a graph", page(head=linked({"@graph": [article(TIME, **{"@type": ["Thing", "Article"]})]})), TIME),
        ("JSON-LD in CDATA", page(head=CDATA), TIME),
        ("JSON-LD before meta", page(head=linked(article(TIME)) + "<meta name=date content=2020-01-01>"), TIME),
        ("JSON-LD of zulu time", page(head=linked(article("2024-09-19T05:30:00.000Z"))), "2024-09-19T05:30:00+00:00"),
        ("JSON-LD without offset", page(head=linked(article("2024-09-19T08:30"))), "2024-09-19T08:30:00"),
        ("a day made a time", page(head=linked(article("2024-09-19T00:00:00Z"))), "2024-09-19"),
        ("a day", page(head=linked(article("2024-09-19"))), "2024-09-19"),
        ("of other articles", page(head=linked({"@type": "ItemList", "itemListElement": [article(TIME)]})), ""),
        ("broken JSON-LD", page(head='<script type="application/ld+json">{"datePublished": "2024</script>'), ""),
        ("deep JSON-LD", page(head=f'<script type="application/ld+json">{"[" * 90_000}</script>'), ""),
        ("only modified", page(head=linked({"@type": "NewsArticle", "dateModified": TIME})), ""),
        ("meta", page(head=f"<meta property='article:published_time' content='{TIME}'>"), TIME),
        ("meta itemprop", page(head=f"<meta itemprop='datePublished' content='{TIME}'>"), TIME),
        ("meta modified", page(head=f"<meta property='article:modified_time' content='{TIME}'>"), ""),
        ("meta in the future", page(head=f"<meta name=date content='{AHEAD}'>"), ""),
        ("meta before 1900", page(head="<meta name=date content='0001-01-01'>"), ""),
        ("time", page(before=f"<time datetime='{TIME}'>19 September</time>"), TIME),
        ("time published",
         page(before=f"<time datetime=2020-01-01></time><time class=published datetime={TIME}>"), TIME),
        ("time changed", page(before=f"<p>Updated <time datetime='{TIME}'>19 September</time></p>"), ""),
        ("times of comments", page(after=f"<div class=comments><time datetime='{TIME}'>x</time></div>"), ""),
        ("times that differ", page(before=f"<time datetime={TIME}></time><time datetime=2024-01-02></time>"), ""),
        ("a line with the date", page(before="<p class='publish-date'>19 September 2024</p>"), "2024-09-19"),
        ("a line with weekday", page(before="<span class=date>Thursday, September 19, 2024</span>"), "2024-09-19"),
        ("a line of two meanings", page(before="<span class=date>03/04/2024</span>"), ""),
        ("a line without century", page(before="<span class=date>19.09.24</span>"), ""),
        ("a line that says updated", page(before="<span class=date>Updated 19 September 2024</span>"), ""),
        ("only a copyright year", page(footer="© 2023 The Amsel Post"), ""),
        ("only a copyright date", page(footer="<p class=date>© 2023-05-01 The Amsel Post</p>"), ""),
        ("a copyright meta", page(head="<meta itemprop=copyrightYear content=2023>"), ""),
        ("a day in the text", page("The quay was opened on 2011-05-04 and will be widened, the council said."), ""),
        ("an image's address", page(after="<img src='/2023/05/01/quay.jpg'>"), ""),
    ],
)  # fmt: skip
def test_dates_of_pages(name: str, html: str, expected: str) -> None:
    found = extract(html.encode(), "https://news.example/quay")
    assert (found.published, found.published_from) == (expected, "page" if expected else "")


@pytest.mark.parametrize(
    ("url", "head", "expected"),
    [
        ("https://news.example/2024/09/18/quay", "", ("2024-09-18", "url")),
        ("https://news.example/2024/09/18/quay", f"<meta name=date content={TIME}>", (TIME, "page")),
        ("https://news.example/q", "<link rel=canonical href=/2024/09/18/q>", ("2024-09-18", "url")),
        ("", "<link rel=canonical href=https://news.example/2024/09/18/q>", ("2024-09-18", "url")),
    ],
)
def test_the_address_counts_where_the_page_is_silent(url: str, head: str, expected: tuple[str, str]) -> None:
    found = extract(page(head=head).encode(), url)
    assert (found.published, found.published_from) == expected
