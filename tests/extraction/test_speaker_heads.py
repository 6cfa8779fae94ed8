"""The name at the head of a source speaks; one in its complement or before another noun does not."""

from __future__ import annotations

import pytest

from tests.extraction.speaking import names, resolved

KNOWN = {
    "Ana Ruiz": "Person",
    "Tom Beck": "Person",
    "Lea Arvo": "Person",
    "Ruiz": "Person",
    "Harbour Board": "Organization",
    "Norland": "Location",
    "Sudland": "Location",
}
CASES = [
    ("[Rep. Ana Ruiz (D-Norland)] said it was shut.", "Ana Ruiz"),
    ("[Ana Ruiz, head of the Harbour Board] said it was shut.", "Ana Ruiz"),
    ("[A lawyer for Ana Ruiz, Tom Beck,] said it was shut.", "Tom Beck"),
    ("[the then-director of the Harbour Board, Prof. Tom Beck] said it was shut.", "Tom Beck"),
    ("[Ana Ruiz lawyer Tom Beck] said it was shut.", "Tom Beck"),
    ("[lawyers for Ana Ruiz] said it was shut.", None),
    ("[Ana Ruiz supporters] said it was shut.", None),
    ("[a spokesman for the Harbour Board] said it was shut.", None),
    ("[Norland] said it was shut.", "Norland"),
    ("[the Norland government] said it was shut.", "Norland government"),
    ("[Ana Ruiz's office] said it was shut.", "Ana Ruiz's office"),
    ("[A panel of the Harbour Board] said it was shut.", "Harbour Board"),
    ("[Three towns led by Norland] said it was shut.", "Norland"),
    ("[Ana Ruiz's] words were that it was shut.", "Ana Ruiz"),
    ("Nobody knew Ana Ruiz. RUIZ spoke. [RUIZ] said it was shut.", "Ana Ruiz"),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_who_speaks(marked: str, expected: str | None) -> None:
    assert names(marked, KNOWN) == [expected]


def test_all_of_a_joint_statement() -> None:
    [found] = resolved("[Reps. Ana Ruiz (D-Norland), Tom Beck and Lea Arvo] said it was shut.", KNOWN)
    assert found.speaker is not None
    assert (found.speaker["name"], found.speaker["joint_with"]) == ("Ana Ruiz", ["Tom Beck", "Lea Arvo"])


def test_the_lawyer_of_somebody() -> None:
    marked = "[An attorney for Ana Ruiz, Tom Beck,] said it was shut. [Ruiz's lawyer] said it was late."
    assert names(marked, KNOWN) == ["Tom Beck", "Tom Beck"]


def test_scores_fall_with_doubt() -> None:
    marked = "[Ana Ruiz] said it was shut. Tom Beck met Lea Arvo. [She] said it was late. [Some people] said so."
    name, pronoun, unnamed = resolved(marked, KNOWN)
    assert 0 < pronoun.score < name.score <= 1
    assert unnamed.speaker is not None
    assert unnamed.speaker["name"] is None
