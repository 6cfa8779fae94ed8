from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import ActorReads
from tests.factories import ActorFactory

pytestmark = pytest.mark.django_db


def test_by_readers_on_the_page_itself(sign_in: Callable[..., Client]) -> None:
    ActorFactory(slug="ana")
    client = sign_in("analyst")
    for address in ("/actors/ana/", "/actors/ana/", "/actors/ana/?kind=direct"):
        client.get(address)
    sign_in("editor").get("/actors/ana/")
    assert ActorReads.objects.get().number == 2
