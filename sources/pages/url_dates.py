"""The day in an address: newspapers put it there."""

from __future__ import annotations

import datetime as dt
import re

DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:/|-|)(\d\d)(?:/|-|)(\d\d)(?!\d)")


def day_in(url: str) -> str:
    for match in DAY.finditer(url):
        try:
            return dt.date(*map(int, match.groups())).isoformat()
        except ValueError:
            continue
    return ""
