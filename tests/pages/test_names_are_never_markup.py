"""Whatever HTML articles and people write, every page and every file shows it as words."""

import json
from collections.abc import Callable

import pytest
from defusedxml import ElementTree
from django.contrib.auth.models import User
from django.http import StreamingHttpResponse
from django.test import Client

from claims.models import Claim
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    CollectionFactory,
    EventFactory,
    ImportJobFactory,
    LinkFactory,
    OutletFactory,
    PositionFactory,
    SavedSearchFactory,
    StoryFactory,
)

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(7)</script>"
EVIL = f"{SCRIPT}\"'&{{{{ 7 }}}} dam"

PAGES = [
    "/",
    "/claims/",
    "/claims/?q=dam",
    "/claims/{claim}/",
    "/actors/",
    "/actors/evil1/",
    "/articles/",
    "/articles/{article}/",
    "/articles/{article}/beside/{copy}/",
    "/articles/{article}/takedown/",
    "/stories/",
    "/stories/evil/",
    "/stories/evil/?view=table",
    "/compare/?who=evil1&who=evil2&story=evil",
    "/saved/",
    "/collections/",
    "/collections/{collection}/",
    "/imports/",
    "/imports/{job}/",
]
XML = [
    "/claims.atom",
    "/actors.atom",
    "/actors/evil1.atom",
    "/articles.atom",
    "/stories.atom",
    "/stories/evil.atom",
    "/collections/{collection}.atom",
    "/stories/evil/timeline.svg",
]


@pytest.fixture
def read(sign_in: Callable[..., Client]) -> Callable[[str], str]:
    """A page of a world in which every word is hostile; `{claim}` and the like stand for keys."""
    client = sign_in("admin")
    owner = User.objects.get()
    outlet = OutletFactory(name=EVIL)
    article = ArticleFactory(outlet=outlet, title=EVIL, byline=EVIL, text=f"{EVIL} said: “{EVIL}”.\n\nAnd more {EVIL}")
    copy = ArticleFactory(title=EVIL, copy_of=article, text=f"{EVIL}\n\n{article.latest.text}")
    evil, other = (ActorFactory(name=f"{EVIL} {n}", slug=f"evil{n}", description=EVIL, aliases=[EVIL]) for n in (1, 2))
    PositionFactory(holder=evil, organization=other, role=EVIL)
    story = StoryFactory(title=EVIL, slug="evil", summary=EVIL)
    event = EventFactory(story=story, title=EVIL, description=EVIL)
    start = article.latest.text.index("“")
    claims: list[Claim] = [
        ClaimFactory(snapshot=article.latest, content=[[start, start + length]], cue_text=EVIL, speaker=speaker)
        for length, speaker in ((40, evil), (50, other))
    ]
    for claim in claims:
        LinkFactory(claim=claim, story=story, event=event, reason=EVIL)
    collection = CollectionFactory(owner=owner, title=EVIL, description=EVIL, claims=claims)
    collection.items.update(note=EVIL)
    SavedSearchFactory(owner=owner, name=EVIL, query="speaker=evil1")
    keys = {
        "claim": claims[0].pk,
        "article": article.pk,
        "copy": copy.pk,
        "collection": collection.pk,
        "job": ImportJobFactory(name=EVIL).pk,
    }

    def get(address: str) -> str:
        response = client.get(address.format(**keys))
        assert response.status_code == 200
        content = response.getvalue() if isinstance(response, StreamingHttpResponse) else response.content
        return content.decode("utf-8-sig")

    return get


def test_pages_show_it_as_words(read: Callable[[str], str]) -> None:
    for address in PAGES:
        page = read(address)
        assert SCRIPT not in page, address
        assert "&lt;script&gt;alert(7)" in page, address


def test_xml_holds_it_as_words(read: Callable[[str], str]) -> None:
    for address in XML:
        root = ElementTree.fromstring(read(address))
        assert SCRIPT in "".join(root.itertext()), address
        assert not [one for one in root.iter() if one.tag.endswith("script")], address


def test_json_holds_it_unchanged(read: Callable[[str], str]) -> None:
    assert SCRIPT in json.dumps(json.loads(read("/claims/{claim}.jsonld")))
    assert EVIL in [json.loads(line)["title"] for line in read("/stories.jsonl").splitlines()]


def test_markdown_holds_no_html(read: Callable[[str], str]) -> None:
    assert SCRIPT not in read("/collections/{collection}.md")
