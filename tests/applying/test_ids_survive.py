import pytest

from claims.models import Claim
from tests.factories import ActorFactory, ArticleFactory
from tests.outputs import only, person, run, said

pytestmark = pytest.mark.django_db

TEXT = "“The bridge stays closed, and the ferry runs,” Ada Quist said on Friday. “Ask me again in May,” Bo Lind said."


def test_applying_twice_changes_nothing() -> None:
    latest = ArticleFactory(text=TEXT).latest
    claims = [said(TEXT, "The bridge stays closed, and the ferry runs", "Ada Quist", person("Ada Quist"), cue="said")]
    run(latest, *claims)
    before = Claim.objects.values("id", "version", "updated_at", "content", "state")[0]
    speaker = only().speakers.get().pk
    run(latest, *claims)
    assert Claim.objects.values("id", "version", "updated_at", "content", "state")[0] == before
    assert only().speakers.get().pk == speaker


def test_a_moved_comma_keeps_the_id() -> None:
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "The bridge stays closed, and the ferry runs,", "Ada Quist"))
    first = only()
    run(latest, said(TEXT, "The bridge stays closed, and the ferry runs", "Ada Quist", cue="said"))
    assert only().pk == first.pk
    assert only().content_text.endswith("runs")
    assert only().version == first.version + 1


def test_less_than_half_of_the_words_is_another_claim() -> None:
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "The bridge stays closed, and the ferry runs", "Ada Quist"))
    run(latest, said(TEXT, "ferry runs", "Ada Quist"))
    assert sorted(Claim.objects.values_list("state", "content_text")) == [
        ("proposed", "ferry runs"),
        ("withdrawn", "The bridge stays closed, and the ferry runs"),
    ]


def test_another_source_is_another_claim() -> None:
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "Ask me again in May", "Ada Quist"))
    run(latest, said(TEXT, "Ask me again in May", "Bo Lind"))
    assert set(Claim.objects.values_list("state", "source_text")) == {
        ("withdrawn", "Ada Quist"),
        ("proposed", "Bo Lind"),
    }


def test_the_best_match_wins() -> None:
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "The bridge stays closed, and the ferry", "Ada Quist"))
    run(
        latest,
        said(TEXT, "The bridge stays closed, and", "Ada Quist"),
        said(TEXT, "The bridge stays closed, and the ferry runs", "Ada Quist"),
    )
    assert Claim.objects.order_by("id")[0].content_text == "The bridge stays closed, and the ferry runs"


def test_a_new_speaker_replaces_the_old_one() -> None:
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "Ask me again in May", "Bo Lind", person("Bo Lind")))
    known = ActorFactory(name="Bo Lindgren")
    run(latest, said(TEXT, "Ask me again in May", "Bo Lind", person("Bo Lindgren")))
    assert [speaker.actor for speaker in only().speakers.all()] == [known]
