"""The day that an address of an article names in its path."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import unquote, urlsplit

EARLIEST = dt.date(1990, 1, 1)  # no web page is older
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
# Eight digits in a row are a date only as a folder or where a name begins: elsewhere they number things.
SPELLINGS = (
    re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?=[/.]|$)"),
    re.compile(r"(?<!\d)(?<!\d-)(\d{4})-(\d\d)-(\d\d)(?![-.]?\d)"),
    re.compile(r"/(\d{4})_(\d\d)_(\d\d)(?!\d)"),
    re.compile(r"/(\d{4})[/-]?(\d\d)[/-]?(\d\d)(?=/)"),
    re.compile(r"/(\d{4})(\d\d)(\d\d)(?=[-_])"),
    re.compile(r"/(\d{4})/([a-z]{3})[a-z]{0,6}/(\d{1,2})(?=/|$)", re.IGNORECASE),
)


def day_in(url: str, today: dt.date | None = None) -> str:
    """ "2024-09-19" for https://news.example/2024/09/19/quay; empty where it names none, or two."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    latest = (today or dt.datetime.now(dt.UTC).date()) + dt.timedelta(days=1)
    days = {day for spelling in SPELLINGS for match in spelling.finditer(path) if (day := valid(*match.groups()))}
    days = {day for day in days if EARLIEST <= day <= latest}
    return days.pop().isoformat() if len(days) == 1 else ""


def valid(year: str, month: str, day: str) -> dt.date | None:
    name = month.lower()
    if name.isalpha() and name not in MONTHS:
        return None
    try:
        return dt.date(int(year), MONTHS.index(name) + 1 if name.isalpha() else int(month), int(day))
    except ValueError:
        return None
