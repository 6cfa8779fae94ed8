import pytest

from claims.extraction import extract

CASES = [
    ("Tom Reed said the port was closed. He said it would not open again.", ["Tom Reed", "Tom Reed"]),
    ("Mary Hill met Tom Reed. “The port is closed for good,” she said.", ["Mary Hill"]),
    (
        "Tom Reed said the port was closed. Mary Hill said it was open. He said she was wrong.",
        ["Tom Reed", "Mary Hill", "Tom Reed"],
    ),
    (
        "The Harbour Board said the port was closed. It said that ships would be sent home.",
        ["Harbour Board", "Harbour Board"],
    ),
    ("A fisherman lost his boat. “The port is closed for good,” he said.", [None]),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_a_pronoun_speaks_for_the_person_it_stands_for(text: str, names: list[str | None]) -> None:
    speakers = [claim["speaker"] for claim in extract({"text": text})["claims"]]
    assert [speaker and speaker["name"] for speaker in speakers] == names
