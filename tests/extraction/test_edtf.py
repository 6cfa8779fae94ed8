from datetime import date

import pytest

from claims.extraction.edtf import day_range, edtf_of, said_phrase

CASES = [
    ("2025-09", "September 2025", "2025-09", (date(2025, 9, 1), date(2025, 9, 30))),
    ("2024-09", "late September 2024", "2024-09-21/2024-09-30", (date(2024, 9, 21), date(2024, 9, 30))),
    ("2024-02", "early February", "2024-02-01/2024-02-10", (date(2024, 2, 1), date(2024, 2, 10))),
    ("2026", "by the end of 2026", "../2026-12-31", (None, date(2026, 12, 31))),
    ("2024-SU", "summer 2024", "2024-22", (date(2024, 6, 1), date(2024, 8, 31))),
    ("2024-05", "since May", "2024-05-01/..", (date(2024, 5, 1), None)),
    ("2024-05", "before May", "../2024-04-30", (None, date(2024, 4, 30))),
    ("2024-W38", "this week", "2024-09-16/2024-09-22", (date(2024, 9, 16), date(2024, 9, 22))),
    ("2024-Q3", "the third quarter", "2024-07/2024-09", (date(2024, 7, 1), date(2024, 9, 30))),
    ("2024-09-16TMO", "Monday morning", "2024-09-16", (date(2024, 9, 16), date(2024, 9, 16))),
    ("199X", "the 1990s", "199X", (date(1990, 1, 1), date(1999, 12, 31))),
    ("19", "the 20th century", "19XX", (date(1900, 1, 1), date(1999, 12, 31))),
    ("2024-09", "the first half of September", "2024-09-01/2024-09-15", (date(2024, 9, 1), date(2024, 9, 15))),
    ("2024-H2", "the second half of 2024", "2024-07/2024-12", (date(2024, 7, 1), date(2024, 12, 31))),
    ("2026-05", "by early May", "../2026-05-10", (None, date(2026, 5, 10))),
    ("2026-09", "until the end of September", "../2026-09-30", (None, date(2026, 9, 30))),
    ("2024", "mid-2024", "2024-05/2024-08", (date(2024, 5, 1), date(2024, 8, 31))),
    ("2024-WI", "winter 2024", "2024-24", (date(2024, 12, 1), date(2025, 2, 28))),
    ("2024-W38-WE", "the weekend", "2024-09-21/2024-09-22", (date(2024, 9, 21), date(2024, 9, 22))),
    ("2024-09-16", "after September 16", "2024-09-17/..", (date(2024, 9, 17), None)),
    ("2024-03", "about March", "2024-03~", (date(2024, 3, 1), date(2024, 3, 31))),
    ("2013", "around 2013", "2013~", (date(2013, 1, 1), date(2013, 12, 31))),
]


@pytest.mark.parametrize(("value", "said", "edtf", "days"), CASES)
def test_a_said_date_has_its_edtf_and_its_days(value: str, said: str, edtf: str, days: tuple[date, date]) -> None:
    assert edtf_of(value, said) == edtf
    assert day_range(edtf) == days


@pytest.mark.parametrize("value", ["PAST_REF", "XXXX-WXX-1", "P2W", "2024-13", "", "XXXX-09"])
def test_what_names_no_day_has_no_edtf(value: str) -> None:
    assert edtf_of(value, "some day") is None


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        ("They leave by the end of 2026.", "the end of 2026", "by the end of 2026"),
        ("They leave by next September.", "next September", "by next September"),
        ("They left in July.", "July", "July"),
    ],
)
def test_the_words_before_belong_to_what_was_said(text: str, found: str, said: str) -> None:
    start = text.index(found)
    assert said_phrase(text, start, start + len(found)) == said
