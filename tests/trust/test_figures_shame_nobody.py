"""One's own figures to oneself, the team's to all."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import SecondOpinion
from claims.services.review import decide
from claims.services.second_opinion import answer, ask
from claims.services.undo import undo
from tests.factories import ActorFactory, ClaimFactory, LinkFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_mine_and_all_of_a_week(client: Client) -> None:
    me, other = UserFactory(role="editor", username="me"), UserFactory(role="editor", username="other-one")
    decide(ClaimFactory(), me, "confirm", 1)
    undo(decide(ClaimFactory(), me, "reject", 1), other)
    decide(ClaimFactory(), other, "confirm", 1)
    client.force_login(me)
    page = client.get("/log/figures/")
    week = page.context["weeks"][0]
    assert (week.mine.decided, week.mine.corrected, week.mine.undone) == (2, 0, 1)
    assert (week.all.decided, week.all.undone) == (3, 1)
    assert len(page.context["weeks"]) == 12
    assert "other-one" not in page.content.decode()


def test_agreement_is_told_of_enough_claims_only(sign_in: Callable[..., Client]) -> None:
    first, second = UserFactory(role="editor"), UserFactory(role="editor")
    story, actor = StoryFactory(title="The dam"), ActorFactory()
    client = sign_in("editor")

    def review(number: int) -> None:
        claim = ClaimFactory(speaker=actor)
        LinkFactory(claim=claim, story=story, state="confirmed")
        decide(claim, first, "confirm" if number % 3 else "reject", 1)
        claim.refresh_from_db()
        answer(ask(claim, first), second, "confirm" if number % 4 else "reject")

    for number in range(5):
        review(number)
    told = client.get("/log/agreement/").content.decode()
    assert "too few to tell" in told
    for number in range(19):
        review(number)
    assert SecondOpinion.objects.count() == 24
    page = client.get("/log/agreement/")
    rows = page.context["questions"][0]["rows"]
    assert [story and story.title for story, _ in rows] == [None, "The dam"]
    measure = rows[0][1]
    assert measure.number == 24
    assert measure.interval.low < measure.alpha < measure.interval.high < 1
    assert "The dam" in page.content.decode()
