"""All decisions, newest first: found by who, what, when, where and why."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Review
from claims.services.actors.decide import Details, decide_actor
from claims.services.actors.positions import Post, add_position
from claims.services.correction import Place
from claims.services.decide_event import EventDetails, add_event
from claims.services.place import attach
from claims.services.review import Correction, SpeakerChoice, decide
from claims.services.undo import undo
from tests.factories import ActorFactory, ClaimFactory, EventFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(sign_in: Callable[..., Client]) -> Callable[[str], list[str]]:
    """What the page tells of, by action and kind, oldest first."""
    client = sign_in("editor")

    def read(query: str = "") -> list[str]:
        response = client.get(f"/log/{query}")
        assert response.status_code == 200
        reviews = [entry.review for entry in response.context["entries"]]
        return [f"{review.action} {type(review.thing).__name__.lower()}" for review in reversed(reviews)]

    return read


@pytest.fixture
def decided() -> None:
    ana, bo = UserFactory(username="ana"), UserFactory(username="bo")
    story = StoryFactory(slug="dam")
    claim, other = ClaimFactory(), ClaimFactory()
    decide(claim, ana, "confirm", 1, note="She was there.")
    undo(decide(other, bo, "reject", 1), ana)
    attach([claim.pk], Place(story), bo)
    add_event(story, bo, EventDetails("The dam breaks", "2024-09"))
    decide_actor(ActorFactory(slug="mayor"), ana, "correct", 1, Details(description="A mayor."))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", ["confirm claim", "reject claim", "undo claim", "correct claim", "add event", "correct actor"]),
        ("?who=ana", ["confirm claim", "undo claim", "correct actor"]),
        ("?kind=event", ["add event"]),
        ("?action=correct&kind=claim", ["correct claim"]),
        ("?story=dam", ["confirm claim", "correct claim", "add event"]),
        ("?note=was+there", ["confirm claim"]),
        ("?undone=yes", ["reject claim"]),
        ("?undone=no&who=bo", ["correct claim", "add event"]),
        ("?actor=mayor", ["correct actor"]),
        ("?since=2000-01-01&until=2000-01-02", []),
        (f"?since={dt.datetime.now(dt.UTC).date()}&kind=event", ["add event"]),
    ],
)
@pytest.mark.usefixtures("decided")
def test_narrowed(log: Callable[[str], list[str]], query: str, told: list[str]) -> None:
    assert log(query) == told


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("?who=nobody", "There is no person “nobody”."),
        ("?kind=spoon", "There is no kind “spoon”."),
        ("?since=yesterday", "“yesterday” is no day"),
        ("?since=9999-12-31", "Nothing was decided on"),
        ("?since=2025-01-01&until=2024-01-01", "before they begin"),
        ("?story=none%00", "There is no story"),
        ("?claim=99999999999999999999999", "There is no claim"),
        ("?actor=none", "There is no actor"),
        ("?before=x", "That page of the log does not exist"),
        (f"?note={'x' * 10_000}", "Nothing was decided like that"),
    ],
)
def test_what_makes_no_sense_is_told(sign_in: Callable[..., Client], query: str, why: str) -> None:
    page = sign_in("editor").get(f"/log/{query}")
    assert page.status_code == 200
    assert why in page.content.decode()


def test_pages_go_both_ways(sign_in: Callable[..., Client]) -> None:
    by, claim = UserFactory(), ClaimFactory()
    Review.objects.bulk_create(
        Review(claim=claim, by=by, action="note", note=f"number {number}") for number in range(120)
    )
    client = sign_in("editor")

    def numbers(query: str) -> list[int]:
        entries = client.get(f"/log/{query}").context["entries"]
        return [int(entry.review.note.split()[1]) for entry in entries]

    first = client.get("/log/").context
    assert [numbers("")[0], numbers("")[-1]] == [119, 70]
    assert first["newer"] is None
    second = client.get(f"/log/?before={first['older']}").context
    assert numbers(f"?before={first['older']}") == list(range(69, 19, -1))
    assert numbers(f"?before={second['older']}") == list(range(19, -1, -1))
    assert numbers(f"?after={second['newer']}") == numbers("")


def test_ten_times_the_decisions_take_as_many_queries(sign_in: Callable[..., Client]) -> None:
    client, by = sign_in("editor"), UserFactory()

    def queries() -> int:
        client.get("/log/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/log/")
        return len(asked)

    def more(number: int) -> None:
        for _ in range(number):
            event = EventFactory()
            claims = ClaimFactory.create_batch(2, speaker=ActorFactory())
            attach([claim.pk for claim in claims], Place(event.story, event), by)
            claims[0].refresh_from_db()
            choice = Correction(speakers=[SpeakerChoice(ActorFactory())])
            undo(decide(claims[0], by, "correct", claims[0].version, choice), by)
            add_position(ActorFactory(), by, Post("mayor", organization=ActorFactory(kind="organization")))

    more(1)
    few = queries()
    more(9)
    assert queries() == few
    assert few <= 25


@pytest.mark.usefixtures("decided")
def test_it_leaves_as_a_file_with_the_same_filters(sign_in: Callable[..., Client]) -> None:
    client = sign_in("editor")
    rows = list(csv.DictReader(io.StringIO(client.get("/log.csv?who=ana").getvalue().decode("utf-8-sig"))))
    assert [(row["action"], row["about"]) for row in rows] == [
        ("correct", "actor"),
        ("undo", "claim"),
        ("confirm", "claim"),
    ]
    lines = [json.loads(line) for line in client.get("/log.jsonl?kind=actor").getvalue().splitlines()]
    assert [line["after"]["description"] for line in lines] == ["A mayor."]
    assert client.get("/log.csv?who=nobody").status_code == 400


@pytest.mark.parametrize("page", ["/log/", "/log.csv", "/log/agreement/", "/log/figures/", "/second/"])
def test_analysts_do_not_read_it(sign_in: Callable[..., Client], page: str) -> None:
    assert sign_in("analyst").get(page).status_code == 403
