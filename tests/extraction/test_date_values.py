import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.dates import find_dates

PUBLISHED = "2024-09-19"  # a Thursday
PIECES = [*"\n .,-:'", "\u00a0", "\u2019s", "\U0001f600", "the ", "last ", "next ", "late ", "May", "Jan.", "Monday",
          "Easter", "31", "2024", "9999", "00", "12:30", " p.m.", " year", " days", " ago", " later", " that", " night",
          " half", "two",
          " and ", "1/2", "st century", "fiscal", "week of "]  # fmt: skip
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
    ("in the 1990s.", "the 1990s", "DATE", "199X"),
    ("in the 19th century.", "the 19th century", "DATE", "18"),
    ("in fiscal 2023.", "fiscal 2023", "DATE", "2023"),
    ("in the second half of 2023.", "the second half of 2023", "DATE", "2023-H2"),
    ("in early June this year.", "early June this year", "DATE", "2024-06"),
    ("The March report was late.", "March", "DATE", "2024-03"),
    ("the week of March 4.", "the week of March 4", "DATE", "2024-W10"),
    ("she was hurt on Oct. 3.", "Oct. 3", "DATE", "2023-10-03"),
    ("she will appear on Oct. 3.", "Oct. 3", "DATE", "2024-10-03"),
    ("a hearing on Dec. 3.", "Dec. 3", "DATE", "2024-12-03"),
    ("until last Oct. 3.", "last Oct. 3", "DATE", "2023-10-03"),
    ("They could leave as early as Saturday.", "Saturday", "DATE", "2024-09-21"),
    ("They are planning to leave on Saturday.", "Saturday", "DATE", "2024-09-21"),
    ("Until Saturday, they had not left.", "Saturday", "DATE", "2024-09-14"),
    ("They said they would appeal Tuesday's ruling.", "Tuesday", "DATE", "2024-09-17"),
    ("the day before last Tuesday.", "the day before last Tuesday", "DATE", "2024-09-16"),
    ("over the weekend.", "the weekend", "DATE", "2024-W37-WE"),
    ("on Labor Day.", "Labor Day", "DATE", "2024-09-02"),
    ("last Thanksgiving.", "last Thanksgiving", "DATE", "2023-11-23"),
    ("They will meet on Thanksgiving Day.", "Thanksgiving Day", "DATE", "2024-11-28"),
    ("at Easter 2024.", "Easter 2024", "DATE", "2024-03-31"),
    ("at 6 p.m. as he left.", "6 p.m.", "TIME", "2024-09-19T18:00"),
    ("at four in the morning.", "four in the morning", "TIME", "2024-09-19T04:00"),
    ("at noon.", "noon", "TIME", "2024-09-19T12:00"),
    ("about three weeks.", "three weeks", "DURATION", "P3W"),
    ("more than a year ago.", "more than a year ago", "DATE", "2023"),
    ("for years.", "years", "DURATION", "PXY"),
    ("they lived there for a month.", "a month", "DURATION", "P1M"),
    ("it costs 40 dollars a month.", "a month", "SET", "P1M"),
    ("two and a half hours.", "two and a half hours", "DURATION", "PT2H30M"),
    ("2.5 years.", "2.5 years", "DURATION", "P2.5Y"),
    ("who recently left.", "recently", "DATE", "PAST_REF"),
    ("until now.", "now", "DATE", "PRESENT_REF"),
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


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On June 4 and 5, they met.", ["2024-06-04", "2024-06-05"]),
        ("He left in May 1998 and came back later that year.", ["1998-05", "1998"]),
        ("She arrived on Monday and left the next morning.", ["2024-09-16", "2024-09-17TMO"]),
        ("They spent 3 May 2001 at sea; that same month, they sold the ship.", ["2001-05-03", "2001-05"]),
    ],
)
def test_an_expression_counts_from_the_one_before(text: str, values: list[str]) -> None:
    assert [found.value for found in find_dates(text, PUBLISHED)] == values


@pytest.mark.parametrize(
    "text",
    ["Jan Nowak left.", "a high noon of the trade", "Jan is here", "it may be", "4 in all", "on Good Day This Week"],
)
def test_a_name_is_no_month(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.sampled_from([PUBLISHED, None]))
def test_expressions_lie_in_order_in_the_text(text: str, published: str | None) -> None:
    end = 0
    for found in find_dates(text, published):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start].strip()
        assert found.value
        end = found.end


@pytest.mark.parametrize("published", [None, "", "soon", "2024-02-31"])
def test_a_missing_publication_date_leaves_relative_values_open(published: str | None) -> None:
    (found,) = find_dates("on Monday.", published)
    assert found.value == "XXXX-WXX-1"
