"""A request not to be named tells about the source; it is no claim."""

from __future__ import annotations

import pytest

from claims.extraction import extract

REQUESTS = [
    "Two lawyers, who asked for their names to be kept back, said the bridge was lost.",
    "A clerk, who asked not to be identified, said the bridge was lost.",
    "A clerk, who requested anonymity, said the bridge was lost.",
    "The clerk, asking to remain anonymous, said the bridge was lost.",
]


@pytest.mark.parametrize("text", REQUESTS)
def test_only_what_was_said_is_a_claim(text: str) -> None:
    claims = extract({"text": text})["claims"]
    assert [text[start:end] for claim in claims for start, end in claim["content"]] == ["the bridge was lost"]


def test_other_requests_are_claims() -> None:
    text = "The judge asked to be given the name of the ship."
    assert len(extract({"text": text})["claims"]) == 1
