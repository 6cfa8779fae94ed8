import re
from functools import cache

import pytest

from claims.extraction import Claim, extract

from .conftest import SHARED

ARTICLE = SHARED / "data" / "articles" / "newsweek-iraq-militias.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason=f"the article is not at {ARTICLE}")


@cache
def read() -> tuple[str, list[Claim]]:
    text = ARTICLE.read_text(encoding="utf-8")
    return text, extract({"text": text, "published": "2024-09-19"})["claims"]


def by(name: str) -> list[Claim]:
    return [claim for claim in read()[1] if claim["speaker"] and claim["speaker"]["name"] == name]


def words_of(claims: list[Claim]) -> str:
    text = read()[0]
    return " ".join(text[start:end] for claim in claims for start, end in claim["content"])


def test_every_quoted_passage_is_in_a_claim() -> None:
    text, claims = read()
    spans = [span for claim in claims for span in claim["content"]]
    opened = [match.start() for match in re.finditer("“", text)]
    assert len(opened) > 10
    assert all(any(start <= mark < end for start, end in spans) for mark in opened)


@pytest.mark.parametrize(
    ("name", "role", "on_behalf_of", "count"),
    [
        ("Hussein al-Musawi", "spokesman", "Nujaba movement", 2),
        ("Mohammed Shia al-Sudani", "prime minister", "Iraq", 2),
        ("Matthew Miller", "spokesman", "State Department", 2),
        ("Patrick Ryder", "spokesman", "Pentagon", 2),
    ],
)
def test_people_have_their_claims_and_their_roles(name: str, role: str, on_behalf_of: str, count: int) -> None:
    claims = by(name)
    assert len(claims) >= count
    speakers = [claim["speaker"] for claim in claims if claim["speaker"]]
    assert {speaker.get("role") for speaker in speakers} == {role}
    assert {speaker.get("on_behalf_of") for speaker in speakers} == {on_behalf_of}


def test_organisations_have_their_own_claims_and_nobody_elses() -> None:
    forces, resistance = by("Israel Defense Forces"), by("Islamic Resistance in Iraq")
    assert len(forces) == 2
    assert "Haifa" not in words_of(forces)
    assert "air infiltration" in words_of(forces)
    assert "fighter jets" in words_of(forces)
    assert len(resistance) >= 2
    assert "air infiltration" not in words_of(resistance)


@pytest.mark.parametrize(
    ("name", "day"),
    [("Mohammed Shia al-Sudani", "2024-09-15"), ("Matthew Miller", "2024-09-16"), ("Patrick Ryder", "2024-09-17")],
)
def test_claims_are_dated(name: str, day: str) -> None:
    said = [claim["said_on"] for claim in by(name)]
    assert {entry["start"] for entry in said if entry} == {day}
