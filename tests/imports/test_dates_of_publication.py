import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from sources.dates import DateError, published

NOW = dt.datetime(2024, 10, 1, 12, 0, tzinfo=dt.UTC)
BAGHDAD = ZoneInfo("Asia/Baghdad")


@pytest.mark.parametrize(
    ("given", "at", "on", "precision"),
    [
        ("2024-09-19", "2024-09-18T21:00+00:00", "2024-09-19", "day"),
        ("2024-09-19T00:30", "2024-09-18T21:30+00:00", "2024-09-19", "time"),
        ("2024-09-18T21:30:00Z", "2024-09-18T21:30+00:00", "2024-09-19", "time"),
        ("2024-09-19T08:30:00.250+02:00", "2024-09-19T06:30:00.250000+00:00", "2024-09-19", "time"),
        ("2024-09-19 08:30:00 +0200", "2024-09-19T06:30+00:00", "2024-09-19", "time"),
        ("2024-09-19 08:30 UTC", "2024-09-19T08:30+00:00", "2024-09-19", "time"),
        ("Thu, 19 Sep 2024 23:30:00 GMT", "2024-09-19T23:30+00:00", "2024-09-20", "time"),
        ("19 September 2024", "2024-09-18T21:00+00:00", "2024-09-19", "day"),
        ("Thursday, September 19th, 2024", "2024-09-18T21:00+00:00", "2024-09-19", "day"),
        ("Sept. 19, 2024", "2024-09-18T21:00+00:00", "2024-09-19", "day"),
        ("19/09/2024", "2024-09-18T21:00+00:00", "2024-09-19", "day"),
        ("09/19/2024", "2024-09-18T21:00+00:00", "2024-09-19", "day"),
        ("09.09.2024", "2024-09-08T21:00+00:00", "2024-09-09", "day"),
        ("2024/9/19", "2024-09-18T21:00+00:00", "2024-09-19", "day"),
        ("20240919", "2024-09-18T21:00+00:00", "2024-09-19", "day"),
        ("2024-10-02", "2024-10-01T21:00+00:00", "2024-10-02", "day"),
        ("1900-01-02", None, "1900-01-02", "day"),
    ],
)
def test_styles_that_mean_one_day(given: str, at: str | None, on: str, precision: str) -> None:
    found = published(given, BAGHDAD, NOW)
    assert (str(found.on), found.precision) == (on, precision)
    if at:
        assert found.at == dt.datetime.fromisoformat(at)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("03/04/2024", "can be 3 April or 4 March"),
        ("03/04/24", "several ways"),
        ("2024-02-30", "not a date that exists"),
        ("31 June 2024", "not a date that exists"),
        ("2024-09-19T25:00", "not a date that exists"),
        ("19 Septimber 2024", "names no month"),
        ("1726704000", "bare number"),
        ("yesterday", "without guessing"),
        ("2024-10-04", "future"),
        ("2024-10-02T12:01:00Z", "future"),
        ("1899-12-31", "before 1900"),
        ("0001-01-01", "not a date that exists"),
        ("9999-12-31T23:59:59-12:00", "not a date that exists"),
    ],
)
def test_what_cannot_be_taken_says_why_and_what_to_write(given: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason) as caught:
        published(given, BAGHDAD, NOW)
    assert caught.value.advice
