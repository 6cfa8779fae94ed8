import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim, ClaimGroup, ClaimSpeaker
from sources.models import Article
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory

pytestmark = pytest.mark.django_db
TEXT = "Rivers 🌊 rise. “We open,” the minister said on the bank of the long river, “in May.” Rain fell."


@pytest.fixture
def claim() -> Claim:
    article = ArticleFactory(text=TEXT, title="Dam opens", url="https://river.example/1", outlet__name="River Post")
    first = TEXT.index("“We"), TEXT.index(" the minister")
    last = TEXT.index("“in"), TEXT.index(" Rain")
    group = ClaimGroup.objects.create()
    made: Claim = ClaimFactory(snapshot=article.latest, content=[first, last], group=group, unnamed="officials")
    earlier = ArticleFactory(url="https://hill.example/1", published_on=dt.date(2024, 9, 1))
    ClaimFactory(snapshot=earlier.latest, group=group, leads=False)
    return made


@pytest.fixture
def graph(sign_in: Callable[..., Client]) -> Callable[[Claim], list[dict[str, Any]]]:
    client = sign_in()

    def read(claim: Claim) -> list[dict[str, Any]]:
        response = client.get(f"/claims/{claim.pk}.jsonld")
        assert (response.status_code, response["Content-Type"]) == (200, "application/ld+json")
        document = response.json()
        undefined = {term for term in terms(document["@graph"]) if term not in document["@context"]}
        assert not undefined
        return list(document["@graph"])

    return read


def terms(node: Any) -> Iterator[str]:
    """Every key, and every value that is a term itself."""
    if isinstance(node, list):
        for one in node:
            yield from terms(one)
    elif isinstance(node, dict):
        yield from node
        kinds = node.get("type", [])
        yield from [kinds] if isinstance(kinds, str) else kinds
        for value in node.values():
            yield from terms(value)


def test_it_is_a_claim_and_a_quotation(claim: Claim, graph: Callable[[Claim], list[dict[str, Any]]]) -> None:
    ministry = ActorFactory(name="Ministry", slug="ministry", kind="organization")
    ana = ActorFactory(name="Ana Petrova", slug="ana", wikidata="Q7")
    ClaimSpeaker.objects.create(claim=claim, actor=ana, on_behalf_of=ministry, role="minister")
    LinkFactory(claim=claim, story__slug="dam", event=EventFactory(story__slug="dams", title="Opening"))
    [told, _] = graph(claim)
    assert told["id"] == f"http://testserver/claims/{claim.pk}/"
    assert told["type"] == ["Claim", "Quotation"]
    assert told["creativeWorkStatus"] == "proposed"
    assert told["description"] == "“We open,” … “in May.”"
    [speaker] = told["spokenByCharacter"]
    assert (speaker["name"], speaker["jobTitle"]) == ("Ana Petrova", "minister")
    assert speaker["sameAs"] == "http://www.wikidata.org/entity/Q7"
    assert speaker["affiliation"]["name"] == "Ministry"
    assert [one["url"] for one in told["appearance"]] == ["https://river.example/1", "https://hill.example/1"]
    assert told["firstAppearance"]["url"] == "https://hill.example/1"
    assert told["appearance"][0]["publisher"] == {"type": "Organization", "name": "River Post"}
    assert [one["name"] for one in told["about"]] == ["Opening"]


def test_each_piece_is_found_by_its_words_and_by_its_place(
    claim: Claim, graph: Callable[[Claim], list[dict[str, Any]]]
) -> None:
    [_, annotation] = graph(claim)
    pieces = []
    for target in annotation["target"]:
        assert target["source"] == "https://river.example/1"
        assert target["state"]["cached"] == f"http://testserver/articles/{claim.snapshot.article_id}/?snapshot=1"
        quote, place = target["selector"]
        assert TEXT[place["start"] : place["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT
        assert len(quote["prefix"]) <= 32 >= len(quote["suffix"])
        pieces.append(quote["exact"])
    assert pieces == ["“We open,”", "“in May.”"]


def test_gone_moved_and_unknown(claim: Claim, sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    following = ClaimFactory(continues=claim)
    moved = client.get(f"/claims/{claim.pk}.jsonld")
    assert (moved.status_code, moved["Location"]) == (301, f"/claims/{following.pk}.jsonld")
    Article.objects.filter(pk=following.snapshot.article_id).update(removed_at=timezone.now())
    assert client.get(f"/claims/{following.pk}.jsonld").status_code == 410
    assert client.get("/claims/99999999.jsonld").status_code == 404
