import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from claims.story_file import COLOURS
from tests.factories import ActorFactory, ClaimFactory, EventFactory, LinkFactory

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
TOKENS = Path(__file__).parent.parent.parent / "static/css/tokens.css"


@pytest.fixture
def named(sign_in: Callable[..., Client]) -> Callable[[str], Client]:
    """`named("x")`: a story with an event and a claim of an actor, all called x."""

    def make(name: str) -> Client:
        event = EventFactory(story__slug="dam", story__title=name, title=name)
        claim = ClaimFactory(speaker=ActorFactory(name=name, slug="ana"), day=dt.date(2024, 9, 16))
        LinkFactory(claim=claim, story=event.story, event=event)
        return sign_in()

    return make


@pytest.mark.parametrize(
    "name",
    [
        "Ana Petrova",
        "</svg><script>alert(1)</script>",
        "“A” & 'B' \"C\" <D>",
        "\x0b\x1f￾ Ana",
        "محمد شياع السوداني",
        "x" * 90,
    ],
)
def test_any_name_makes_a_sound_file(named: Callable[[str], Client], name: str) -> None:
    response = named(name).get("/stories/dam/timeline.svg")
    root = fromstring(response.content)
    assert root.tag == f"{SVG}svg"
    text = " ".join(root.itertext())
    assert re.sub("[\x0b\x1f￾]", "�", name) in text
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {
        "svg", "title", "style", "rect", "text", "tspan", "g", "defs", "linearGradient", "stop", "path", "circle"
    }  # fmt: skip
    assert not [key for element in root.iter() for key in element.attrib if "href" in key or key.startswith("on")]


def test_it_is_saved_and_runs_nothing(named: Callable[[str], Client]) -> None:
    response = named("Ana").get("/stories/dam/timeline.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == 'attachment; filename="dam-timeline.svg"'
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_it_says_what_it_shows_and_where_it_is_from(named: Callable[[str], Client]) -> None:
    client = named("Ana")
    file = client.get("/stories/dam/timeline.svg?actor=ana&zoom=month&from=2024-09-01&to=2024-09-30").content.decode()
    assert "Sep 2024 · only Ana · 1 claim by the day" in file
    assert (
        "http://testserver/stories/dam/?actor=ana&amp;zoom=month&amp;from=2024-09-01&amp;to=2024-09-30</text>" in file
    )


@pytest.mark.parametrize("query", ["nowhere/timeline.svg", "dam/timeline.svg?zoom=decade", "dam/timeline.svg?actor=x"])
def test_what_makes_no_sense_is_not_found(named: Callable[[str], Client], query: str) -> None:
    assert named("Ana").get(f"/stories/{query}").status_code == 404


def test_its_colours_are_the_pages() -> None:
    light = TOKENS.read_text().partition("@media")[0]
    assert re.findall(r"--speaker-\d: (#\w+)", light) == list(COLOURS)
