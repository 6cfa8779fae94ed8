import pytest

from sources.texts import normalise


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud83db", "a\ufffdb"),
        ("ﬁne e\u0301 \u00a0 😀", "ﬁne e\u0301 \u00a0 😀"),
        ("  spaces stay \n\n", "  spaces stay \n\n"),
    ],
)
def test_only_line_ends_and_what_cannot_be_stored_change(given: str, kept: str) -> None:
    assert normalise(given) == kept
