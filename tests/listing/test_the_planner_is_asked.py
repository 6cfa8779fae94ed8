"""What the planner expects of several sets at once, however it would read them together."""

import pytest
from django.db import connection

from claims.listing.estimates import estimates
from claims.models import ListedClaim
from tests.factories import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db
PLANS = {
    "alone": [],
    "by parallel workers": ["parallel_setup_cost = 0", "parallel_tuple_cost = 0", "min_parallel_table_scan_size = 0"],
    "as if by workers": ["debug_parallel_query = on"],
}


@pytest.mark.parametrize("plan", PLANS)
def test_each_set_has_its_number(plan: str) -> None:
    snapshot = ArticleFactory(text="x" * 50).latest
    for number in range(30):
        ClaimFactory(snapshot=snapshot, content=[[number, number + 1]], kind="direct" if number % 3 else "indirect")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_listedclaim")
        for setting in PLANS[plan]:
            cursor.execute(f"SET LOCAL {setting}")
    claims = ListedClaim.objects.all()
    impossible = claims.filter(standing=True).filter(standing=False)
    numbers = estimates([claims, claims.filter(kind="direct"), impossible, claims.filter(kind="indirect")])
    assert (numbers[0], numbers[1], numbers[3]) == (30, 20, 10)
    assert numbers[2] <= 1
