import pytest

from claims.marking.locate import locate

TEXT = "“The pier 🚢 opens,” said Ana.\n\nAna said: “The pier 🚢 is\u00a0old, e\u0301t vieux.” Ana said more. It isn’t."


def words(
    written: str, old: list[list[int]] | None = None, near: list[list[int]] | None = None
) -> list[tuple[int, str]]:
    spans, faults = locate(TEXT, written, "cue", old or [], near or [])
    assert not faults
    return [(start, TEXT[start:end]) for start, end in spans]


SECOND = TEXT.index("Ana said:")
THIRD = TEXT.index("Ana said more")


@pytest.mark.parametrize(
    ("written", "old", "near", "found"),
    [
        ("opens", [], [], [(TEXT.index("opens"), "opens")]),
        ("  🚢 is old, e\u0301t vieux.\r\n", [], [], [(TEXT.rindex("🚢"), "🚢 is\u00a0old, e\u0301t vieux.")]),
        ("said Ana. Ana said", [], [], [(TEXT.index("said"), "said Ana.\n\nAna said")]),
        ('"The pier 🚢 opens,"', [], [], [(0, "“The pier 🚢 opens,”")]),
        ("It isn't", [], [], [(TEXT.index("It"), "It isn’t")]),
        ("op\x07ens\ufeff", [], [], [(TEXT.index("opens"), "opens")]),
        ("Ana said", [[THIRD, THIRD + 8]], [], [(THIRD, "Ana said")]),
        ("Ana", [[THIRD + 4, THIRD + 8]], [], [(THIRD, "Ana")]),
        ("Ana said", [], [[SECOND, SECOND + 3]], [(SECOND, "Ana said")]),
        ("Ana said\nAna said", [[SECOND, SECOND + 8]], [], [(SECOND, "Ana said"), (THIRD, "Ana said")]),
        ("", [[SECOND, SECOND + 8]], [], []),
    ],
)  # fmt: skip
def test_each_line_is_found_nearest_to_the_old_place(
    written: str, old: list[list[int]], near: list[list[int]], found: list[tuple[int, str]]
) -> None:
    spans, faults = locate(TEXT, written, "cue", old, near)
    assert not faults
    assert [(start, TEXT[start:end]) for start, end in spans] == found


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("opens\nclosed", "Line 2 of the cue, “closed”, does not stand in the text."),
        ("Ana said", "Line 1 of the cue, “Ana said”, stands in the text 2 times; write more of its words."),
        ("opens\nopens", "Line 2 of the cue, “opens”, is there once only."),
    ],
)
def test_a_line_that_is_not_found_for_certain_is_named(written: str, told: str) -> None:
    assert locate(TEXT, written, "cue", [], [])[1] == [told]
