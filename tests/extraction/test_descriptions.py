"""A definite description means the person whom the article gave the title, and a statement whoever made it."""

from __future__ import annotations

import pytest

from claims.extraction import extract

SENTENCE = "The dam will hold this winter,"
CASES = [
    # introduced with the title
    (f'Prime Minister Lea Arvo of Iraq came to the dam. "{SENTENCE}" the prime minister said.', "Lea Arvo"),
    (f'Iraqi Prime Minister Lea Arvo came to the dam. "{SENTENCE}" the Iraqi prime minister said.', "Lea Arvo"),
    # one job under two names
    (f'Pentagon spokesman Omar Hadi was asked about it. "{SENTENCE}" the press secretary said.', "Omar Hadi"),
    # a name without a title, and then the title
    (f'Lea Arvo came to the dam on Friday. "{SENTENCE}" the Iraqi foreign minister said.', "Lea Arvo"),
    # the title, and then the name
    (
        f'Iraq\'s foreign minister said on Sunday that the dam was safe.\n\n"{SENTENCE}" Lea Arvo told reporters.',
        "Lea Arvo",
    ),
    # "the statement" is its maker's
    (
        f'The Velmouth Water Ministry said all was well. "{SENTENCE}" the statement said.',
        "Velmouth Water Ministry",
    ),
    # somebody unnamed has it
    (f'An adviser said that Lea Arvo was ill. "{SENTENCE}" the adviser said.', None),
    # nobody has the title
    (f'Tom Beck and Lea Arvo came to the dam. "{SENTENCE}" the Iraqi foreign minister said.', None),
]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_who_is_meant(text: str, name: str | None) -> None:
    claims = [
        claim for claim in extract({"text": text})["claims"] if text[slice(*claim["content"][0])].strip('"') == SENTENCE
    ]
    assert claims
    for claim in claims:
        assert claim["speaker"] is not None
        assert claim["speaker"]["name"] == name
