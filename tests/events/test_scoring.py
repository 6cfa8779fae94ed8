"""What is seen of one claim, and what the rule makes of it."""

import pytest

from claims.linking import Seen, weigh
from claims.linking.reading import Named

RAID, DEAL = 1, 2
WEAK, STRONG = Named(0.3, ("camp",)), Named(0.8, ("night raid",))

TABLE = [
    ("nothing", [Seen(RAID)], []),
    ("named well", [Seen(RAID, said=STRONG)], [RAID]),
    ("named weakly", [Seen(RAID, said=WEAK)], []),
    ("named weakly, with its date", [Seen(RAID, said=WEAK, date="on 3 May", exact=True)], [RAID]),
    ("its date alone", [Seen(RAID, date="on 3 May", exact=True)], []),
    ("a vague date alone", [Seen(RAID, date="this year")], []),
    ("a date that several claims share", [Seen(RAID, date="on 3 May", exact=True, shared=True)], [RAID]),
    ("a day of speaking that several claims share", [Seen(RAID, same_day=True, shared=True)], [RAID]),
    ("the report of a deed", [Seen(RAID, report=STRONG, deed=True, same_day=True)], [RAID]),
    ("the report of words", [Seen(RAID, report=STRONG)], []),
    ("beside it in the report of a deed", [Seen(RAID, beside=STRONG, report=STRONG, deed=True)], [RAID]),
    ("the actor alone", [Seen(RAID, actor="Ada Quist")], []),
    (
        "a rival that fits better",
        [Seen(RAID, report=STRONG, deed=True), Seen(DEAL, said=Named(0.95, ("deal",)))],
        [DEAL],
    ),
    ("two that fit alike", [Seen(RAID, said=STRONG), Seen(DEAL, said=STRONG)], [RAID, DEAL]),
]


@pytest.mark.parametrize(("seen", "events"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_rule(seen: list[Seen], events: list[int]) -> None:
    found = weigh(seen)
    assert [one.event for one in found] == events
    assert all(0 < one.score <= 1 and one.reason for one in found)


def test_scores_of_rivals_add_up_to_less_than_one() -> None:
    assert sum(one.score for one in weigh([Seen(n, said=STRONG) for n in (RAID, DEAL)])) <= 1


def test_a_reason_names_what_was_seen() -> None:
    (one,) = weigh(
        [Seen(RAID, said=STRONG, date="on 3 May", exact=True, report=WEAK, same_day=True, actor="Ada Quist")]
    )
    assert one.reason == (
        "says “night raid”; its date, on 3 May, falls on the event; "
        "the article reports it, with “camp” in its opening; "
        "it was said on the day of the event; Ada Quist takes part in it"
    )
