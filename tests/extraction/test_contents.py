from collections.abc import Callable

import pytest

from claims.extraction import extract

CONTENTS = [
    ("Tom Reed said that the port was closed.", "that the port was closed", "indirect"),
    ("Tom Reed said the port was closed.", "the port was closed", "indirect"),
    ("The port was closed for good, Tom Reed said on Monday.", "The port was closed for good", "indirect"),
    ("“The port is closed,” Tom Reed said.", "“The port is closed,”", "direct"),
    ("Tom Reed said: “The port is closed.”", "“The port is closed.”", "direct"),
    ("Tom Reed told reporters on Monday that the port was closed.", "that the port was closed", "indirect"),
    (
        "Tom Reed said that the port was “a danger to the whole coast.”",
        "that the port was “a danger to the whole coast.”",
        "mixed",
    ),
    ("According to Tom Reed, the port was closed.", "the port was closed", "indirect"),
    ("Tom Reed continued:\n\n“The port is closed for good.”", "“The port is closed for good.”", "direct"),
]


@pytest.mark.parametrize(("text", "content", "kind"), CONTENTS)
def test_content_and_kind(text: str, content: str, kind: str) -> None:
    (claim,) = extract({"text": text})["claims"]
    assert [text[start:end] for start, end in claim["content"]] == [content]
    assert claim["kind"] == kind


def test_two_verbs_of_one_subject_are_two_claims(told: Callable[..., list[tuple[str, str, str]]]) -> None:
    found = told(
        "The board announced “a full closure of the port” in the north and said that ships would be sent home."
    )
    assert [(claim[0], claim[1]) for claim in found] == [("The board", "announced"), ("The board", "said")]
    assert found[0][2] == "“a full closure of the port” in the north"
