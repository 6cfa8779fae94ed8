"""Words come from anywhere; a spreadsheet must not compute them, and a program must read them back."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from claims.outputs.cells import begins_formula
from claims.outputs.tables import Column, csv_chunks

storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def read_back(texts: list[str]) -> list[str]:
    """What a program finds that reads the file as its format says."""
    columns = [Column[str]("words", lambda text: text), Column[str]("number", lambda text: -len(text))]
    lines = b"".join(csv_chunks(columns, texts)).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(lines, newline=""))
    assert header == ["words", "number"]
    assert [int(number) for _, number in rows] == [-len(text) for text in texts]
    return [words for words, _ in rows]


@given(st.lists(storable))
@example(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", 'a "b", c\r\nd', ""])
def test_words_come_back_and_none_begins_a_formula(texts: list[str]) -> None:
    found = read_back(texts)
    assert not any(begins_formula(words) for words in found)
    assert [words.removeprefix("'") if begins_formula(words[1:]) else words for words in found] == texts


def test_the_file_tells_excel_its_encoding() -> None:
    columns = [Column[str]("words", str)]
    assert next(iter(csv_chunks(columns, []))) == b"\xef\xbb\xbfwords\r\n"
