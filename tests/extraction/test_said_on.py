"""The day on which a claim was made: that of its clause or of its occasion, never one that is only named nearby.

In the texts, [Ana Ruiz] is a source, {said} its cue, <that it rains> the content; the speaker is the last source named.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.actors import Actor
from claims.extraction.attribution import Places
from claims.extraction.dates import find_dates
from claims.extraction.layout import layout
from claims.extraction.said_on import days_of
from claims.extraction.types import SaidOn, Speaker

PUBLISHED = "2024-05-16"  # a Thursday
MARK = re.compile(r"[\[\]{}<>]")
NAMES = {
    "Ruiz": "Ana Ruiz",
    "Beck": "Tom Beck",
    "She": "Ana Ruiz",
    "she": "Ana Ruiz",
    "He": "Tom Beck",
    "he": "Tom Beck",
}
LEAD = "The harbour board of Velmouth voted on Monday to close the old pier."


def spoken(marked: str, published: str | None = PUBLISHED) -> list[SaidOn | None]:
    """The days of the marked attributions; a "|" ends each."""
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {}
    groups: list[dict[str, list[tuple[int, int]]]] = []
    opened: dict[str, int] = {}
    parts = re.split(r"([\[\]{}<>|])", marked)
    for part in parts:
        if part in "[{<" and part:
            opened[part] = len(text)
        elif part in "]}>" and part:
            kind = {"]": "[", "}": "{", ">": "<"}[part]
            spans.setdefault(kind, []).append((opened[kind], len(text)))
        elif part == "|":
            groups.append(spans)
            spans = {}
        else:
            text += part
    paragraphs = layout(text)
    places = Places(paragraphs)
    items = [places.attribution(group.get("[", []), group.get("{", []), group["<"]) for group in groups]
    speakers: list[Speaker | None] = []
    mentions: dict[str, list[tuple[int, int]]] = {}
    for match in re.finditer(r"(?:Ana )?Ruiz|(?:Tom )?Beck", text):
        mentions.setdefault(NAMES[match[0].split()[-1]], []).append(match.span())
    for item in items:
        source = " ".join(text[start:end] for start, end in item.source)
        name = NAMES.get(re.split(r",", source)[0].split()[-1]) if source else None
        speakers.append(Speaker(name=name, kind="person") if name else None)
    actors = [Actor(name, "person", found) for name, found in mentions.items()]
    day = date.fromisoformat(published) if published else None
    order = sorted(range(len(items)), key=lambda at: (items[at].cue or items[at].content)[0])
    return days_of(
        text,
        paragraphs,
        [items[at] for at in order],
        [speakers[at] for at in order],
        actors,
        find_dates(text, published, [span for item in items for span in item.content]),
        day,
    )


CLAUSE = [
    ("[Ana Ruiz] {said} on Tuesday <that the pier was safe>|.", ["2024-05-14"]),
    ("On Monday's edition of Harbour Talk, [Ana Ruiz] {said} <the pier was safe>|.", ["2024-05-13"]),
    ("During a May interview with the Herald, [Ana Ruiz] {said} <the pier was safe>|.", ["2024-05-01"]),
    ("[A 2019 study] {found} <that the pier was safe>|.", ["2019-01-01"]),
    ("[Ana Ruiz], who in 2021 {said} <that the pier was safe>|, has left.", ["2021-01-01"]),
    # a person stands between the cue and its day
    ("[Ana Ruiz] {questioned} <Tom Beck on Tuesday about the pier>|.", ["2024-05-14"]),
    # the day of what she speaks of
    ("[Ana Ruiz] {called} <Tuesday's vote a mistake>|.", [None]),
    ("[Ana Ruiz] {praised} the Tuesday vote <as a relief>|.", [None]),
    ("[Ana Ruiz] {said} <the pier was safe>| after Tom Beck had closed it on Tuesday.", [None]),
    ("[Ana Ruiz], who joined the board in March, {said} <the pier was safe>|.", [None]),
    ("Since the storm on Tuesday [Ana Ruiz] {has feared} <that the pier will fall>|.", [None]),
    ("While she was speaking on Tuesday, [she] {said} <that the pier was safe>|.", ["2024-05-14"]),
    # what lies ahead, the bounds of a time, and the place line
    ("Asked whether it would open by next August, [Tom Beck] {replied} <that it would>|.", [None]),
    ("[Tom Beck], who led the board until March 2023, {said} <that the pier was old>|.", [None]),
    ("VELMOUTH, May 15 (Coast Press) - [Tom Beck] {said} <that nobody was hurt>|.", [None]),
]
SPEAKER = [
    # an earlier time that the clause names
    (
        "[Ana Ruiz] {said} on Tuesday <that it was safe>|.\n\n[She] {wrote} <that it was not>| in her 1990 memoir.",
        ["2024-05-14", None],
    ),
    # until another day is named
    (
        "[Ana Ruiz] {said} on Tuesday <that it was safe>|.\n\n[She] {said} <that nobody knew>|.\n\n"
        "On Wednesday, [Ruiz] {said} <that she had been wrong>|.\n\n[She] {said} <that it would close>|.",
        ["2024-05-14", "2024-05-14", "2024-05-15", "2024-05-15"],
    ),
    # somebody else's day
    ("[Ana Ruiz] {said} on Tuesday <it was safe>|.\n\n[Tom Beck] {said} <it was not>|.", ["2024-05-14", None]),
    # what they did on that day, and what was done to them
    ("Ana Ruiz met the fishermen on Tuesday.\n\n<“Nobody will pay,”> [Ruiz] {said}|.", ["2024-05-14"]),
    ("A court fined the board on Tuesday, a blow to Ana Ruiz.\n\n<“Nobody will pay,”> [Ruiz] {said}|.", [None]),
    # the day comes a little later
    ("[Tom Beck] {called} <it a heap of rust>|.\n\n<“We waited,”> [Beck] {said} on Monday|.", ["2024-05-13"] * 2),
    # views and what has been said before
    (
        "[Ana Ruiz] {said} on Tuesday <that it was safe>|.\n\n[She] {believes} <in the old oak>|.\n\n"
        "[She] {has said} <that it will stand>|.\n\n[She] {wants} <a new roof>|.",
        ["2024-05-14", None, None, None],
    ),
    # a month does not hold for long
    (
        "[Ana Ruiz] {said} in February <that it was safe>|.\n\nIt snowed.\n\nIt thawed.\n\n[She] {said} <it was>|.",
        ["2024-02-01", None],
    ),
    # two verbs of one sentence
    ("[Ana Ruiz] {said} <it was safe>| on Tuesday, {adding} <that it would stand>|.", ["2024-05-14"] * 2),
]
OCCASION = [
    # proceedings that the opening dates, where everybody spoke, but not whoever wrote to the paper
    (f"{LEAD}\n\n[Tom Beck] {{said}} <that the pier was lost>|.", ["2024-05-13"]),
    (f"{LEAD}\n\nIn a statement, [Tom Beck] {{said}} <that the pier was lost>|.", [None]),
    ("A crane fell into the sea on Monday.\n\n[Tom Beck] {said} <that nobody was hurt>|.", [None]),
    # several spoke on one day, which says nothing about the others
    (
        "[Ana Ruiz] {said} Wednesday <it was safe>|.\n\n[Tom Beck] {said} Wednesday <it was not>|.\n\n"
        "[A diver] {said} <it was rotten>|.",
        ["2024-05-15", "2024-05-15", None],
    ),
    # a transcript of a dated broadcast
    ("On Sunday's broadcast, [Ana Ruiz] {said} <it was safe>|.\n\n[THE HOST]{:} <Is it?>|", ["2024-05-12"] * 2),
    # somebody goes on where another left off
    ("[Ana Ruiz] {said} Wednesday <it was safe>|.\n\n<“And old,”> {added} [Tom Beck]|.", ["2024-05-15"] * 2),
    # a document and those who wrote it
    (
        "[A survey] released on Wednesday {shows} <that it is rotten>|.\n\nIt rained.\n\n"
        "[The researchers] {found} <worms>|.\n\n[Another survey] {found} <none>|.",
        ["2024-05-15", "2024-05-15", None],
    ),
    # what is told after a meeting that was dated
    ("The board met on Tuesday.\n\nAfter the meeting, [a clerk] {announced} <the end>|.", ["2024-05-14"]),
    # a headline tells what the lead dates
    (
        "[Harbour board] {rejects} <rescue of old pier>|.\n\n[The harbour board] {rejected} <the rescue of the pier>| "
        "on Wednesday.",
        ["2024-05-15", "2024-05-15"],
    ),
]


@pytest.mark.parametrize(("marked", "days"), CLAUSE + SPEAKER + OCCASION)
def test_day_of_speaking(marked: str, days: list[str | None]) -> None:
    assert [day["start"] if day else None for day in spoken(marked)] == days


def test_never_after_publication() -> None:
    assert spoken("[Tom Beck] {said} next Tuesday <that it was old>|. [He] {said} <that it would fall>|.") == [
        None,
        None,
    ]


def test_without_a_publication_date_a_weekday_names_no_day() -> None:
    assert spoken("[Ana Ruiz] {said} on Tuesday <that the pier was safe>|.", None) == [None]


@given(st.lists(st.sampled_from(CLAUSE + SPEAKER + OCCASION), min_size=1, max_size=8))
def test_a_day_is_named_in_the_text_and_not_after_publication(cases: list[tuple[str, list[str | None]]]) -> None:
    marked = "\n\n".join(text for text, _ in cases)
    for day in spoken(marked):
        assert day is None or (day["start"] <= min(day["end"], PUBLISHED) and day["text"] in MARK.sub("", marked))
