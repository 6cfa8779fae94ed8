"""The words and patterns of English date expressions."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
         "sunday sun"))
    for name in names.split()
}  # fmt: skip
NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
            "twenty",
        )
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a": 1, "an": 1,
     "half a dozen": 6, "a dozen": 12, "hundred": 100}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE", "quarter": "Q",
         "hour": "TH", "minute": "TM", "second": "TS", "weekend": "WE", "night": "TNI"}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "noon": "MI"}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|(?=[ \u00a0]\d)))"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun)\.)"
NUMBER = (
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half a dozen|a dozen)"
)
VAGUE = r"(?:several|few|a few|some|many|recent|a couple of|couple of|a number of|dozens of|hundreds of|thousands of)"
UNIT = r"(?:day|week|month|year|decade|hour|minute|second|weekend|quarter|centurie|century|night)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
PART = r"(?:morning|afternoon|evening|night)"
SEASON = r"(?:spring|summer|fall|autumn|winter)"
MOD = r"(?:(?:early|late|mid)[ -]|(?:the )?(?:beginning|start|middle|end) of )"
SP = r"[ \u00a0]"
FUTURE = re.compile(
    r"\b(?:will|would|shall|scheduled|due|next|coming|upcoming|until|by|plans?|expected|planned)\b", re.IGNORECASE
)
PAST = re.compile(
    r"\b(?:since|was|were|had|did|said|told|began|took|came|went|made|gave|got|left|held|met|fell|rose|grew|saw|found"
    r"|won|lost|paid|sold|sent|became|wrote|spoke|\w{2,}ed)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"\b(?:is|are|has|have|do|does|can|may|must|let|(?:that|which|who|it|he|she) (?!was\b)\w+s)\b", re.IGNORECASE
)
