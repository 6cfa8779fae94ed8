"""The day on which a claim was made is the one named for its speaker, never one that is only named nearby."""

from __future__ import annotations

import pytest

from claims.extraction import extract

LEAD = "The harbour board of Velmouth voted on Monday to close the old pier."

CASES = [
    # own clause
    ("Ana Ruiz said on Tuesday that the pier was safe.", ["2024-05-14"]),
    # the same speaker, until another day is named
    (
        "Ana Ruiz said on Tuesday that the pier was safe.\n\nShe said that nobody had measured it.\n\n"
        "On Wednesday, Ruiz said that she had been wrong.\n\nShe said that it would close.",
        ["2024-05-14", "2024-05-14", "2024-05-15", "2024-05-15"],
    ),
    # somebody else's day is nobody's
    ("Ana Ruiz said on Tuesday that the pier was safe.\n\nTom Beck said that it was not.", ["2024-05-14", None]),
    # what they did that day
    (
        'Ana Ruiz, who met the fishermen on Tuesday, made no promise. "Nobody will pay for this pier," Ruiz said.',
        ["2024-05-14"],
    ),
    # the day comes a little later
    (
        'Tom Beck called the pier "a heap of rust and good intentions".\n\n"We have waited long," Beck said on Monday.',
        ["2024-05-13", "2024-05-13"],
    ),
    # the place line is no day of speaking
    ("VELMOUTH, May 15 (Coast Press) - A crane fell into the sea.\n\nTom Beck said that nobody was hurt.", [None]),
    # what lies ahead, and the bounds of a time
    ("Asked whether the pier would open by next August, Tom Beck replied that it would.", [None]),
    ("Tom Beck, who led the board until March 2023, said that the pier was old.", [None]),
    # proceedings that the opening dates
    (f"{LEAD}\n\nTom Beck said that the pier was lost.", ["2024-05-13"]),
    # a lead that tells of something else
    ("A crane fell into the sea on Monday.\n\nTom Beck said that nobody was hurt.", [None]),
]


@pytest.mark.parametrize(("text", "days"), CASES)
def test_day_of_speaking(text: str, days: list[str | None]) -> None:
    claims = extract({"text": text, "published": "2024-05-16"})["claims"]
    assert [claim["said_on"]["start"] if claim["said_on"] else None for claim in claims] == days


def test_never_after_publication() -> None:
    text = "Tom Beck said next Tuesday that the pier was old. He said that it would fall."
    assert not any(claim["said_on"] for claim in extract({"text": text, "published": "2024-05-16"})["claims"])
