"""Whatever people decide, undo and merge, and whatever later runs find in between: each decision in force is intact.

What is expected is kept here beside the database, by claim and field, and not read from the history.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from actors.models import Actor
from claims.models import Claim, Event, Review
from claims.services.actors.merge import merge_actors
from claims.services.correction import Correction, Place, SpeakerChoice
from claims.services.decide_event import merge_events
from claims.services.listing import Differences, differences
from claims.services.place import attach
from claims.services.refusals import Refused
from claims.services.review import Marked, add_claim, decide
from claims.services.undo import undo
from sources.models import Article
from tests.factories import ActorFactory, ArticleFactory, EventFactory, StoryFactory, UserFactory
from tests.outputs import new_text, person, run, said, span

pytestmark = pytest.mark.django_db

TEXT = (
    "“The bridge stays closed, and the ferry runs,” Ada Quist said on Friday. “Ask me again in May,” Bo Lind said. "
    "Ada Quist denied that the dam leaks. “We dig on, and we pay,” Cy Marsh said. Cy Marsh warned of floods."
)
PASSAGES = [
    "The bridge stays closed, and the ferry runs",
    "The bridge stays closed",
    "and the ferry runs",
    "Ask me again in May",
    "the dam leaks",
    "We dig on, and we pay",
    "floods",
]
NAMES = ["Ada Quist", "Bo Lind", "Cy Marsh"]
DAYS = ["", "2024-09-13", "2024-09"]
RESULT = {"add": "confirmed", "confirm": "confirmed", "correct": "corrected", "reject": "rejected"}
few = st.integers(0, 11)
finds = st.lists(
    st.tuples(st.sampled_from(PASSAGES), st.sampled_from(NAMES), st.sampled_from(DAYS)),
    max_size=4,
    unique_by=lambda f: f[0],
)


class Decided(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.by = UserFactory(role="editor")
        self.article: Article = ArticleFactory(text=TEXT)
        story = StoryFactory(title="The bridge", query="bridge OR ferry")
        self.events: list[Event] = EventFactory.create_batch(3, story=story)
        self.actors: list[Actor] = [ActorFactory(name=name) for name in ("Ada Q.", "Bo L.", "Cy M.")]
        self.decided: dict[int, list[tuple[int, str, dict[str, Any]]]] = {}
        """By the claim that others continue: decisions in force, oldest first, each with what it says of its fields."""
        self.written: dict[int, Any] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # What the machine does

    @initialize(found=finds)
    def first(self, found: list[tuple[str, str, str]]) -> None:
        self.read(found)

    @rule(found=finds)
    def read(self, found: list[tuple[str, str, str]]) -> None:
        latest = self.article.latest
        assert latest is not None
        run(latest, *(self._found(latest.text, *each) for each in found))

    @rule(found=finds)
    def read_a_new_text(self, found: list[tuple[str, str, str]]) -> None:
        if self.article.snapshots.count() < 3:
            number = self.article.snapshots.count()
            new_text(self.article, f"Update {number}: the river rises. {TEXT}")
            self.read(found)

    def _found(self, text: str, words: str, name: str, day: str) -> dict[str, Any]:
        on = {"start": day, "end": day, "text": "Friday"} if len(day) == 10 else None
        return said(text, words, name, person(name), said_on=on)

    # What people do

    @rule(which=few, action=st.sampled_from(["confirm", "reject"]))
    def judge(self, which: int, action: str) -> None:
        if claim := self._claim(which):
            self._keep(decide(claim, self.by, action, claim.version))

    @rule(which=few, who=few, unnamed=st.booleans())
    def correct_speaker(self, which: int, who: int, unnamed: bool) -> None:
        choices = [SpeakerChoice(self.actors[who % 3])]
        self._correct(which, Correction(unnamed="an engineer") if unnamed else Correction(speakers=choices))

    @rule(which=few, day=st.sampled_from(DAYS))
    def correct_day(self, which: int, day: str) -> None:
        self._correct(which, Correction(said_on=day))

    @rule(which=few, words=st.sampled_from(PASSAGES))
    def correct_words(self, which: int, words: str) -> None:
        if claim := self._claim(which):
            self._correct(which, Correction(spans=Marked(span(claim.snapshot.text, words), [], [])))

    @rule(which=few, events=st.sets(st.integers(0, 2)))
    def correct_places(self, which: int, events: set[int]) -> None:
        self._correct(which, Correction(places=[self._place(number) for number in events]))

    @rule(which=st.sets(few, min_size=2, max_size=4), event=st.integers(0, 2))
    def place_together(self, which: set[int], event: int) -> None:
        claims = {claim.pk for number in which if (claim := self._claim(number))}
        try:
            reviews = attach(claims, self._place(event), self.by)
        except Refused:
            return
        for review in reviews:
            self._keep(review)

    @rule(words=st.sampled_from(PASSAGES), who=few, placed=st.booleans())
    def add(self, words: str, who: int, placed: bool) -> None:
        latest = self.article.latest
        assert latest is not None
        marked = Marked(span(latest.text, words), [], [])
        places = [self._place(who)] if placed else None
        try:
            review = add_claim(
                latest, self.by, Correction(spans=marked, speakers=[SpeakerChoice(self.actors[who % 3])], places=places)
            )
        except Refused:
            return
        self._keep(review)

    @rule(one=few, other=few)
    def merge_two_actors(self, one: int, other: int) -> None:
        try:
            merge_actors(self.actors[one % 3], self.actors[other % 3], self.by, None)
        except Refused:
            return

    @rule(one=few, other=few)
    def merge_two_events(self, one: int, other: int) -> None:
        try:
            merge_events(self.events[one % 3], self.events[other % 3], self.by)
        except Refused:
            return

    @rule(which=few)
    def take_back(self, which: int) -> None:
        standing = list(Review.objects.in_force().exclude(action="note").order_by("id"))
        if not standing:
            return
        try:
            made = undo(standing[which % len(standing)], self.by)
        except Refused:
            return
        gone = {one.undoes_id for one in made}
        for root, decisions in self.decided.items():
            self.decided[root] = [each for each in decisions if each[0] not in gone]

    # What holds after each step

    @invariant()
    def decisions_in_force_are_intact(self) -> None:
        for claim in Claim.objects.filter(continued_by__isnull=True):
            decisions = self.decided.get(_root(claim), [])
            wanted: dict[str, Any] = {}
            for _, _, fields in decisions:
                wanted |= fields
            now = {field: self._value(claim, field) for field in wanted}
            assert now == {field: self._survived(field, value) for field, value in wanted.items()}, claim.pk
            assert set(claim.held) == set(wanted)
            judged = [action for _, action, fields in decisions if set(fields) - {"event"}]
            if judged:
                assert claim.state == RESULT[judged[-1]]
            else:
                assert claim.state in ("proposed", "withdrawn")

    @invariant()
    def the_history_only_grows(self) -> None:
        now: dict[int, Any] = {review["id"]: review for review in Review.objects.values()}
        assert {key: now.get(key) for key in self.written} == self.written
        self.written = now

    @invariant()
    def the_index_is_true(self) -> None:
        assert differences() == Differences(0, 0)

    def _claim(self, which: int) -> Claim | None:
        claims = list(Claim.objects.filter(continued_by__isnull=True).select_related("snapshot").order_by("id"))
        return claims[which % len(claims)] if claims else None

    def _place(self, number: int) -> Place:
        event = self.events[number % 3]
        event.refresh_from_db()
        while event.merged_into:
            event = event.merged_into
        return Place(event.story, event)

    def _correct(self, which: int, correction: Correction) -> None:
        if claim := self._claim(which):
            try:
                review = decide(claim, self.by, "correct", claim.version, correction)
            except Refused:
                return
            self._keep(review, correction)

    def _keep(self, review: Review, correction: Correction | None = None) -> None:
        claim = Claim.objects.select_related("snapshot").get(reviews=review)
        fields = {field: self._value(claim, field) for field in review.fields}
        if correction and correction.speakers:
            assert fields["speaker"] == [choice.actor.pk for choice in correction.speakers]
        if correction and correction.places is not None:
            assert fields["event"] == {place.event.pk for place in correction.places if place.event}
        self.decided.setdefault(_root(claim), []).append((review.pk, review.action, fields))

    def _value(self, claim: Claim, field: str) -> Any:
        match field:
            case "spans":
                return claim.content_text
            case "kind":
                return claim.kind
            case "speaker":
                return [speaker.actor_id for speaker in claim.speakers.order_by("number")] or claim.unnamed
            case "date":
                return claim.said_on, claim.said_on_edtf
            case "event":
                return set(claim.links.standing().values_list("event", flat=True))
        return True

    def _survived(self, field: str, value: Any) -> Any:
        """Events count under the one that they were merged into."""
        if field != "event":
            return value
        into = dict(Event.objects.values_list("pk", "merged_into"))
        found = set()
        for event in value:
            while into.get(event):
                event = into[event]
            found.add(event)
        return found


def _root(claim: Claim) -> int:
    while claim.continues:
        claim = claim.continues
    return claim.pk


def test_each_decision_in_force_stands() -> None:
    run_state_machine_as_test(
        Decided,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
