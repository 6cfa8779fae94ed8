"""What a claim's page says of other claims: contradicted, answered, said otherwise by the same actor."""

from __future__ import annotations

import pytest

from actors.models import Actor
from claims.models import Claim, Story
from claims.replies import replies_of
from tests.compare.conftest import Tell
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def test_both_sides_know_each_other(tell: Tell, mayor: Actor, union: Actor, story: Story) -> None:
    event = EventFactory(story=story)
    raid = tell(mayor, "2025-03-01", "the raid on the warehouse was lawful", event=event)
    crime = tell(union, "2025-03-02", "the raid on the warehouse was a crime", event=event)
    demand = tell(mayor, "2025-04-01", "that the union publish its accounts", event=event, cue_class="demand")
    reply = tell(union, "2025-04-02", "the accounts of the union would be published", event=event)
    opened = tell(mayor, "2025-03-05", "the port would stay open all winter")
    closed = tell(mayor, "2025-05-05", "the port would close for the winter")
    found = {
        (name, claim.pk): [one.claim.pk for one in getattr(replies_of(claim), name)]
        for claim in (raid, crime, demand, reply, opened, closed)
        for name in ("contradicts", "answers", "answered_by", "changed")
    }
    assert {key: keys for key, keys in found.items() if keys} == {
        ("contradicts", raid.pk): [crime.pk],
        ("contradicts", crime.pk): [raid.pk],
        ("answered_by", demand.pk): [reply.pk],
        ("answers", reply.pk): [demand.pk],
        ("changed", opened.pk): [closed.pk],
        ("changed", closed.pk): [opened.pk],
    }


def test_a_rejected_claim_has_none(tell: Tell, mayor: Actor) -> None:
    tell(mayor, "2025-03-05", "the port would stay open all winter")
    rejected = tell(mayor, "2025-05-05", "the port would close for the winter", state=Claim.State.REJECTED)
    assert not replies_of(rejected)
