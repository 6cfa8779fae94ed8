"""A headline or first paragraph describes somebody whom the next paragraphs name."""

from __future__ import annotations

import pytest

from tests.extraction.speaking import names

KNOWN = {
    "Ana Ruiz": "Person",
    "Ruiz": "Person",
    "Tom Beck": "Person",
    "Senate Water Committee": "Organization",
    "Court of Appeals": "Organization",
}
CASES = [
    ("[Judge] rejects dam plan\n\nThe plan failed.\n\n[Justice Ana Ruiz] said the plan was weak.", ["Ana Ruiz"] * 2),
    ("[A lawmaker] said the dam was safe.\n\n[Sen. Ana Ruiz] said it would hold.", ["Ana Ruiz"] * 2),
    (
        "[A Senate panel] voted to close the dam.\n\n[The Senate Water Committee] said it leaked.",
        ["Senate Water Committee"] * 2,
    ),
    ("[An appeals court] ruled for the dam.\n\n[The Court of Appeals] said it would hold.", ["Court of Appeals"] * 2),
    # two people have the role
    (
        "[A lawmaker] said the dam was safe.\n\n[Sen. Ana Ruiz] said it held. [Rep. Tom Beck] said it leaked.",
        [None, "Ana Ruiz", "Tom Beck"],
    ),
    # nobody has it
    ("[A doctor] said the dam was safe.\n\n[Sen. Ana Ruiz] said it would hold.", [None, "Ana Ruiz"]),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_the_name_behind_a_description(marked: str, expected: list[str | None]) -> None:
    assert names(marked, KNOWN) == expected
