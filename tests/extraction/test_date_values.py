import pytest

from claims.extraction.dates import find_dates

PUBLISHED = "2024-09-19"  # a Thursday
CASES = [
    ("on 16 September 2024", "16 September 2024", "DATE", "2024-09-16"),
    ("on July 31, 2024, the", "July 31, 2024", "DATE", "2024-07-31"),
    ("on July 31 the", "July 31", "DATE", "2024-07-31"),
    ("on 2024-09-01.", "2024-09-01", "DATE", "2024-09-01"),
    ("in January 2020.", "January 2020", "DATE", "2020-01"),
    ("in July.", "July", "DATE", "2024-07"),
    ("in November.", "November", "DATE", "2024-11"),
    ("it began in November.", "November", "DATE", "2023-11"),
    ("since November.", "November", "DATE", "2023-11"),
    ("In November, the guards left.", "November", "DATE", "2023-11"),
    ("it will be done in January.", "January", "DATE", "2025-01"),
    ("who delivers in January.", "January", "DATE", "2025-01"),
    ("in February.", "February", "DATE", "2024-02"),
    ("last October.", "last October", "DATE", "2023-10"),
    ("by next September.", "next September", "DATE", "2025-09"),
    ("since 2013.", "2013", "DATE", "2013"),
    ("by the end of 2026.", "the end of 2026", "DATE", "2026"),
    ("in late July.", "late July", "DATE", "2024-07"),
    ("last year.", "last year", "DATE", "2023"),
    ("this week.", "this week", "DATE", "2024-W38"),
    ("two weeks ago.", "two weeks ago", "DATE", "2024-W36"),
    ("three days ago.", "three days ago", "DATE", "2024-09-16"),
    ("on Monday.", "Monday", "DATE", "2024-09-16"),
    ("next Monday.", "next Monday", "DATE", "2024-09-23"),
    ("on Monday morning.", "Monday morning", "TIME", "2024-09-16TMO"),
    ("last night.", "last night", "TIME", "2024-09-18TNI"),
    ("for two weeks.", "two weeks", "DURATION", "P2W"),
    ("for several months.", "several months", "DURATION", "PXM"),
    ("every day.", "every day", "SET", "P1D"),
    ("in the 1990s.", "the 1990s", "DATE", "199"),
    ("in summer 2023.", "summer 2023", "DATE", "2023-SU"),
    ("today.", "today", "DATE", "2024-09-19"),
]


@pytest.mark.parametrize(("text", "said", "kind", "value"), CASES)
def test_an_expression_has_its_timex3_value(text: str, said: str, kind: str, value: str) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert (text[found.start : found.end], found.type, found.value) == (said, kind, value)


@pytest.mark.parametrize(
    "text", ["on 2024-13-45.", "on 31 February 2024.", "may be done", "a march on the town", "room 2024.5"]
)
def test_what_is_no_date_has_no_day(text: str) -> None:
    assert not [found for found in find_dates(text, PUBLISHED) if len(found.value) == len("2024-09-19")]


@pytest.mark.parametrize("published", [None, "", "soon", "2024-02-31"])
def test_a_missing_publication_date_leaves_relative_values_open(published: str | None) -> None:
    (found,) = find_dates("on Monday.", published)
    assert found.value == "XXXX-WXX-1"
