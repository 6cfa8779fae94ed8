import pytest

from claims.extraction.encoder.words import CASES, GAPS, QUOTES, words_of

from .test_windows_cover_the_text import tokenizer


def features(text: str) -> list[tuple[str, str, str, str]]:
    words = words_of(text, tokenizer())
    rows = words.features[words.first].tolist()
    return [
        (text[start:end], CASES[case], QUOTES[quote - len(CASES)], GAPS[gap - len(CASES) - len(QUOTES)])
        for (start, end), (case, quote, gap) in zip(words.spans, rows, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UN aide\nAna",
            [
                ("UN", "upper", "outside", "blank"),
                ("aide", "lower", "outside", "space"),
                ("Ana", "title", "outside", "line"),
            ],
        ),
        (
            "“We go”\n\n“So",
            [
                ("“", "none", "first", "blank"),
                ("We", "title", "inside", "glued"),
                ("go", "lower", "inside", "space"),
                ("”", "none", "last", "glued"),
                ("“", "none", "first", "blank"),
                ("So", "title", "inside", "glued"),
            ],
        ),
        ("McKay 12", [("McKay", "mixed", "outside", "blank"), ("12", "digit", "outside", "space")]),
    ],
)
def test_case_quotation_and_gap(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert features(text) == expected


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\ufeff"])
def test_a_text_without_words(text: str) -> None:
    words = words_of(text, tokenizer())
    assert len(words) == 0
    assert words.features.shape == (0, 3)


@pytest.mark.parametrize("text", ["e\u0301a 😀 b", "a\u200bb c", "İstanbul said", "x\x00y z", "ﬁne “q”"])
def test_spans_are_code_points_of_the_text_as_it_is(text: str) -> None:
    words = words_of(text, tokenizer())
    assert all(0 <= start < end <= len(text) for start, end in words.spans)
    assert all(a[1] <= b[0] for a, b in zip(words.spans, words.spans[1:], strict=False))
    unseen = str.maketrans("", "", "\u200b\x00 ")
    assert "".join(text[start:end] for start, end in words.spans).translate(unseen) == text.translate(unseen)
