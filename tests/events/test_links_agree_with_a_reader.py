"""Links against those that a reader made by the rule in `benchmarks.links`.

The demo's claims were at hand when the weights were fitted; the held-out story was written afterwards, about another subject.
Given the reader's claims, the linker is measured alone, without the days of speaking; end to end, what the engine misses is missed.
"""

from collections.abc import Callable

import pytest

from benchmarks.links import score
from tests.events.world import Gold, demo, given, held_out, read_by_engine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("world", "events", "stories"), [(demo, 78, 94), (held_out, 75, 85)], ids=["demo", "held out"])
def test_given_the_readers_claims(world: Callable[[], Gold], events: float, stories: float) -> None:
    gold = world()
    given(gold)
    result = score(gold)
    assert result.found == len(gold)
    assert result.events >= events, result
    assert result.stories >= stories, result


@pytest.mark.parametrize(("world", "events", "stories"), [(demo, 80, 94), (held_out, 75, 85)], ids=["demo", "held out"])
def test_end_to_end(world: Callable[[], Gold], events: float, stories: float) -> None:
    gold = world()
    read_by_engine()
    result = score(gold)
    assert result.events >= events, result
    assert result.stories >= stories, result


@pytest.mark.parametrize("world", [demo, held_out], ids=["demo", "held out"])
def test_a_third_is_about_other_subjects(world: Callable[[], Gold]) -> None:
    gold = world()
    assert sum(one["story"] is None for one in gold) >= 0.32 * len(gold)
