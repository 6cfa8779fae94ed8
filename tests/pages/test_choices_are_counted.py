from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import ClaimGroup
from tests.factories import ActorFactory, ClaimFactory, EventFactory, LinkFactory, PositionFactory

pytestmark = pytest.mark.django_db


def choices(client: Client, address: str) -> dict[str, list[tuple[str, int]]]:
    facets = client.get(address).context["listing"].facets
    return {facet.name: [(o.choice.value, o.choice.count) for o in facet.options] for facet in facets}


def test_each_number_is_what_its_link_lists(sign_in: Callable[..., Client]) -> None:
    ana, ben = ActorFactory(slug="ana"), ActorFactory(slug="ben")
    merged = ActorFactory(slug="anna", merged_into=ana, canonical=ana)
    for speaker, kind in ((ana, "direct"), (merged, "direct"), (ana, "indirect"), (ben, "direct")):
        ClaimFactory(speaker=speaker, kind=kind)
    group = ClaimGroup.objects.create()
    ClaimFactory(speaker=ben, kind="direct", group=group)
    ClaimFactory(speaker=ben, kind="direct", group=group, leads=False)
    ClaimFactory(speaker=ben, state="rejected")
    opening = EventFactory()
    spoken = ClaimFactory(speaker=ben, kind="indirect", speaker__position=PositionFactory(holder=ben))
    LinkFactory(claim=spoken, story=opening.story, event=opening)
    LinkFactory(claim=spoken, story=opening.story, event=EventFactory(story=opening.story), state="rejected")
    client = sign_in()
    found = choices(client, "/claims/?kind=direct")
    assert found["kind"] == [("direct", 4), ("indirect", 2)]
    assert sorted(found["speaker"]) == [("ana", 2), ("ben", 2)]
    assert found["state"] == [("proposed", 4), ("rejected", 1)]
    found = choices(client, "/claims/")
    assert (len(found["event"]), len(found["position"])) == (1, 1)
    for address in ("/claims/?kind=direct", "/claims/"):
        check_links(client, address)


def check_links(client: Client, address: str) -> None:
    for facet in client.get(address).context["listing"].facets:
        for option in facet.options:
            if not option.chosen:
                listing = client.get(f"/claims/{option.query}").context["listing"]
                assert listing.count == option.choice.count, (facet.name, option)
