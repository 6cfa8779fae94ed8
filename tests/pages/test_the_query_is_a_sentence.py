import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import strip_tags

from tests.factories import ActorFactory, ClaimFactory, StoryFactory

pytestmark = pytest.mark.django_db


def test_the_sentence_says_what_is_listed_and_each_part_can_be_taken_away(sign_in: Callable[..., Client]) -> None:
    ClaimFactory(speaker=ActorFactory(name="Ana Petrova", slug="ana"))
    StoryFactory(title="The dam", slug="dam")
    page = sign_in().get("/claims/?speaker=ana&since=2024-07-01&story=dam&kind=direct").content.decode()
    sentence = re.search(r'<h2 class="sentence".*?</h2>', page, re.DOTALL)
    assert sentence
    words = " ".join(strip_tags(sentence[0]).replace("×", "").replace("(take away)", "").split())
    assert words == "0 claims by Ana Petrova about The dam since 1 Jul 2024 of the kind direct"
    assert 'href="?speaker=ana&amp;since=2024-07-01&amp;kind=direct"' in sentence[0]
