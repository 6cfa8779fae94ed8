from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from actors.models import Actor
from claims.models import Story
from tests.compare.conftest import Tell
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def test_each_claim_is_a_line_with_the_pairs_that_it_belongs_to(
    sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor, story: Story
) -> None:
    event = EventFactory(story=story)
    stay = tell(mayor, "2025-03-01", "the port would stay open all winter")
    close = tell(mayor, "2025-05-01", "the port would close for the winter")
    lawful = tell(mayor, "2025-06-01", "the raid on the warehouse was lawful", event=event)
    crime = tell(union, "2025-06-02", "the raid on the warehouse was a crime", event=event)
    client = sign_in()
    address = "/compare.csv?who=mayor&who=union&story=harbour"
    page = client.get("/compare/?who=mayor&who=union&story=harbour").content.decode()
    menu = page.partition('<details class="menu outputs"')[2].partition("</details>")[0]
    assert re.findall('href="([^"]+)"', menu) == [address.replace("&", "&amp;")]
    response = client.get(address)
    assert isinstance(response, StreamingHttpResponse)
    lines = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))
    assert [
        (line["column"], line["day"], line["address"], line["changed_position"], line["against_each_other"])
        for line in lines
    ] == [
        ("Ana Mayor", "2025-03-01", f"http://testserver/claims/{stay.pk}/", "1", ""),
        ("Ana Mayor", "2025-05-01", f"http://testserver/claims/{close.pk}/", "1", ""),
        ("Ana Mayor", "2025-06-01", f"http://testserver/claims/{lawful.pk}/", "", "1"),
        ("Dockers Union", "2025-06-02", f"http://testserver/claims/{crime.pk}/", "", "1"),
    ]
    assert lines[0]["content"] == "the port would stay open all winter"
    assert lines[0]["outlet"] == stay.snapshot.article.outlet.name
    assert lines[0]["article"] == stay.snapshot.article.title


@pytest.mark.parametrize("query", ["", "?who=nobody-known", "?who=mayor&since=2025-13-01"])
def test_what_cannot_be_compared_is_refused_in_words(sign_in: Callable[..., Client], mayor: Actor, query: str) -> None:
    response = sign_in().get(f"/compare.csv{query}")
    assert response.status_code == 400
    assert response.content.decode().strip()
