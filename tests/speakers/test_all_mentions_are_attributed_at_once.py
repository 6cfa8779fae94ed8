"""In one article, or wherever the same words stand and nobody was recognised: a preview, one decision, one undo."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, Review
from claims.services import alike
from claims.services.review import decide
from claims.services.undo import undo
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "One. Two. Three. Four."


def mention(text: str = "the ministry", snapshot: object = None, place: int = 0, **more: object) -> Claim:
    where = snapshot or ArticleFactory(text=TEXT).latest
    claim: Claim = ClaimFactory(snapshot=where, content=[[place, place + 4]], source_text=text, **more)
    return claim


def send(client: Client, claim: Claim, **fields: object) -> str:
    sent = {"version": claim.version, "who": "ministry of rivers", **fields}
    return client.post(f"/claims/{claim.pk}/speaker/", sent, follow=True).content.decode()


def test_all_in_the_article(sign_in: Callable[..., Client]) -> None:
    ministry, other = ActorFactory(name="Ministry of Rivers", kind="organization"), ActorFactory()
    article = ArticleFactory(text=TEXT).latest
    first, second = (mention(snapshot=article, place=place, speaker=other) for place in (0, 5))
    decided, elsewhere = mention(snapshot=article, place=10, speaker=other), mention()
    someone = mention("the minister", article, 16)
    decide(decided, UserFactory(), "confirm", 1)
    client = sign_in("editor")
    page = send(client, first, action="article")
    assert "<b>1</b> other claim and this one" in page
    assert "1 more is left alone" in page
    assert not Review.objects.filter(claim=first).exists()
    page = send(client, first, action="article", sure="yes")
    assert "2 claims are attributed to “Ministry of Rivers”" in page
    assert [claim.speakers.get().actor for claim in (first, second)] == [ministry, ministry]
    assert decided.speakers.get().actor == other
    assert elsewhere.speakers.count() == someone.speakers.count() == 0
    undo(Review.objects.filter(claim=second).get(), UserFactory())
    assert [claim.speakers.get().actor for claim in (first, second)] == [other, other]


def test_all_unresolved_with_these_words_within_an_outlet_a_story_and_days(sign_in: Callable[..., Client]) -> None:
    ActorFactory(name="Ministry of Rivers", kind="organization")
    story, claim = StoryFactory(slug="forts"), mention()
    there, named, resolved = mention(), mention("it", speaker_name="the ministry"), mention(speaker=ActorFactory())
    LinkFactory(claim=there, story=story)
    client = sign_in("editor")
    assert "<b>2</b> other claims" in send(client, claim, action="text")
    outlet = named.snapshot.article.outlet.slug
    for within, number in (
        ({"outlet": outlet}, 1),
        ({"story": "forts"}, 1),
        ({"story": "forts", "outlet": outlet}, 0),
        ({"since": "2024-09-20"}, 0),
        ({"until": "2024-09-19"}, 2),
    ):
        assert f"<b>{number}</b> other claim" in send(client, claim, action="text", **within)
    assert "Enter a valid date" in send(client, claim, action="text", since="soon")
    send(client, claim, action="text", story="forts", sure="yes")
    assert (there.speakers.count(), named.speakers.count(), resolved.speakers.count()) == (1, 0, 1)


def test_words_that_mean_somebody_else_everywhere(sign_in: Callable[..., Client]) -> None:
    ActorFactory(name="Ministry of Rivers")
    client = sign_in("editor")
    assert "somebody else in every article" in send(client, mention("He"), action="text")
    assert "names nobody" in send(client, mention(""), action="article")


def test_a_limited_editor_reaches_only_claims_of_their_stories(client: Client) -> None:
    ActorFactory(name="Ministry of Rivers")
    story, claim, there, _ = StoryFactory(), mention(), mention(), mention()
    for one in (claim, there):
        LinkFactory(claim=one, story=story)
    limited = UserFactory(role="editor", stories=[story])
    client.force_login(limited, backend="django.contrib.auth.backends.ModelBackend")
    assert "<b>1</b> other claim" in send(client, claim, action="text")


def test_more_than_can_be_done_at_once_is_said(sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST", 2)
    monkeypatch.setattr("claims.services.assign.MOST", 2)
    monkeypatch.setattr("claims.views.speakers.MOST", 2)
    ActorFactory(name="Ministry of Rivers")
    claim = mention()
    for _ in range(4):
        mention()
    client = sign_in("editor")
    page = send(client, claim, action="text")
    assert "At most 2 others at once" in page
    assert "Attribute 3 claims" in page
    assert "3 claims are attributed" in send(client, claim, action="text", sure="yes")
    assert Claim.objects.filter(speakers=None).count() == 2
