"""Which claims are worth comparing: a few nearest in time for each sign that they could oppose each other by."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from claims.stance.opposing import TELLS
from claims.stance.phrases import data

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from claims.stance.reading import Read

__all__ = ["worth_comparing"]

NEAREST = 12
"""Earlier claims that one is compared with for each sign; so the work grows with the number of claims."""
COMMON = 60
"""A word of more claims than this tells no subject."""

type Sign = tuple[Hashable, str]


def worth_comparing(reads: Iterable[Read], owners: Mapping[int, Sequence[Hashable]]) -> Iterator[tuple[Read, Read]]:
    """Pairs in the order of their days, each once, of claims that share an owner: an actor, or an event."""
    ordered = sorted((read for read in reads if read.saying.day), key=lambda read: (read.saying.day, read.saying.key))
    waiting: dict[Sign, deque[Read]] = defaultdict(lambda: deque(maxlen=NEAREST))
    number = _frequencies(ordered)
    looks = [list(_looks_for(read, number)) for read in ordered]
    looked_for = {sign for signs in looks for sign in signs}
    for read, signs in zip(ordered, looks, strict=True):
        met: dict[int, Read] = {}
        for owner in owners[read.saying.key]:
            for sign in signs:
                if earlier := waiting.get((owner, sign)):
                    met.update((one.saying.key, one) for one in earlier)
        met.pop(read.saying.key, None)
        yield from ((earlier, read) for earlier in met.values())
        for sign in looked_for.intersection(_offers(read, number)):
            for owner in owners[read.saying.key]:
                waiting[(owner, sign)].append(read)


def _frequencies(reads: Sequence[Read]) -> dict[str, int]:
    number: dict[str, int] = defaultdict(int)
    for read in reads:
        for word in read.weights:
            number[word] += 1
    return number


def _telling(read: Read, number: dict[str, int]) -> list[str]:
    return [word for word, weight in read.weights.items() if weight >= TELLS / 2 and number[word] <= COMMON]


def _offers(read: Read, number: dict[str, int]) -> Iterator[str]:
    for name, side in read.sides.items():
        yield f"{name} {side}"
    for name in read.heard.open:
        yield f"{name} open"
    if read.heard.keeps_date:
        yield "no date"
    if read.dates:
        yield "date"
    acts = _acts(read)
    for word in _telling(read, number):
        yield f"{'denied' if read.negated else 'plain'} {word}"
        if acts:
            yield f"act {word}"
        if read.dates:
            yield f"dated {word}"


def _looks_for(read: Read, number: dict[str, int]) -> Iterator[str]:
    for name, side in read.sides.items():
        yield f"{name} {not side}"
        yield f"{name} open"
    if read.dates and read.saying.events:
        yield "no date"
    if read.dates and read.sides.get("acceptance") is False:
        yield "date"
    acts = _acts(read)
    for word in _telling(read, number):
        yield f"{'plain' if read.negated else 'denied'} {word}"
        if acts:
            yield f"act {word}"
        if read.dates:
            yield f"dated {word}"


def _acts(read: Read) -> bool:
    return any(read.saying.cue_class in pair for pair in data()["cues"]["opposed"])
