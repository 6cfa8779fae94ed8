from collections.abc import Callable

import pytest

SOURCES = [
    ("Harbour Board spokesman Tom Reed said the port was closed.", "Harbour Board spokesman Tom Reed"),
    ("“The port is closed now,” the coalition of unions said in a statement.", "the coalition of unions"),
    (
        "“The port is closed now,” said Tom Reed, the head of the harbour board.",
        "Tom Reed, the head of the harbour board",
    ),
    ("“The port is closed now,” she said.", "she"),
    ("On Monday, Tom Reed said the port was closed.", "Tom Reed"),
    ("But Tom Reed, 54, of Norland, said the port was closed.", "Tom Reed, 54, of Norland"),
    ("Tom Reed, speaking to reporters, said the port was closed.", "Tom Reed"),
    ("Officials briefed on the talks said the port was closed.", "Officials briefed on the talks"),
    ("A union that lost members in the dispute said the port was closed.", "A union that lost members in the dispute"),
    ("The port was closed, according to two people at the harbour board.", "two people at the harbour board"),
    ("The ship left early and the crew slept, but Tom Reed said the port was closed.", "Tom Reed"),
]


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_the_source_is_the_whole_noun_phrase(
    text: str, source: str, told: Callable[..., list[tuple[str, str, str]]]
) -> None:
    assert source in [claim[0].rstrip(",") for claim in told(text)]
