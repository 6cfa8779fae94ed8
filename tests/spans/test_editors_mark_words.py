"""The page on which the words of a claim are marked, and the one for claims that were missed, as plain forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim, Review
from claims.services.review import Correction, Marked, decide
from sources.models import Snapshot
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory, UserFactory, sha256

pytestmark = pytest.mark.django_db

TEXT = "“The pier 🚢 opens in June. It will be free,” Ana Ruiz said.\n\n“Dogs are welcome,” said Ana Ruiz."
BACKEND = "django.contrib.auth.backends.ModelBackend"


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory(
        pk=71,
        snapshot=ArticleFactory(pk=7, text=TEXT).latest,
        content=[at("The pier 🚢 opens in June")],
        source=[at("Ana Ruiz said")],
        kind="indirect",
    )


@pytest.fixture
def dogs(claim: Claim) -> Claim:
    return ClaimFactory(pk=72, snapshot=claim.snapshot, content=[at("“Dogs are welcome,”")], kind="direct")


@pytest.fixture
def editor(sign_in: Callable[..., Client]) -> Client:
    return sign_in("editor")


def lines(**changed: Any) -> dict[str, Any]:
    unchanged = {"content": "The pier 🚢 opens in June", "source": "Ana Ruiz said", "cue": ""}
    return {"version": 1, "action": "save", **unchanged, **changed}


def test_words_written_one_piece_on_a_line_are_saved(claim: Claim, editor: Client) -> None:
    page = editor.get("/claims/71/spans/").content.decode()
    assert "The pier 🚢 opens in June</textarea>" in page
    sent = lines(content='"The pier 🚢 opens in June.\nIt will be free,"', source="Ana Ruiz", cue="said", note="whole")
    response = editor.post("/claims/71/spans/", sent)
    assert (response.status_code, response["Location"]) == (302, "/claims/71/")
    claim.refresh_from_db()
    assert claim.content == [at("“The pier 🚢 opens in June."), at("It will be free,”")]
    assert (claim.source, claim.cue, claim.kind) == ([at("Ana Ruiz")], [at("said")], "direct")
    assert claim.reviews.get().note == "whole"


def test_offsets_are_saved_as_they_are_sent(claim: Claim, editor: Client) -> None:
    marks = {"content": [at("opens in June")], "source": [], "cue": [at("said")]}
    response = editor.post("/claims/71/spans/", lines(marked=json.dumps(marks), next="/articles/7/#claim-71"))
    assert response["Location"] == "/articles/7/#claim-71"
    claim.refresh_from_db()
    assert (claim.content, claim.source, claim.cue) == ([at("opens in June")], [], [at("said")])


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"content": "opens in May"}, "Line 1 of the content, “opens in May”, does not stand in the text."),
        ({"content": ""}, "Mark what was said"),
        ({"content": "opens\0 in May"}, "Null characters"),
        ({"content": "a\n" * 60_000}, "at most 100000 characters"),
        ({"content": "pier", "source": "The pier"}, "overlap at “pier”"),
        ({"marked": '{"content": [[3, 9000]]}'}, "outside of the text"),
        ({"marked": '{"content": [[9, 3]]}'}, "ends before it starts"),
        ({"marked": '{"content": [[3, 9], [5, 12]]}'}, "overlap"),
        ({"marked": json.dumps({"content": [[n, n + 1] for n in range(0, 140, 2)]})}, "at most 50"),
        ({"marked": '{"content": [[3]]}'}, "cannot be read"),
        ({"marked": '{"content": [[3, "4"]]}'}, "cannot be read"),
        ({"marked": '{"content": [[3, 1e400]]}'}, "cannot be read"),
        ({"marked": "[" * 20_000}, "cannot be read"),
        ({"action": "split"}, "Write the words"),
        ({"action": "split", "at": "0"}, "both sides"),
        ({"action": "join", "other": "999:1"}, "Choose a claim of this text"),
        ({"action": "publish"}, "action"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_told_and_nothing_is_lost(
    claim: Claim, editor: Client, sent: dict[str, str], told: str
) -> None:
    response = editor.post("/claims/71/spans/", lines(note="my reason", **sent))
    assert response.status_code == 422
    page = response.content.decode()
    assert told in page
    assert 'value="my reason"' in page
    if "content" in sent:
        assert sent["content"].replace("\0", "").strip() in page
    assert not Review.objects.exists()


def test_a_check_tells_the_kind_and_the_conflicts_and_saves_nothing(claim: Claim, dogs: Claim, editor: Client) -> None:
    marks = {"content": [at("“The pier 🚢 opens in June. It will be free,”"), at("Dogs are")], "cue": [at("Ruiz said")]}
    response = editor.post("/claims/71/spans/", lines(action="check", marked=json.dumps(marks)))
    assert response.status_code == 200
    page = response.content.decode()
    assert "Direct: all of its words stand in quotation marks" in page
    assert "“Dogs are” is also said in" in page
    assert not Review.objects.exists()


def test_two_versions_are_shown_where_somebody_was_faster(claim: Claim, editor: Client) -> None:
    decide(claim, UserFactory(username="bea"), "correct", 1, Correction(spans=Marked([at("It will be free")], [], [])))
    response = editor.post("/claims/71/spans/", lines(content="opens in June", note="mine"))
    assert response.status_code == 409
    page = response.content.decode()
    assert "opens in June</textarea>" in page
    assert "It will be free</p>" in page
    assert "bea corrected" in page
    assert 'value="mine"' in page
    assert editor.post("/claims/71/spans/", lines(content="opens in June", version=2)).status_code == 302
    claim.refresh_from_db()
    assert claim.content == [at("opens in June")]


def test_a_claim_is_split_before_the_words_that_are_written(claim: Claim, editor: Client) -> None:
    editor.post("/claims/71/spans/", lines(action="split", begins="opens"))
    assert [one.content for one in Claim.objects.order_by("position")] == [[at("The pier 🚢")], [at("opens in June")]]
    undone = Review.objects.get(action="add")
    editor.post(f"/log/{undone.pk}/undo/")
    claim.refresh_from_db()
    assert claim.content == [at("The pier 🚢 opens in June")], "both halves are undone together"


def test_two_claims_are_joined_with_the_words_that_are_marked_now(claim: Claim, dogs: Claim, editor: Client) -> None:
    editor.post("/claims/71/spans/", lines(action="join", other="72:1", content="opens in June"))
    dogs.refresh_from_db()
    claim.refresh_from_db()
    assert (dogs.state, claim.content) == ("rejected", [at("opens in June"), at("“Dogs are welcome,”")])
    corrected, rejected = Review.objects.order_by("pk")
    assert corrected.together == rejected.together


def test_a_missed_claim_is_added_and_stands_in_the_article_with_an_undo(claim: Claim, editor: Client) -> None:
    ana = ActorFactory(name="Ana Ruiz", aliases=["A. Ruiz"])
    assert editor.get("/articles/7/claims/add/").status_code == 200
    sent = {"snapshot": claim.snapshot_id, "action": "save", "content": "“Dogs are welcome,”", "source": "Ana Ruiz"}
    response = editor.post("/articles/7/claims/add/", {**sent, "cue": "said", "speaker": "A. Ruiz"})
    review = Review.objects.get()
    added = review.claim
    assert added
    assert response["Location"] == f"/articles/7/?decided={review.pk}#claim-{added.pk}"
    assert added.source == [[TEXT.rindex("Ana"), TEXT.rindex("Ana") + 8]], "the one beside what was said"
    assert [one.actor for one in added.speakers.all()] == [ana]
    page = editor.get(response["Location"].partition("#")[0]).content.decode()
    assert f'id="rail-{added.pk}"' in page
    assert f'action="/log/{review.pk}/undo/"' in page
    assert editor.post(f"/log/{review.pk}/undo/", {"back": "/articles/7/"})["Location"] == "/articles/7/"
    added.refresh_from_db()
    assert added.state == "withdrawn"


def test_source_and_cue_of_an_added_claim_are_guessed_where_that_is_asked_for(claim: Claim, editor: Client) -> None:
    sent = {"snapshot": claim.snapshot_id, "content": "“Dogs are welcome,”", "guess": "1"}
    page = editor.post("/articles/7/claims/add/", {**sent, "action": "check"}).content.decode()
    assert "Ana Ruiz</textarea>" in page
    assert "said</textarea>" in page
    assert "guessed from the sentence" in page
    assert 'name="guess" value="1">' in page, "what was guessed once is not guessed again"
    editor.post("/articles/7/claims/add/", {**sent, "action": "save", "cue": "welcome"})
    editor.post("/articles/7/claims/add/", {**sent, "action": "save"})
    added = Review.objects.get().claim
    assert added
    assert (added.source_text, added.cue_text) == ("Ana Ruiz", "said")


def test_what_is_no_text_of_the_article_any_more_is_refused(claim: Claim, editor: Client) -> None:
    article, older = claim.snapshot.article, claim.snapshot_id
    article.latest = Snapshot.objects.create(article=article, number=2, text=f"{TEXT} Yes.", sha256=sha256("2"))
    article.save()
    assert editor.get("/claims/71/spans/")["Location"] == "/claims/71/"
    for response in (
        editor.post("/claims/71/spans/", lines(content="opens in June")),
        editor.post("/articles/7/claims/add/", {"snapshot": older, "action": "save", "content": "opens in June"}),
    ):
        assert response.status_code == 422
        assert "newer text" in response.content.decode()
        assert "opens in June</textarea>" in response.content.decode()
    other = ArticleFactory().latest
    assert editor.post("/articles/7/claims/add/", {"snapshot": other.pk, "action": "save"}).status_code == 404
    article.removed_at = timezone.now()
    article.save()
    assert editor.get("/claims/71/spans/").status_code == 410
    assert editor.get("/articles/7/claims/add/").status_code == 410
    assert not Review.objects.exists()


def test_only_editors_mark_and_only_on_their_stories(claim: Claim, dogs: Claim, client: Client) -> None:
    client.force_login(UserFactory(), backend=BACKEND)
    assert client.get("/claims/71/spans/").status_code == 403
    assert client.get("/articles/7/claims/add/").status_code == 403
    assert "claims/add" not in client.get("/articles/7/").content.decode()
    story = LinkFactory(claim=claim).story
    client.force_login(UserFactory(role="editor", stories=[story]), backend=BACKEND)
    assert client.get("/claims/71/spans/").status_code == 200
    assert client.get("/claims/72/spans/").status_code == 403
    assert client.post("/claims/71/spans/", lines(action="join", other="72:1")).status_code == 403
    sent = {"snapshot": claim.snapshot_id, "action": "save", "content": "It will be free"}
    refused = client.post("/articles/7/claims/add/", sent)
    assert refused.status_code == 422
    assert "Choose the story" in refused.content.decode()
    assert client.post("/articles/7/claims/add/", {**sent, "story": story.pk}).status_code == 302
    added = Review.objects.get().claim
    assert added
    assert added.links.get().story == story
