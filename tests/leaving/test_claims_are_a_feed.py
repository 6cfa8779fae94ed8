import datetime as dt
from collections.abc import Callable

import pytest
from defusedxml import ElementTree as ET
from django.test import Client

from claims.models import Claim
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db
ATOM = {"": "http://www.w3.org/2005/Atom"}


def test_the_newest_claims_are_entries(download: Callable[[str], str]) -> None:
    text = "“Ends <b>now</b> & here \x0b,” she said."
    claim: Claim = ClaimFactory(
        snapshot=ArticleFactory(text=text, url="https://river.example/1").latest, speaker=ActorFactory(name="Ana & Co")
    )
    ClaimFactory(unnamed="officials", day=dt.date(2020, 1, 1))
    feed = ET.fromstring(download("/claims.atom?outlet=" + claim.snapshot.article.outlet.slug))
    assert feed.findtext("id", None, ATOM) == f"http://testserver/claims/?outlet={claim.snapshot.article.outlet.slug}"
    [entry] = feed.findall("entry", ATOM)
    assert entry.findtext("id", None, ATOM) == f"http://testserver/claims/{claim.pk}/"
    assert entry.findtext("author/name", None, ATOM) == "Ana & Co"
    assert "&lt;b&gt;now&lt;/b&gt; &amp; here" in (entry.findtext("content", "", ATOM))
    links = {link.get("rel"): link.get("href") for link in entry.findall("link", ATOM)}
    assert links == {"alternate": f"http://testserver/claims/{claim.pk}/", "via": "https://river.example/1"}


def test_every_feed_has_what_the_standard_asks_for(download: Callable[[str], str]) -> None:
    ClaimFactory(unnamed="")
    for address in ("/claims.atom", "/claims.atom?q=nothing"):
        feed = ET.fromstring(download(address))
        for place in [feed, *feed.findall("entry", ATOM)]:
            assert all(place.findtext(name, None, ATOM) for name in ("id", "title", "updated"))
            dt.datetime.fromisoformat(place.findtext("updated", "", ATOM))
        assert all(entry.findtext("author/name", None, ATOM) for entry in feed.findall("entry", ATOM))


def test_an_unchanged_feed_is_not_sent_again(sign_in: Callable[..., Client]) -> None:
    ClaimFactory()
    client = sign_in()
    tag = client.get("/claims.atom")["ETag"]
    assert client.get("/claims.atom", headers={"If-None-Match": tag}).status_code == 304
