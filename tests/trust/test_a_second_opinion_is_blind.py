"""A colleague says what they would have decided, without the first decision and without who made it."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from actors.models import Actor
from claims.models import Claim, Report, Review, SecondOpinion
from claims.services import tokens
from claims.services.refusals import Refused
from claims.services.reports import report
from claims.services.review import Correction, Marked, SpeakerChoice, decide
from claims.services.second_opinion import answer, ask
from claims.services.takedown import take_down
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine() -> Actor:
    actor: Actor = ActorFactory(name="The Machine")
    return actor


@pytest.fixture
def first() -> User:
    user: User = UserFactory(role="editor", username="first-of-all")
    return user


@pytest.fixture
def second() -> User:
    user: User = UserFactory(role="editor", username="second")
    return user


@pytest.fixture
def claim(machine: Actor, first: User) -> Claim:
    """Corrected to another speaker than the machine's."""
    made: Claim = ClaimFactory(speaker=machine)
    right = ActorFactory(name="Rightly Named")
    decide(made, first, "correct", 1, Correction(speakers=[SpeakerChoice(right)]), note="I rang her.")
    made.refresh_from_db()
    return made


def test_the_colleague_sees_the_claim_as_it_was(client: Client, claim: Claim, first: User, second: User) -> None:
    client.force_login(UserFactory(role="editor"))
    opinion = ask(claim, UserFactory(role="editor"), second)
    client.force_login(second)
    assert f'href="/second/{opinion.pk}/"' in client.get("/second/").content.decode()
    page = client.get(f"/second/{opinion.pk}/").content.decode()
    assert "The Machine" in page
    for secret in ("Rightly Named", first.username, "I rang her", "corrected", f"/claims/{claim.pk}/"):
        assert secret not in page


SECRETS = ("Rightly Named", "first-of-all", "I rang her", "corrected")
SELECTS = re.compile(r"<select.*?</select>", re.DOTALL)
"""Choose among all people and states."""


@pytest.mark.parametrize("by_name", [True, False])
def test_nothing_of_the_first_decision_is_told_before_the_answer(
    client: Client, claim: Claim, first: User, second: User, by_name: bool
) -> None:
    opinion = ask(claim, UserFactory(role="editor"), second if by_name else None)
    article, decision = claim.snapshot.article, claim.reviews.get()
    client.force_login(second)
    for address in (
        *(f"/claims/{claim.pk}/", f"/claims/{claim.pk}/spans/", f"/claims/{claim.pk}/speaker/"),
        *(f"/claims/{claim.pk}.jsonld", f"/review/{claim.pk}/", f"/log/{decision.pk}/"),
    ):
        assert client.get(address)["location"] == f"/second/{opinion.pk}/", address
    for address in ("/log/", "/log.csv", "/log.jsonl", f"/articles/{article.pk}/", "/claims/", "/second/"):
        told = SELECTS.sub("", client.get(address).getvalue().decode()).rpartition('class="day"')[2]
        assert not [secret for secret in SECRETS if secret in told], address
    assert "The Machine" in client.get(f"/articles/{article.pk}/").content.decode()
    assert "left out here" in client.get("/log/").content.decode()
    answer(opinion, second, "confirm")
    assert all(secret in client.get(f"/claims/{claim.pk}/").content.decode() for secret in SECRETS)
    assert "I rang her" in client.get("/log/").content.decode()


@pytest.mark.parametrize("sent", [{"action": "confirm", "version": "1"}, {"action": "confirm", "version": "2"}, {}])
def test_a_decision_on_the_claim_waits_for_the_answer(
    client: Client, claim: Claim, first: User, second: User, sent: dict[str, str]
) -> None:
    opinion = ask(claim, UserFactory(role="editor"), second)
    client.force_login(second)
    response = client.post(f"/claims/{claim.pk}/decide/", sent, follow=True)
    assert response.redirect_chain == [(f"/second/{opinion.pk}/", 302)]
    assert "Nothing was saved" in response.content.decode()
    assert claim.reviews.count() == 1


