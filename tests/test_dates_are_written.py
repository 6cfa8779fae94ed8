"""Dates stand on the pages as people write them."""

from datetime import date

import pytest

from claims.written_dates import write_days, write_edtf


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-09-16", "16 Sep 2024"),
        ("2024-09", "Sep 2024"),
        ("2024-09-XX", "Sep 2024"),
        ("2024", "2024"),
        ("202X", "2020s"),
        ("2024-22", "summer 2024"),
        ("2025-09~", "c. Sep 2025"),
        ("2023?", "2023, uncertain"),
        ("2024-09-21/2024-09-30", "21–30 Sep 2024"),
        ("2024-09-28/2024-10-03", "28 Sep – 3 Oct 2024"),
        ("2024-12-29/2025-01-02", "29 Dec 2024 – 2 Jan 2025"),
        ("2024-09/2024-10", "Sep–Oct 2024"),
        ("2024/2025", "2024–2025"),
        ("../2026-12-31", "by the end of 2026"),
        ("../2025-09", "by the end of Sep 2025"),
        ("../2025-09-14", "by 14 Sep 2025"),
        ("2024-05-01/..", "since 1 May 2024"),
        ("2024-02-31", "2024-02-31"),
        ("no date", "no date"),
    ],
)
def test_edtf(edtf: str, words: str) -> None:
    assert write_edtf(edtf) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 9, 16), date(2024, 9, 16), "16 Sep 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        (None, date(2026, 12, 31), "by the end of 2026"),
        (date(2024, 9, 1), None, "since 1 Sep 2024"),
        (None, None, "unknown"),
    ],
)
def test_days(first: date | None, last: date | None, words: str) -> None:
    assert write_days(first, last) == words
