"""`/review/`: what comes next, one claim on a screen, each decision a plain form."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, ClaimCandidate, Report, Review, ReviewLease
from claims.services.lease import hold
from claims.services.review import decide
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory, StoryFactory, UserFactory

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db
QUIET = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def editor(sign_in: Callable[..., Client]) -> Client:
    return sign_in("editor")


def doubtful(confidence: float = 0.4, **more: Any) -> Claim:
    return ClaimFactory(confidence=confidence, **{"speaker": ActorFactory(), **more})


def send(client: Client, claim: Claim, action: str, query: str = "", **fields: Any) -> HttpResponse:
    data = {"version": claim.version, "action": action, **fields}
    return client.post(f"/review/{claim.pk}/decide/{query}", data)  # type: ignore[return-value]


def test_it_opens_the_next_claim_and_leads_from_one_to_the_other(editor: Client) -> None:
    later, first = doubtful(0.4), doubtful(0.1)
    assert editor.get("/review/").headers["Location"] == f"/review/{first.pk}/"
    page = editor.get("/review/", follow=True).content.decode()
    assert '<b id="done">0</b> of <span id="total">2</span>' in page
    assert first.snapshot.text.split("”")[0].strip("“") in page
    assert send(editor, first, "confirm").headers["Location"] == "/review/"
    page = editor.get("/review/", follow=True).content.decode()
    assert f'data-claim="{later.pk}"' in page
    assert '<b id="done">1</b> of <span id="total">2</span>' in page


def test_the_filters_stay_and_are_a_sentence(editor: Client) -> None:
    doubtful(0.1)
    there = LinkFactory(claim=doubtful(), story=StoryFactory(slug="forts", title="The river forts")).claim
    assert editor.get("/review/?story=forts&q=").headers["Location"] == "/review/?story=forts"
    assert editor.get("/review/?story=forts").headers["Location"] == f"/review/{there.pk}/?story=forts"
    assert "The river forts" in editor.get(f"/review/{there.pk}/?story=forts").content.decode()
    assert send(editor, there, "skip", "?story=forts").headers["Location"] == "/review/?story=forts"
    assert "No actor is called" in editor.get("/review/?speaker=nobody-known").content.decode()


def test_nothing_waits(editor: Client) -> None:
    assert "Nothing waits here" in editor.get("/review/").content.decode()
    hold(doubtful().pk, UserFactory(role="editor"))
    assert "open before your colleagues" in editor.get("/review/").content.decode()


def test_the_screen_has_what_helps_to_decide(editor: Client) -> None:
    ana, ben = ActorFactory(name="Ana Petrova"), ActorFactory(name="Ben Okri")
    before = ClaimFactory(speaker=ana, source_text="the envoy")
    decide(before, UserFactory(role="editor"), "confirm", 1)
    article = ArticleFactory(text="Talks end soon, the envoy said. They go on, she said.").latest
    claim = ClaimFactory(snapshot=article, content=[[0, 14]], source=[[16, 25]], source_text="the envoy")
    ClaimFactory(snapshot=article, content=[[32, 43]], speaker=ben)
    ClaimCandidate.objects.create(claim=claim, actor=ana, score=0.6, reason="named in the sentence before")
    Report.objects.create(claim=claim, by=UserFactory(), what=Report.What.SPEAKER, note="That was her deputy.")
    page = editor.get(f"/review/{claim.pk}/").content.decode()
    for words in (
        "named in the sentence before",
        "60%",
        "Decided before",
        "once",
        "They go on",
        "Nobody was recognised",
    ):
        assert words in page, words
    assert "That was her deputy." in page


def test_a_candidate_is_chosen_with_one_button(editor: Client) -> None:
    claim, ana = ClaimFactory(), ActorFactory()
    send(editor, claim, f"choose:{ana.pk}", note="Heard it.")
    claim.refresh_from_db()
    assert (claim.state, claim.speakers.get().actor) == ("corrected", ana)
    assert claim.reviews.get().note == "Heard it."
    same = doubtful(speaker=ana)
    send(editor, same, f"choose:{ana.pk}")
    same.refresh_from_db()
    assert same.state == "confirmed", "who speaks already is confirmed"
    assert send(editor, ClaimFactory(), "choose:999999").status_code == 422


def test_next_puts_off_and_lets_go(editor: Client) -> None:
    first, other = doubtful(0.1), doubtful()
    editor.get("/review/", follow=True)
    send(editor, first, "skip")
    assert not ReviewLease.objects.filter(claim=first).exists()
    assert editor.get("/review/").headers["Location"] == f"/review/{other.pk}/"
    assert not Review.objects.exists()


def test_a_note_alone_decides_nothing_and_goes_on(editor: Client) -> None:
    claim, other = doubtful(0.1), doubtful()
    assert "Write a note." in send(editor, claim, "note").content.decode()
    assert send(editor, claim, "note", note="Ask the desk.").status_code == 302
    assert editor.get("/review/").headers["Location"] == f"/review/{other.pk}/"


def test_the_last_decision_is_undone(editor: Client) -> None:
    claim = doubtful()
    decide(doubtful(), UserFactory(role="editor"), "confirm", 1)
    assert editor.post("/review/undo/").headers["Location"] == "/review/", "there is none"
    send(editor, claim, "reject")
    assert editor.post("/review/undo/?kind=direct").headers["Location"] == f"/review/{claim.pk}/?kind=direct"
    claim.refresh_from_db()
    assert claim.state == "proposed"
    assert "You decided nothing today" in editor.post("/review/undo/", follow=True).content.decode()


def test_a_claim_that_a_colleague_has_is_shown_and_not_decided(editor: Client) -> None:
    claim, ben = doubtful(), UserFactory(role="editor", first_name="Ben")
    hold(claim.pk, ben)
    assert "Ben has this claim open until" in editor.get(f"/review/{claim.pk}/").content.decode()
    refused = send(editor, claim, "confirm", note="Heard it myself.")
    assert refused.status_code == 409
    assert refused.content.decode().count("Heard it myself.") >= 2, "told, and kept in the form"
    ReviewLease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert send(editor, claim, "confirm", note="Heard it myself.").status_code == 302


def test_a_stale_decision_shows_both_versions(editor: Client) -> None:
    claim = doubtful()
    decide(claim, UserFactory(role="editor"), "confirm", 1, note="Read in print.")
    answer = send(editor, claim, "reject", version=1, note="Not said by her.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing of yours was saved" in page
    assert "Read in print." in page
    assert page.count("Not said by her.") >= 2


def test_a_script_is_answered_shortly(editor: Client) -> None:
    claim, sent = doubtful(), uuid.uuid4()
    data = {"version": 1, "action": "confirm", "sent": sent}
    for _ in range(2):
        answer = editor.post(f"/review/{claim.pk}/decide/", data, headers={"accept": "application/json"})
        assert answer.json() == {"review": claim.reviews.get().pk, "done": 1, "total": "1"}
    other = doubtful()
    assert editor.get(f"/review/?besides={other.pk},x,{'9' * 40}").status_code == 200
    kept = editor.post("/review/leases/", {"claims": f"{other.pk},x"})
    assert kept.json() == {"lost": {}}
    assert ReviewLease.objects.get().claim == other
    editor.post(
        "/review/leases/", {"left": f"{other.pk}@{timezone.now().timestamp():.6f},x@1,{other.pk}@9999999999.9x"}
    )
    assert not ReviewLease.objects.exists()
    hold(other.pk, UserFactory(role="editor", first_name="Ben"))
    assert "Ben has" in editor.post("/review/leases/", {"claims": other.pk}).json()["lost"][str(other.pk)]


def test_a_limited_editor_gets_and_decides_claims_of_their_stories(client: Client) -> None:
    mine, other = LinkFactory(claim=doubtful(0.4)), doubtful(0.1)
    client.force_login(UserFactory(role="editor", stories=[mine.story]))
    assert client.get("/review/").headers["Location"] == f"/review/{mine.claim_id}/"
    assert client.get(f"/review/{other.pk}/").status_code == 403
    assert send(client, other, "confirm").status_code == 403
    assert send(client, other, "skip").status_code == 403


def test_an_analyst_has_no_queue(sign_in: Callable[..., Client]) -> None:
    claim, client = doubtful(), sign_in("analyst")
    assert client.get("/review/").status_code == client.get(f"/review/{claim.pk}/").status_code == 403
    assert send(client, claim, "confirm").status_code == 403
    assert client.post("/review/undo/").status_code == client.post("/review/leases/").status_code == 403
    assert "Review" not in client.get("/").content.decode()


def test_the_bar_tells_how_many_wait(editor: Client) -> None:
    doubtful()
    cache.clear()
    assert '1<span class="hidden"> waiting</span>' in editor.get("/actors/").content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"version": "x"}, {"action": "dance"}, {"action": "choose:"}, {"action": "correct"}, {"note": "x" * 5001}],
)
def test_what_makes_no_sense_is_explained(editor: Client, fields: dict[str, str]) -> None:
    claim = doubtful()
    data = {"version": "1", "action": "confirm", **fields}
    assert editor.post(f"/review/{claim.pk}/decide/", data).status_code == 422
    assert not Review.objects.exists()


def test_it_asks_few_queries(editor: Client) -> None:
    ana = ActorFactory()
    article = ArticleFactory(text="x" * 100).latest
    for number in range(20):
        claim = ClaimFactory(snapshot=article, content=[[number, number + 1]], confidence=0.4, speaker=ana)
        ClaimCandidate.objects.create(claim=claim, actor=ActorFactory(), score=0.4, reason="named before")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        editor.get(f"/review/{claim.pk}/")
    assert len(asked) <= 25
