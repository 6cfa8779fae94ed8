"""Any text at all gets a valid answer."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import extract, run_jsonl
from tests.extraction.contract import check

SLOW = [HealthCheck.too_slow]
MARKS = ["“", "”", "„", "‟", '"', "'", "‘", "’", "«", "»", "‹", "›", "''", "``", "`", "＂", "「", "」"]
PIECES = st.sampled_from(
    [*MARKS, ",", ".", "?", "!", ":", ";", "—", "(", ")", "\n", "\n\n", "\r\n", "\r", "\x00", "\t", "\x85", "\u2028",
     "\u202e", "\u200f", "\u200b", "\ufeff", "😀", "👩\u200d🚀", "é", "e\u0301", "ا", "ש", "中", "ﬁ", "İ", "ß", "Ⅷ",
     "²", "Tom Reed", "Karim al-Hadi", "the ministry", "he", "who", "said", "told", "according to", "citing", "as",
     "saying", "that", "to", "and", "while", "Monday", "the next day", "2024", "30 February", "May 2023", "by", "U.S.",
     "Mr.", "port", "was", "closed", "declined", "not", "of"]
)  # fmt: skip
NEWS = "“The harbour is closed,” spokesman Tom Reed said on Monday. He added that nobody knew why."


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join))
def test_news_like_noise(text: str) -> None:
    check(text, extract({"text": text, "published": "2024-09-19"}))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    check(text, extract({"text": text, "published": "2024-09-19"}))


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.lists(st.sampled_from([*MARKS, " "]), max_size=40).map("".join), st.integers(0, len(NEWS)))
def test_news_with_marks_anywhere(marks: str, at: int) -> None:
    text = NEWS[:at] + marks + NEWS[at:]
    check(text, extract({"text": text, "published": "2024-09-19"}))


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.text(st.characters(codec=None, categories=["Cs", "Lu", "Zs"]), max_size=20))
def test_lone_surrogates(noise: str) -> None:
    text = f"{NEWS}\n\n{noise} said that the {noise} was shut."
    check(text, extract({"text": text}))


@pytest.mark.parametrize("published", ["", "soon", "2024-02-31", "2024", "2024-09-19T10:00:00Z", 20240919, None, []])
def test_any_day_of_publication(published: object) -> None:
    check(NEWS, extract({"text": NEWS, "published": published}))  # type: ignore[typeddict-item]


@pytest.mark.parametrize("text", ["", " ", "\r\n\r\n", "\x00", "\ufeff", "“”", '"' * 9, "—", "…", "😀", "\u202e\u200f"])
def test_a_text_without_words_says_so(text: str) -> None:
    result = extract({"text": text})
    check(text, result)
    assert result["reason"]


@pytest.mark.parametrize(
    "unit",
    [*MARKS, "(", ", ", "A", "1", "said ", "A.B.", "the ", "Mr. ", "“a ", "'a ", "\n", "\r", "\x00", "a\n", "😀", "ا",
     "e\u0301", "“Why?” he said. ", "1,", "-", "&a", "May 2023 "],
)  # fmt: skip
def test_monotonous_text(unit: str) -> None:
    text = unit * (6000 // len(unit))
    check(text, extract({"text": text, "published": "2024-09-19"}))


def test_a_file_of_hostile_lines_is_answered_line_by_line(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = ["\ud800 Reed\udfff said that it was shut.", f"\x00{NEWS}", "", "\u2028".join([NEWS] * 3)]
    lines = [json.dumps({"id": f"\ud83d{number}", "text": text}) for number, text in enumerate(texts)]
    source.write_text("\n".join(lines), encoding="utf-8")
    assert run_jsonl(str(source), str(target)) == 0
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").split("\n") if line]
    assert [answer["id"] for answer in answers] == [f"\ud83d{number}" for number in range(4)]
    for text, answer in zip(texts, answers, strict=True):
        check(text, answer)
