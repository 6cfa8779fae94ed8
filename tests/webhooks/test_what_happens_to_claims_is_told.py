from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from claims.models import Claim, WebhookDelivery
from claims.services.review import decide, undo
from claims.services.webhooks.deliver import deliver_due
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, UserFactory
from tests.outputs import person, run, said

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_decision_and_its_undo_are_told_signed(receive: Callable[..., Any]) -> None:
    receiver, hook = receive("claim.reviewed")
    claim, editor = ClaimFactory(), UserFactory(role="editor")
    review = decide(claim, editor, "confirm", 1)
    back = undo(review, editor)
    assert deliver_due() == 2
    told = sorted(receiver.verified(hook.secret), key=lambda one: one["data"]["review"]["id"])
    assert [one["type"] for one in told] == ["claim.reviewed"] * 2
    assert told[0]["data"] == {
        "claim": {"id": claim.pk, "version": 2, "state": "confirmed"},
        "review": {"id": review.pk, "action": "confirm"},
    }
    assert told[1]["data"]["review"] == {"id": back.pk, "action": "undo"}
    messages = {headers["webhook-id"] for headers, _ in receiver.got}
    assert messages == set(WebhookDelivery.objects.filter(state="done", status=204).values_list("message", flat=True))


def test_what_is_rolled_back_is_told_to_nobody(receive: Callable[..., Any]) -> None:
    receive("claim.reviewed")
    with transaction.atomic():
        decide(ClaimFactory(), UserFactory(role="editor"), "confirm", 1)
        transaction.set_rollback(True)
    assert not WebhookDelivery.objects.exists()


def test_new_and_withdrawn_claims_are_told_to_those_who_want_to_hear(receive: Callable[..., Any]) -> None:
    everything, hook = receive("claim.created", "claim.withdrawn")
    direct, other = receive("claim.created", query="kind=direct")
    indirect, third = receive("claim.created", query="kind=indirect")
    article = ArticleFactory(text="“We shall leave in spring,” Ada Quist said.")
    run(article.latest, said(article.latest.text, "“We shall leave in spring,”", "Ada Quist", person("Ada Quist")))
    claim = Claim.objects.get()
    run(article.latest)
    deliver_due()
    told = sorted((one["type"], one["data"]["claim"]["id"]) for one in everything.verified(hook.secret))
    assert told == [("claim.created", claim.pk), ("claim.withdrawn", claim.pk)]
    assert [one["data"]["claim"]["id"] for one in direct.verified(other.secret)] == [claim.pk]
    assert indirect.verified(third.secret) == []


def test_while_there_is_no_webhook_it_costs_one_query(django_assert_num_queries: Any) -> None:
    from claims.services.webhooks.announce import announce

    claim = ClaimFactory(speaker=ActorFactory())
    with django_assert_num_queries(1):
        announce("claim.created", [claim])


def test_a_worker_sends_what_was_announced(
    receive: Callable[..., Any], worker: Callable[..., object], eventually: Callable[..., None]
) -> None:
    receiver, hook = receive("claim.reviewed")
    worker(ONRECORD_FETCH_LOOPBACK="true")
    decide(ClaimFactory(), UserFactory(role="editor"), "reject", 1)
    eventually(lambda: WebhookDelivery.objects.filter(state="done").exists(), within=60)
    assert [one["data"]["claim"]["state"] for one in receiver.verified(hook.secret)] == ["rejected"]
