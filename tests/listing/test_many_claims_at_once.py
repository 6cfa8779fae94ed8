"""Plans that a connection made while the tables were small serve it for large writes, too."""

import pytest
from django.db import connection

from claims.models import Claim, ClaimSpeaker
from claims.services.listing import Differences, differences
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db
MANY = 4_000


def test_a_write_of_thousands_after_small_ones_ends() -> None:
    envoy = ActorFactory()
    for _ in range(8):  # from the sixth time on PostgreSQL keeps its plan
        ClaimFactory(speaker=envoy)
    Claim.objects.all().delete()
    snapshot = ArticleFactory(text="x" * MANY).latest
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # pages without rows: the tables count as empty, as after many deletions
        cursor.execute("SET LOCAL statement_timeout = '30s'")
    claims = Claim.objects.bulk_create(
        Claim(snapshot=snapshot, kind="indirect", content=[[n, n + 1]], position=n, content_text="x", confidence=0.9)
        for n in range(MANY)
    )
    ClaimSpeaker.objects.bulk_create(ClaimSpeaker(claim=claim, actor=envoy) for claim in claims)
    Claim.objects.filter(snapshot=snapshot).update(state=Claim.State.CONFIRMED)
    assert differences() == Differences(0, 0)
