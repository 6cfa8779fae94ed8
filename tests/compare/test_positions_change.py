"""Pairs of one actor's claims about one story, with what a reader makes of them. Invented; in sight of the rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from claims.stance import Saying, changes, turns

DAY = dt.date(2025, 3, 1)

type Told = tuple[str, str, str]
"""Cue, cue class, content."""


def said(key: int, told: Told, **more: Any) -> Saying:
    cue, cue_class, words = told
    values: dict[str, Any] = {"by": frozenset({1}), "stories": frozenset({1}), "day": DAY + dt.timedelta(10 * key)}
    return Saying(key, words, cue=cue, cue_class=cue_class, **values | more)


CHANGED: list[tuple[Told, Told]] = [
    (("said", "say", "the port would stay open all winter"), ("said", "say", "the port would close for the winter")),
    (("said", "say", "“We will sell the ferry”"), ("said", "say", "“We will not sell the ferry”")),
    (
        ("said", "say", "the tunnel offer was acceptable to the union"),
        ("called", "say", "the tunnel offer unacceptable"),
    ),
    (("welcomed", "agree", "the new fishing quota"), ("condemned", "criticize", "the fishing quota")),
    (
        ("declined to say", "refuse", "whether an agreement on the dam had been reached"),
        ("confirmed", "confirm", "that the agreement on the dam had been signed"),
    ),
    (
        ("said", "say", "its fighters would resume their attacks"),
        ("announced", "announce", "that it was suspending all operations for a month"),
    ),
    (
        ("promised", "promise", "to raise the fuel duty for tractors"),
        ("said", "say", "the fuel duty for tractors would be cut"),
    ),
    (
        ("said", "say", "the council had never discussed a toll on the bridge"),
        ("said", "say", "the council had discussed a toll on the bridge"),
    ),
    (("denied", "deny", "that the mine would be sold"), ("said", "say", "the mine would be sold")),
    (
        ("said", "say", "the delegation would attend the harbour conference"),
        ("said", "say", "the delegation would boycott the harbour conference"),
    ),
]

UNCHANGED: dict[str, tuple[Told, Told]] = {
    "the same again": (
        ("said", "say", "the port would stay open all winter"),
        ("repeated", "say", "that the port would stay open all winter"),
    ),
    "a condition": (
        ("warned", "warn", "that its fighters would resume their attacks if the talks failed"),
        ("said", "say", "it was suspending its attacks"),
    ),
    "a question": (("asked", "ask", "whether the port would close"), ("said", "say", "the port would stay open")),
    "a question in the words": (
        ("said", "say", "“Who would close a port in winter?”"),
        ("said", "say", "the port would stay open"),
    ),
    "what others say": (
        ("said", "say", "they say that the port will close"),
        ("said", "say", "the port would stay open"),
    ),
    "another subject with the same words": (
        ("said", "say", "the school kitchen would open in May"),
        ("said", "say", "the airport road would close in May"),
    ),
    "not only": (
        ("said", "say", "we will open the eastern gate"),
        ("said", "say", "we will not only open the eastern gate but pave it"),
    ),
    "a report is denied": (
        ("said", "say", "the mine would be sold"),
        ("denied", "deny", "a report that the mine had been sold to his brother"),
    ),
    "narrower": (
        ("said", "say", "the quota would be cut"),
        ("said", "say", "the quota of herring would be cut by a tenth"),
    ),
    "no later than": (
        ("said", "say", "the bridge would open in May"),
        ("said", "say", "the bridge would open no later than May"),
    ),
    "a number is kept back, whether is told": (
        ("refused to say", "refuse", "how many ferries would be sold under the agreement"),
        ("said", "say", "the agreement had been signed"),
    ),
    "wished and foreseen": (
        ("demanded", "demand", "that the port close"),
        ("said", "say", "the port would stay open"),
    ),
    "another actor's truce": (
        ("said", "say", "the rebels had resumed their attacks"),
        ("said", "say", "the rebels had suspended their attacks"),
    ),
}


@pytest.mark.parametrize("pair", CHANGED, ids=lambda pair: pair[1][2])
def test_a_change_is_found(pair: tuple[Told, Told]) -> None:
    found = changes([said(1, pair[0]), said(2, pair[1])])
    assert [(one.earlier, one.later, one.relation) for one in found] == [(1, 2, "changed")]
    assert found[0].reason.endswith(".")


@pytest.mark.parametrize("why", UNCHANGED)
def test_what_only_looks_like_a_change_is_not(why: str) -> None:
    first, second = UNCHANGED[why]
    assert not changes([said(1, first), said(2, second)])
    assert not changes([said(1, second), said(2, first)])


OPEN, CLOSED = CHANGED[0]


@pytest.mark.parametrize(
    "other",
    [
        {"by": frozenset({2})},
        {"by": frozenset({2}), "behalf": frozenset({9}), "office": frozenset({8})},
        {"by": frozenset({2}), "behalf": frozenset({9}), "day": DAY + dt.timedelta(900)},
        {"day": DAY},
        {"day": None},
        {"confidence": 0.4},
    ],
    ids=["another actor", "another holder of the office", "two years later", "same day", "no day", "unsure"],
)
def test_no_change_with(other: dict[str, Any]) -> None:
    spoken_for = {"behalf": frozenset({9}), "office": frozenset({8}), "day": DAY}
    assert not changes([said(1, OPEN, **spoken_for), said(2, CLOSED, **other)])


def test_two_who_speak_for_one_organisation_are_one_actor() -> None:
    assert changes([said(1, OPEN, behalf=frozenset({9})), said(2, CLOSED, by=frozenset({2}), behalf=frozenset({9}))])


def test_another_date_for_the_same_thing() -> None:
    first, second = (
        ("said", "say", "the barrage turbines would run by May"),
        ("said", "say", "the barrage turbines would run by October"),
    )
    may, october = ((None, dt.date(2025, 6, 1)),), ((None, dt.date(2025, 11, 1)),)
    assert changes([said(1, first, dates=may), said(2, second, dates=october)])
    assert not changes([said(1, first, dates=may), said(2, first, dates=may)])


def test_the_turn_is_between_the_last_word_before_and_the_first_after() -> None:
    row = [said(1, OPEN), said(2, OPEN), said(3, CLOSED), said(4, CLOSED)]
    pairs = changes(row)
    assert {(pair.earlier, pair.later) for pair in pairs} == {(1, 3), (1, 4), (2, 3), (2, 4)}
    days = {one.key: one.day for one in row if one.day}
    assert [(pair.earlier, pair.later) for pair in turns(pairs, days)] == [(2, 3)]
