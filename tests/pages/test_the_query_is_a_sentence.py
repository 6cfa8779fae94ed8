import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape, strip_tags

from tests.factories import ActorFactory, ClaimFactory, OutletFactory, StoryFactory

pytestmark = pytest.mark.django_db


def test_the_sentence_says_what_is_listed_and_each_part_can_be_taken_away(sign_in: Callable[..., Client]) -> None:
    ClaimFactory(speaker=ActorFactory(name="Ana Petrova", slug="ana"))
    StoryFactory(title="The dam", slug="dam")
    page = sign_in().get("/claims/?speaker=ana&since=2024-07-01&story=dam&kind=direct").content.decode()
    sentence = re.search(r'<h2 class="sentence".*?</h2>', page, re.DOTALL)
    assert sentence
    words = " ".join(strip_tags(sentence[0]).replace("×", "").replace("(take away)", "").split())
    assert words == "0 direct claims by Ana Petrova about The dam since 1 Jul 2024"
    assert 'href="?speaker=ana&amp;since=2024-07-01&amp;kind=direct"' in sentence[0]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Claims"),
        ("who=ana", "Claims by or on behalf of Ana Petrova"),
        ("doubtful=1&state=proposed&kind=indirect", "Doubtful proposed indirect claims"),
        ("speaker=ana&behalf=ana&outlet=ledger", "Claims by Ana Petrova on behalf of Ana Petrova in The Ledger"),
        ("since=2024-07-01&until=2024-09-30", "Claims from 1 Jul 2024 to 30 Sep 2024"),
        ("until=2024-09-30&confidence=60", "Claims until 30 Sep 2024 with a confidence of 60% or more"),
        ("meant_until=2026-12-31", "Claims about days until 31 Dec 2026"),
        (
            "meant_since=2026-01-01&since=2024-07-01&until=2024-09-30",
            "Claims about days since 1 Jan 2026 said from 1 Jul 2024 to 30 Sep 2024",
        ),
        ("meant_until=2026-01-01&since=2024-07-01", "Claims about days until 1 Jan 2026 said since 1 Jul 2024"),
        ("meant_since=2026-01-01&meant_until=2026-12-31", "Claims about days from 1 Jan 2026 to 31 Dec 2026"),
        ("story=dam&meant_until=2026-12-31", "Claims about The dam and days until 31 Dec 2026"),
        ("q=dam -drone&cue=deny", "Claims with a cue of the class deny with the words dam but not drone"),
        ('q=dam -"last drone" -boat', 'Claims with the words dam but not "last drone", boat'),
    ],
)
def test_it_reads_well_whatever_is_combined(sign_in: Callable[..., Client], query: str, sentence: str) -> None:
    ActorFactory(name="Ana Petrova", slug="ana")
    StoryFactory(title="The dam", slug="dam")
    OutletFactory(name="The Ledger", slug="ledger")
    page = sign_in().get(f"/claims/?{query}")
    assert page.context["listing"].sentence == sentence
    assert f"<title>{escape(sentence)} · OnRecord</title>" in page.content.decode()
