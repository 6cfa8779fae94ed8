import pytest

from claims.wordings import same_claim

LEAVE = "We will leave the river valley by the end of 2026"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (LEAVE.upper(), True),
        ("they will leave the river valley by the end of 2026", True),
        ("will leave the river valley by the end", True),
        (f"After long talks in the capital I can tell you this much: {LEAVE}, and nobody will hold us back then", True),
        ("We will leave the river valley by the end of 2025", False),
        ("We will not leave the river valley by the end of 2026", False),
        ("We won’t leave the river valley by the end of 2026", False),
        ("The river valley is where we will stay, at the end of it", False),
        ("We will leave", False),
    ],
)
def test_nearly_the_same_words_are_one_claim(other: str, same: bool) -> None:
    assert bool(same_claim(LEAVE, other)) is same
