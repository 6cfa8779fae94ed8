import time

import pytest

from claims.extraction.kinds import Quotes
from claims.extraction.layout import layout

# [content] and {cue}
KINDS = [
    ("“[The gate is shut],” Ann Lee {said}.", "direct"),
    ("[“The gate is shut],” Ann Lee {said}.", "direct"),
    ("“[The gate is shut,”] Ann Lee {said}.", "direct"),
    ("[“The gate is shut,”] Ann Lee {said}.", "direct"),
    ("[“The gate is shu]t,” Ann Lee {said}.", "direct"),
    ("“T[he gate is shut,” ]Ann Lee {said}.", "direct"),
    ("[“The gate is shut,” A]nn Lee {said}.", "direct"),
    ("[“Never,”] Ann Lee {said}.", "direct"),
    ("“[Never],” Ann Lee {said}.", "direct"),
    ("[“The gate,”] Ann Lee {said}, [“is shut.”]", "direct"),
    ('"[The gate is shut]," Ann Lee {said}.', "direct"),
    ("'[The gate is shut],' Ann Lee {said}.", "direct"),
    ("‘[The gate is shut],’ Ann Lee {said}.", "direct"),
    ("«[The gate is shut]», Ann Lee {said}.", "direct"),
    ("„[The gate is shut]“, Ann Lee {said}.", "direct"),
    ("``[The gate is shut],'' Ann Lee {said}.", "direct"),
    ("Ann Lee {said}: “[The gate is shut. Nobody can open it.]", "direct"),
    ("[The gate is shut],” Ann Lee {said}.", "direct"),
    ("[The gate is shut,”] Ann Lee {said}.", "direct"),
    ("Ann Lee {said} [the gate is shut].", "indirect"),
    ("[The gate is shut], Ann Lee {said}. “We go,” he added.", "indirect"),
    ("“We go,” he added. [The gate is shut], Ann Lee {said}.", "indirect"),
    ("Ann Lee {said} [the board's gate isn't open].", "indirect"),
    ("Ann Lee {said} [the gates’ keys were lost].", "indirect"),
    ("Ann Lee {said} [the gate is “shut for good” now].", "mixed"),
    ("Ann Lee {said} [the gate is “shut”].", "mixed"),
    ("[“The gate is shut,”] Ann Lee {said}, adding [that it stays so].", "mixed"),
    ("Ann Lee {said} [the gate is “shut for good, and nobody knows why].", "mixed"),
    ("“My brother {says} [the gate is shut],” Ann Lee added.", "indirect"),
    ("“My brother {says} [‘the gate is shut’],” Ann Lee added.", "direct"),
    ("“My brother {says} [the gate is ‘quite shut’ now],” Ann Lee added.", "mixed"),
    ("[“My brother says the gate is shut,”] Ann Lee {added}.", "direct"),
    ("😀 “[The gate is shut 😀],” Ann Lee {said}.", "direct"),
    ("[“—”] Ann Lee {said}.", "indirect"),
]


def spans(marked: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """The text without its brackets, and the spans of the square and of the curly ones."""
    text = ""
    found: dict[str, list[tuple[int, int]]] = {"]": [], "}": []}
    start = 0
    for character in marked:
        if character in "[{":
            start = len(text)
        elif character in found:
            found[character].append((start, len(text)))
        else:
            text += character
    return text, found["]"], found["}"]


@pytest.mark.parametrize(("marked", "kind"), KINDS)
def test_marks_tell_the_kind_wherever_the_span_is_cut(marked: str, kind: str) -> None:
    text, content, cue = spans(marked)
    assert Quotes(text, layout(text)).kind(content, cue) == kind


@pytest.mark.parametrize("marked", [marked for marked, _ in KINDS])
def test_the_text_around_makes_no_difference(marked: str) -> None:
    alone, *_ = spans(marked)
    text, content, cue = spans(f"“We left,” she said.\n\n{marked}\n\n“We came,” he said.")
    assert alone in text
    assert Quotes(text, layout(text)).kind(content, cue) == dict(KINDS)[marked]


def test_many_claims_in_one_long_quotation_take_linear_time() -> None:
    sentence = "My brother says it is ‘quite shut’ now and then. "
    text = "“" + sentence * 4000 + "”"
    quotes = Quotes(text, layout(text))
    begun = time.process_time()
    for start in range(1, len(text) - len(sentence), len(sentence)):
        assert quotes.kind([(start + 16, start + 47)], [(start + 11, start + 15)]) == "mixed"
    assert time.process_time() - begun < 5
