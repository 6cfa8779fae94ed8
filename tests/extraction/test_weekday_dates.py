import pytest

from claims.extraction import extract

PUBLISHED = "2026-03-05"  # a Thursday
CASES = [
    ("Tom Reed said on Monday that the port was closed.", "2026-03-02"),
    ("Tom Reed said Thursday the port was closed.", "2026-03-05"),
    ("Speaking to the Herald on Sunday, Tom Reed said the port was closed.", "2026-03-01"),
    ("Tom Reed said yesterday that the port was closed.", "2026-03-04"),
    ("“We will leave the port,” Tom Reed said Friday.", "2026-02-27"),
    ("On 12 February, Tom Reed said the port was closed.", "2026-02-12"),
]


@pytest.mark.parametrize(("text", "day"), CASES)
def test_a_weekday_is_the_latest_one(text: str, day: str) -> None:
    (claim,) = extract({"text": text, "published": PUBLISHED})["claims"]
    assert claim["said_on"] is not None
    assert (claim["said_on"]["start"], claim["said_on"]["end"]) == (day, day)


def test_the_next_day_counts_from_the_last_day_on_which_somebody_spoke() -> None:
    text = (
        "Speaking to reporters Monday, Tom Reed declined to name the buyer.\n\n"
        "A ship enters the port on July 31.\n\n"
        "The next day, Mary Hill also declined to name the buyer.\n\n"
        "“As we said before,” Hill said, “the sale is not complete.”"
    )
    days = [
        claim["said_on"] and claim["said_on"]["start"]
        for claim in extract({"text": text, "published": PUBLISHED})["claims"]
    ]
    assert days == ["2026-03-02", "2026-03-03", "2026-03-03"]


def test_a_date_in_the_content_is_what_the_claim_is_about() -> None:
    text = "Tom Reed said that the port would close on Monday."
    (claim,) = extract({"text": text, "published": PUBLISHED})["claims"]
    assert claim["said_on"] is None
    assert [date["value"] for date in claim["dates"]] == ["2026-03-09"]


def test_without_a_publication_date_a_weekday_stays_unresolved() -> None:
    (claim,) = extract({"text": "Tom Reed said on Monday that the port was closed."})["claims"]
    assert claim["said_on"] is None
