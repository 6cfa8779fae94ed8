from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import ClaimSpeaker
from tests.factories import ActorFactory, ClaimFactory, PositionFactory

pytestmark = pytest.mark.django_db


def test_an_office_named_for_its_role_stands_alone(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(slug="ana")
    office = ActorFactory(name="Prime Minister of Borland", slug="office", kind="office")
    ministry = ActorFactory(name="Ministry of Rivers", slug="ministry", kind="organization")
    PositionFactory(holder=ana, office=office, organization=None, role="Prime Minister")
    for role, body in (("prime minister", office), ("minister", ministry)):
        ClaimSpeaker.objects.create(claim=ClaimFactory(), actor=ana, role=role, on_behalf_of=body)
    page = sign_in().get("/actors/ana/?tab=claims").content.decode()
    assert '<span class="role"><a href="/actors/office/"><bdi>Prime Minister of Borland</bdi></a></span>' in page
    assert '<span class="role">minister, <a href="/actors/ministry/"><bdi>Ministry of Rivers</bdi></a></span>' in page
    assert '<p><a href="/actors/office/"><bdi>Prime Minister of Borland</bdi></a></p>' in page
