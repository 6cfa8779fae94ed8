"""The day that an address names; a number that is none is no day."""

import datetime as dt

import pytest

from sources.pages.url_dates import day_in

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2024/09/19/quay", "2024-09-19"),
        ("/2024/9/5/quay", "2024-09-05"),
        ("/2024/09/19", "2024-09-19"),
        ("/news/2024-09-19/quay", "2024-09-19"),
        ("/news/2024-09-19-quay", "2024-09-19"),
        ("/news/quay-to-be-widened-2024-09-19/", "2024-09-19"),
        ("/news/2024_09_19_quay.html", "2024-09-19"),
        ("/20240919/quay", "2024-09-19"),
        ("/en/20240919-quay-to-be-widened", "2024-09-19"),
        ("/n3/2024/0919/c90000-1.html", "2024-09-19"),
        ("/a/202409/19/t1.html", "2024-09-19"),
        ("/world/2024/sep/19/quay", "2024-09-19"),
        ("/world/2024/September/19/quay", "2024-09-19"),
        ("/2024/09/19/2024-09-19-quay", "2024-09-19"),
        ("/2024%2F09%2F19/quay", "2024-09-19"),
        ("/2024/02/30/quay", ""),
        ("/2024/13/01/quay", ""),
        ("/2024/09/quay", ""),
        ("/news/world-20121231", ""),
        ("/news/20121231", ""),
        ("/news/120240919-quay", ""),
        ("/2031/01/01/forecast", ""),
        ("/1824/09/19/history", ""),
        ("/2024/09/19/the-day-of-2023-05-01", ""),
        ("/quay?date=2024-09-19", ""),
        ("/figures/2024-09-191", ""),
        ("/٢٠٢٤/٠٩/١٩/", "2024-09-19"),
        ("", ""),
    ],
)
def test_days_in_addresses(path: str, expected: str) -> None:
    assert day_in(f"https://news.example{path}", TODAY) == expected


@pytest.mark.parametrize("url", ["", "no address", "https://[broken/2024/09/19/", "/2024/" * 100_000])
def test_what_is_no_address_names_no_day(url: str) -> None:
    assert day_in(url, TODAY) == ""
