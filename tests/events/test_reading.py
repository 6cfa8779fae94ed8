"""Where an article names an event, and which one it speaks of when a claim begins."""

import time

import pytest

from claims.linking import EventText, Reading, words_of_events
from claims.linking.stems import stem

RAID, DEAL = 1, 2
EVENTS = words_of_events(
    [
        EventText(RAID, "Raid on Karsten", "Soldiers storm a farm.", ["Karsten", "raid"]),
        EventText(DEAL, "Deal on grain", "Ports open again.", ["grain deal"]),
    ]
)
TEXT = "The raid on Karsten began at dawn.\n\nA raid without sense, they say. The attack was long.\n\nBread is dear."


@pytest.mark.parametrize(
    "forms", [["postpone", "postponed", "postponement"], ["strike", "strikes"], ["vote", "voted", "voting"]]
)
def test_forms_of_one_word(forms: list[str]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_by_its_words() -> None:
    reading = Reading("News", TEXT, EVENTS)
    assert reading.within([(0, 20)], RAID).words == ("Karsten", "raid")
    assert reading.within([(0, 20)], DEAL).strength == 0


def test_by_a_phrase_that_takes_it_up() -> None:
    start = TEXT.index("The attack")
    assert Reading("News", TEXT, EVENTS).within([(start, start + 10)], RAID).words == ("attack",)


def test_nothing_is_taken_up_that_was_not_spoken_of() -> None:
    text = "Bread is dear.\n\nThe attack was long."
    assert Reading("News", text, EVENTS).within([(0, len(text))], RAID).strength == 0


def test_it_fades() -> None:
    reading = Reading("News", TEXT, EVENTS)
    held = [reading.before(reading.paragraphs[n][0], RAID) for n in range(3)]
    assert held[0] == 0 < held[2] < held[1]


def test_a_phrase_does_not_count_its_own_words_twice() -> None:
    reading = Reading("", "The grain deal holds.", EVENTS)
    assert len(reading.within([(0, 21)], DEAL).words) == 1


@pytest.mark.parametrize("mark", ["\n\n", " "])
def test_a_long_text_takes_time_in_proportion(mark: str) -> None:
    def seconds(times: int) -> float:
        text = mark.join(["The raid on Karsten. The attack was long."] * times)
        started = time.process_time()
        reading = Reading("", text, EVENTS)
        for start in range(0, len(text), len(text) // 50):
            reading.before(start, RAID)
            reading.beside([(start, start + 30)], [(start, start + 10)], RAID)
        return time.process_time() - started

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(1000), 0.01)
