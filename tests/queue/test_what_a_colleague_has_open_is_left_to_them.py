"""Whoever decides outside of the queue respects its leases: the decision is refused, and what was typed stays."""

from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor
from claims.models import Claim, Review, ReviewLease
from claims.services.lease import hold
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"version": 1, "action": "assign", "new_name": "Dora Ilieva", "new_kind": "person"}


def test_who_speaks(sign_in: Callable[..., Client]) -> None:
    claim, ben = ClaimFactory(), UserFactory(role="editor", first_name="Ben")
    hold(claim.pk, ben)
    answer = sign_in("editor").post(f"/claims/{claim.pk}/speaker/", NEW)
    assert answer.status_code == 422
    assert "Ben has this claim open until" in answer.content.decode()
    assert "Dora Ilieva" in answer.content.decode()
    assert not Review.objects.exists()
    assert not Actor.objects.exists()


def test_ones_own_lease_ends_with_the_decision(client: Client) -> None:
    claim, ana = ClaimFactory(), UserFactory(role="editor")
    hold(claim.pk, ana)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"/claims/{claim.pk}/speaker/", NEW)
    assert Claim.objects.get().speakers.get().actor.name == "Dora Ilieva"
    assert not ReviewLease.objects.exists()


def test_of_many_claims_those_are_left_out(sign_in: Callable[..., Client]) -> None:
    article, ben = ArticleFactory(text="One. Two. Three.").latest, UserFactory(role="editor")
    ActorFactory(name="Ministry of Rivers")
    claim, free, taken = (
        ClaimFactory(snapshot=article, content=[[place, place + 4]], source_text="the ministry") for place in (0, 5, 10)
    )
    hold(taken.pk, ben)
    sent = {"version": 1, "action": "article", "who": "ministry of rivers", "sure": "yes"}
    page = sign_in("editor").post(f"/claims/{claim.pk}/speaker/", sent, follow=True).content.decode()
    assert "2 claims are attributed" in page
    assert [one.speakers.count() for one in (claim, free, taken)] == [1, 1, 0]


def test_its_words(sign_in: Callable[..., Client]) -> None:
    claim, ben = ClaimFactory(), UserFactory(role="editor", first_name="Ben")
    hold(claim.pk, ben)
    sent = {"version": 1, "action": "save", "content": "We will leave"}
    page = sign_in("editor").post(f"/claims/{claim.pk}/spans/", sent).content.decode()
    assert "Ben has this claim open until" in page
    assert not Review.objects.exists()
