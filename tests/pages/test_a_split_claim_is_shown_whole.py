"""Of a claim whose pieces stand far apart the page shows each among its neighbours, and where text is left out."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db


def shown(client: Client, *pieces: int) -> list[str]:
    """The first words of the paragraphs on the page, ⋯ before those that follow upon a gap."""
    text = "\n".join(f"Paragraph{number:02} of the text." for number in range(20))
    spans = [[text.index(f"Paragraph{number:02}"), text.index(f"Paragraph{number:02}") + 11] for number in pieces]
    claim = ClaimFactory(snapshot=ArticleFactory(text=text).latest, content=spans)
    page = client.get(f"/claims/{claim.pk}/").content.decode()
    excerpt = page.split('<div class="excerpt')[1].split("</div>")[0]
    paragraphs = re.findall(r'<p data-start="\d+"([^>]*)>(?:<span[^>]*>)?Paragraph(\d\d)', excerpt)
    return ["⋯" * (" apart" in opening) + number for opening, number in paragraphs]


def test_each_piece_stands_among_its_neighbours(sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    assert shown(client, 3) == ["02", "03", "04"]
    assert shown(client, 1, 12) == ["00", "01", "02", "⋯11", "12", "13"]
    assert shown(client, 0, 3, 19) == ["00", "01", "02", "03", "04", "⋯18", "19"]


def test_a_long_one_is_cut(sign_in: Callable[..., Client]) -> None:
    assert shown(sign_in(), *range(2, 18)) == ["01", "02", "03", "04", "05", "06", "07", "08", "09"]
