from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from claims.extraction.encoder.windows import SIZE, central, windows
from claims.extraction.encoder.words import words_of
from claims.extraction.version import PIPELINE


@cache
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(PIPELINE / "onrecord_encoder" / "tokenizer.json"))


TEXTS = st.lists(
    st.sampled_from(["the", "harbour’s", "“No", "way.”", "Ana", "\n", "\n\n", "😀", "3.5", "x" * 150, "é"])
)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from([8, 32, SIZE]), st.sampled_from([0, 4]))
def test_each_word_is_read_once_from_windows_that_fit(parts: list[str], size: int, overlap: int) -> None:
    text = " ".join(parts)
    words = words_of(text, tokenizer())
    found = windows(words, text, size, overlap)
    ends = [*words.first[1:].tolist(), len(words.pieces)]
    for window in found:
        assert len(window)
        assert len(window) == 1 or ends[window.stop - 1] - words.first[window.start] <= size
    read = central(found, len(words))
    assert [number for part in read for number in part] == list(range(len(words)))
    assert all(set(part) <= set(window) for part, window in zip(read, found, strict=True))


def test_a_window_ends_with_a_line_where_one_ends_in_its_last_quarter() -> None:
    text = "one two three four five six\nseven eight nine ten eleven twelve"
    words = words_of(text, tokenizer())
    first = windows(words, text, size=7, overlap=0)[0]
    assert text[words.spans[first[-1]][0] : words.spans[first[-1]][1]] == "six"
