"""Before anything is typed: the claim's candidates with their scores, then whom this editor chose lately."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import ClaimCandidate
from tests.factories import ActorFactory, ClaimFactory, PositionFactory

pytestmark = pytest.mark.django_db


def test_candidates_then_recent_ones_with_what_they_were_on_that_day(sign_in: Callable[..., Client]) -> None:
    claim, other = ClaimFactory(), ClaimFactory()
    likely, lately = PositionFactory(role="envoy").holder, ActorFactory(name="Lately Chosen")
    ClaimCandidate.objects.create(claim=claim, actor=likely, score=0.8, reason="named in the sentence before")
    client = sign_in("editor")
    sent = {"version": 1, "action": "assign", "who": lately.slug}
    assert client.post(f"/claims/{other.pk}/speaker/", sent).status_code == 302
    answer = client.get(f"/actors/suggest/?claim={claim.pk}&q=", headers={"HX-Request": "true"})
    assert [one.actor for one in answer.context["suggested"]] == [likely, lately]
    page = answer.content.decode()
    for told in ("80 %", "named in the sentence before", "envoy, ", "chosen lately"):
        assert told in page
    assert client.get("/actors/suggest/?claim=" + "9" * 40).status_code == 200
