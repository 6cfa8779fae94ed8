"""`text[start:end]` is what was meant, whatever stands around it."""

import pytest

from claims.extraction import extract
from tests.extraction.conftest import joined
from tests.extraction.contract import check

PARAGRAPHS = [
    "“We want the port open,” Tom Reed said.",
    "Mary Hill denied that the port was closed.",
    "The board warned that the old dam may fail.",
]
TOLD = [
    ("Tom Reed", "said", "“We want the port open,”"),
    ("Mary Hill", "denied", "that the port was closed"),
    ("The board", "warned", "that the old dam may fail"),
]
PREFIXES = ["😀", "\n", "*" * 7, "e\u0301" * 20, "\ufeff", "\x00\x00", "مرحبا", "👩\u200d🚀 " * 10, "—\r\n—"]
BREAKS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n \n", "\u2029", "\n\x00\n", "\n😀\n"]


def told(text: str) -> list[tuple[str, str, str]]:
    result = extract({"text": text})
    check(text, result)
    bare = [tuple(joined(text, spans) for spans in (claim["source"], claim["cue"], claim["content"]))
            for claim in result["claims"]]  # fmt: skip
    return [(source, cue, content.removeprefix("that ")) for source, cue, content in bare]


def expected() -> list[tuple[str, str, str]]:
    return [(source, cue, content.removeprefix("that ")) for source, cue, content in TOLD]


@pytest.mark.parametrize("between", BREAKS)
def test_any_line_end_leaves_the_spans_what_they_are(between: str) -> None:
    assert told(between.join(PARAGRAPHS)) == expected()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_moves_every_span_by_its_length(prefix: str) -> None:
    text = "\n\n".join(PARAGRAPHS)
    shifted = f"{prefix}\n\n{text}"
    moved = len(shifted) - len(text)
    before, after = extract({"text": text})["claims"], extract({"text": shifted})["claims"]
    assert len(before) == len(TOLD)
    for role in ("source", "cue", "content"):
        assert [[[start + moved, end + moved] for start, end in claim[role]] for claim in before] == [
            claim[role] for claim in after
        ]


@pytest.mark.parametrize("name", ["José Ñañez", "Zoë O’Hara", "Łukasz Żak", "Ana\u00a0Ruiz"])
def test_letters_of_any_kind_count_as_one(name: str) -> None:
    text = f"😀 “We want the port open 😀,” {name} said."
    (claim,) = extract({"text": text})["claims"]
    assert text[slice(*claim["source"][0])] == name
    assert text[slice(*claim["content"][0])] == "“We want the port open 😀,”"