def test_the_queue_passes_it_over(client: Client, claim: Claim, first: User, second: User) -> None:
    report(claim, first, Report.What.SPEAKER)
    client.force_login(second)
    assert client.get("/review/")["location"] == f"/review/{claim.pk}/"
    client.post("/review/leases/", {"claims": claim.pk, "let_go": "1"})
    ask(claim, first)
    assert client.get("/review/").status_code == 200
    assert "Rightly Named" not in client.get("/review/?besides=").content.decode()


def test_the_api_tells_nothing_of_it_before_the_answer(client: Client, claim: Claim, first: User, second: User) -> None:
    opinion = ask(claim, first)
    _, secret = tokens.make(second, "mine", ["read"], 30)
    headers = {"Authorization": f"Bearer {secret}"}
    for address in (f"/api/v1/claims/{claim.pk}", f"/api/v1/claims/{claim.pk}/reviews"):
        refused = client.get(address, headers=headers)
        assert refused.status_code == 403
        assert f"/second/{opinion.pk}/" in refused.json()["detail"]
    for address in ("/api/v1/claims", f"/api/v1/articles/{claim.snapshot.article_id}"):
        found = client.get(address, headers=headers).json()
        (item,) = found.get("items") or found["claims"]
        assert (item["state"], item["speakers"][0]["actor"]["name"]) == ("proposed", "The Machine")


def test_those_who_know_and_those_who_only_read_see_all(
    client: Client, claim: Claim, first: User, second: User
) -> None:
    asking = UserFactory(role="editor")
    ask(claim, asking, second)
    for person in (first, asking, UserFactory(role="editor"), UserFactory(role="analyst")):
        client.force_login(person)
        assert "I rang her" in client.get(f"/claims/{claim.pk}/").content.decode()


def test_words_that_were_corrected_stand_as_they_were(
    client: Client, machine: Actor, first: User, second: User
) -> None:
    claim = ClaimFactory(snapshot=ArticleFactory(text="The dam will hold, he said.").latest, content=[[0, 17]])
    decide(claim, first, "correct", 1, Correction(spans=Marked([[4, 7]], [], [])))
    ask(claim, first, second)
    client.force_login(second)
    page = client.get(f"/articles/{claim.snapshot.article_id}/").content.decode()
    assert "The dam will hold</span>" in page


@pytest.mark.parametrize(("says", "state"), [("Rightly Named", "agrees"), ("The Machine", "differs")])
def test_both_are_shown_when_it_is_answered(
    client: Client, claim: Claim, first: User, second: User, says: str, state: str
) -> None:
    opinion = ask(claim, first, second)
    client.force_login(second)
    sent = {"action": "correct", "choice": "other", "other": says, "note": "By her voice."}
    page = client.post(f"/second/{opinion.pk}/answer/", sent, follow=True).content.decode()
    opinion.refresh_from_db()
    assert opinion.state == state
    assert all(told in page for told in ("Rightly Named", first.username, says, "By her voice.", f"opinion {state}"))
    claim.refresh_from_db()
    assert (claim.speakers.get().actor.name, claim.version, claim.reviews.count()) == ("Rightly Named", 2, 1)


def test_a_difference_is_settled_by_a_further_decision(client: Client, claim: Claim, first: User, second: User) -> None:
    opinion = answer(ask(claim, first), second, "reject")
    client.force_login(UserFactory(role="editor"))
    assert "To be settled" in client.get("/second/").content.decode()
    decide(claim, UserFactory(), "confirm", claim.version)
    assert "To be settled" not in client.get("/second/").content.decode()
    assert "it is settled" in client.get(f"/second/{opinion.pk}/").content.decode()


def test_confirming_what_the_machine_found_agrees_with_a_confirmation(
    first: User, second: User, machine: Actor
) -> None:
    claim = ClaimFactory(speaker=machine)
    decide(claim, first, "confirm", 1)
    assert answer(ask(claim, first), second, "confirm").state == "agrees"
    other = ClaimFactory(speaker=machine)
    decide(other, first, "reject", 1)
    assert answer(ask(other, first), second, "reject").state == "agrees"


