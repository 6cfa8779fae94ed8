import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import Extraction, extract

PIECES = st.sampled_from(
    ["“", "”", '"', "'", "‘", "’", "«", "»", "''", "``", ",", ".", "?", "!", ":", ";", "—", "(", ")", "\n", "\n\n",
     "\r\n", "\x00", "\u202e", "😀", "é", "e\u0301", "ا", "Tom Reed", "Karim al-Hadi", "the ministry", "he",
     "who", "said", "told", "according to", "citing", "as", "saying", "that", "to", "and", "while", "Monday",
     "the next day", "2024",
     "by", "U.S.", "Mr.", "port", "was", "closed", "declined", "not", "of"]
)  # fmt: skip


def check(text: str, result: Extraction) -> None:
    for claim in result["claims"]:
        taken: list[tuple[int, int]] = []
        for spans in (claim["source"], claim["cue"], claim["content"]):
            assert spans == sorted(spans)
            for start, end in spans:
                assert 0 <= start < end <= len(text)
                assert not text[start].isspace()
                assert not text[end - 1].isspace()
                taken.append((start, end))
        taken.sort()
        assert all(first[1] <= second[0] for first, second in pairwise(taken))
        assert claim["content"]
        assert 0 <= claim["confidence"] <= 1
    for item in (*result["entities"], *result["dates"]):
        assert 0 <= item["start"] < item["end"] <= len(text)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join))
def test_news_like_noise_gives_valid_spans(text: str) -> None:
    check(text, extract({"text": text, "published": "2024-09-19"}))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_valid_spans(text: str) -> None:
    check(text, extract({"text": text, "published": "2024-09-19"}))


@pytest.mark.parametrize(
    "text",
    [
        '"' * 5000,
        "“" * 5000,
        "'" * 5000,
        "(" * 5000,
        ", " * 5000,
        "A" * 20000,
        "said " * 5000,
        "A.B." * 3000,
        "the " * 5000,
    ],
)
def test_monotonous_text_is_survived(text: str) -> None:
    check(text, extract({"text": text}))


PARAGRAPH = (
    "“The harbour is closed,” Harbour Board spokesman Tom Reed said on Monday. “It will not open again.” "
    "He added that the board, which met on 3 May 2023, had “no other choice” while Mary Hill of the Seamen Union "
    "denied the report."
)


@pytest.mark.parametrize("joint", ["\n\n", " "])
def test_time_grows_with_length_and_no_faster(joint: str) -> None:
    extract({"text": PARAGRAPH})
    seconds = []
    for repeats in (60, 600):
        text = joint.join([PARAGRAPH] * repeats)
        begun = time.process_time()
        check(text, extract({"text": text}))
        seconds.append(time.process_time() - begun)
    assert seconds[1] < 25 * seconds[0]


def test_a_text_beyond_a_million_characters_is_taken() -> None:
    text = "\n\n".join([PARAGRAPH] * 4500)
    assert len(text) > 1_000_000
    assert len(extract({"text": text})["claims"]) > 4500


def test_offsets_are_code_points() -> None:
    text = "😀 “We want the port open 😀,” Tom Reed said."
    (claim,) = extract({"text": text})["claims"]
    assert text[slice(*claim["source"][0])] == "Tom Reed"
    assert text[slice(*claim["content"][0])] == "“We want the port open 😀,”"
