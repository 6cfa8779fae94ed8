import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ClaimFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


def test_what_moved_last_comes_first(sign_in: Callable[..., Client]) -> None:
    for slug, month in (("dam", 8), ("bridge", 10), ("road", 0)):
        story = StoryFactory(slug=slug)
        if month:
            LinkFactory(story=story, claim=ClaimFactory(day=dt.date(2024, month, 5)))
    page = sign_in().get("/stories/").content.decode()
    found = re.findall(r'<h2 dir="auto"><a href="/stories/(\w+)/">', page)
    assert found == ["bridge", "dam", "road"]
    assert "no claims yet" in page


def test_each_counts_its_standing_claims_once(sign_in: Callable[..., Client]) -> None:
    story = StoryFactory(slug="dam")
    claim = ClaimFactory(day=dt.date(2024, 9, 16))
    LinkFactory(story=story, claim=claim)
    LinkFactory(story=story, claim=ClaimFactory(state="rejected"))
    page = sign_in().get("/stories/").content.decode()
    assert '<a href="/claims/?story=dam">1 claim</a>' in page
    assert '<time datetime="2024-09-16"' in page
    assert re.findall(r'<path d="(M[^M]*)"/></svg>', page)  # one bar


def test_no_stories_say_what_would_be_there(sign_in: Callable[..., Client]) -> None:
    assert "A story is a subject that is followed" in sign_in().get("/stories/").content.decode()