def test_who_knows_the_first_decision_is_not_asked(claim: Claim, first: User, second: User) -> None:
    with pytest.raises(Refused, match="somebody else"):
        ask(claim, second, first)
    with pytest.raises(Refused, match="somebody else's"):
        ask(claim, second, second)
    opinion = ask(claim, second)
    for knows in (first, second):
        with pytest.raises(Refused, match="You know what was decided"):
            answer(opinion, knows, "confirm")


def test_it_is_asked_once_and_answered_once(client: Client, claim: Claim, first: User, second: User) -> None:
    opinion = ask(claim, first)
    with pytest.raises(Refused, match="already"):
        ask(claim, first)
    answer(opinion, second, "confirm")
    late = UserFactory(role="editor")
    client.force_login(late)
    page = client.post(f"/second/{opinion.pk}/answer/", {"action": "reject", "note": "All of my reasons."})
    assert page.status_code == 409
    assert "second has answered this already" in page.content.decode()
    assert "All of my reasons." in page.content.decode()


def test_of_what_nobody_decided_none_is_asked(client: Client) -> None:
    client.force_login(UserFactory(role="editor"))
    claim = ClaimFactory()
    page = client.post(f"/claims/{claim.pk}/second/", follow=True).content.decode()
    assert "decide first" in page
    assert not SecondOpinion.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"action": "correct"}, {"action": "confirm", "note": "\x07"}, {"action": "note"}])
def test_what_says_nothing_is_sent_back(
    client: Client, claim: Claim, first: User, second: User, sent: dict[str, str]
) -> None:
    opinion = ask(claim, first)
    client.force_login(second)
    page = client.post(f"/second/{opinion.pk}/answer/", sent)
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    opinion.refresh_from_db()
    assert opinion.state == "open"


def test_who_asked_may_take_it_back(client: Client, claim: Claim, first: User, second: User) -> None:
    opinion = ask(claim, first)
    client.force_login(second)
    assert "Only first-of-all can" in client.post(f"/second/{opinion.pk}/withdraw/", follow=True).content.decode()
    client.force_login(first)
    client.post(f"/second/{opinion.pk}/withdraw/")
    opinion.refresh_from_db()
    assert opinion.state == "withdrawn"
    ask(claim, first)


def test_a_limited_editor_answers_about_their_stories(client: Client, claim: Claim, first: User) -> None:
    story = StoryFactory()
    opinion = ask(claim, first)
    client.force_login(UserFactory(role="editor", stories=[story]))
    assert client.post(f"/second/{opinion.pk}/answer/", {"action": "confirm"}).status_code == 403
    assert "Rightly Named" not in client.get(f"/second/{opinion.pk}/").content.decode()
    LinkFactory(claim=claim, story=story)
    assert client.post(f"/second/{opinion.pk}/answer/", {"action": "confirm"}).status_code == 302


def test_a_takedown_erases_its_words(claim: Claim, first: User, second: User) -> None:
    opinion = answer(ask(claim, first), second, "correct", None, "a voice on the phone", "I know the voice.")
    take_down(claim.snapshot.article, UserFactory(role="admin"), "A court asked for it.")
    for found in SecondOpinion.objects.filter(pk=opinion.pk):
        assert (found.unnamed, found.note, found.shown.get("content_text", "")) == ("", "", "")


def test_unknown_questions_and_people(sign_in: Callable[..., Client], claim: Claim) -> None:
    client = sign_in("editor")
    assert client.get("/second/999999999/").status_code == 404
    assert client.post("/second/999999999/answer/").status_code == 404
    assert client.post("/claims/999999999/second/").status_code == 404
    page = client.post(f"/claims/{claim.pk}/second/", {"of": "nobody\x00here"}, follow=True).content.decode()
    assert "nobody here called" in page
    assert Review.objects.count() == 1
