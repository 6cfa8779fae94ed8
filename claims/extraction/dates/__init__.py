"""Date expressions and their TIMEX3 values, in the manner of HeidelTime (Strötgen and Gertz 2010), for English news."""

from claims.extraction.dates.find import find_dates
from claims.extraction.dates.timex import Timex, TimexType, day_span, iso_day, month_end

__all__ = ["Timex", "TimexType", "day_span", "find_dates", "iso_day", "month_end"]
