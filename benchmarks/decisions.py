"""What one decision about very many claims costs, beside the same decisions made one by one.

ONRECORD_DATA=DIR python -m benchmarks.decisions [--claims N]

with a made corpus (`benchmarks.corpus`). Seconds are processor time of this process and of its connection's server
process, which has to run on this machine; all is rolled back.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.machine import report

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User

ALONE = 20


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decisions", description=__doc__)
    parser.add_argument("--claims", type=int, default=500, help="decided at once, at most 500")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import servers

    with servers.running(servers.data_dir()):
        import django

        django.setup()
        from django.contrib.auth.models import User
        from django.db import transaction

        with transaction.atomic():
            by = User.objects.create(username="benchmark")
            report("decisions", measured(by, min(options.claims, 500)))
            transaction.set_rollback(True)


def measured(by: User, number: int) -> dict[str, Any]:
    from actors.models import Actor
    from claims.models import Claim, Event, ListedClaim
    from claims.services.actors.merge import merge_actors
    from claims.services.actors.split import split_actor
    from claims.services.alike import Alike
    from claims.services.assign import Speaks, assign
    from claims.services.place import attach
    from claims.services.review import Place
    from claims.services.undo import undo

    frequent, other, *_ = Actor.objects.filter(slug__in=["actor-0", "actor-1"]).order_by("slug")
    open_ = Claim.objects.standing().filter(speakers=None, state=Claim.State.PROPOSED).newest_first()
    first, *rest = open_[:number]
    alike = Alike("", Claim.objects.filter(pk__in=[claim.pk for claim in rest]).newest_first(), Claim.objects.none())
    said = list(ListedClaim.objects.standing().said_by(frequent).newest_first().values_list("pk", flat=True)[:number])
    event = Event.objects.standing().select_related("story").order_by("pk")[0]

    attributed, reviews = seconds_of(lambda: assign(first, by, first.version, [Speaks(other)], alike))
    undone, _ = seconds_of(lambda: undo(reviews[0], by))
    placed, reviews = seconds_of(lambda: attach(said, Place(event.story, event), by))
    place_undone, _ = seconds_of(lambda: undo(reviews[0], by))
    split, new = seconds_of(
        lambda: split_actor(frequent, by, frequent.version, "Somebody Else", frequent.kind, [], said)
    )
    split_undone, _ = seconds_of(lambda: undo(new.reviews.get(), by))
    alone, _ = seconds_of(lambda: [assign(one, by, one.version, [Speaks(other)]) for one in open_[:ALONE]])
    merging = ListedClaim.objects.involving(frequent.pk).count()
    merged, review = seconds_of(lambda: merge_actors(Actor.objects.get(pk=frequent.pk), other, by))
    unmerged, _ = seconds_of(lambda: undo(review, by))
    one_by_one = alone / ALONE * number
    return {
        "claims": number,
        "attributed_seconds": attributed,
        "undone_seconds": undone,
        "placed_seconds": placed,
        "place_undone_seconds": place_undone,
        "split_seconds": split,
        "split_undone_seconds": split_undone,
        "one_by_one_seconds": round(one_by_one, 1),
        "ratio": round(attributed / one_by_one, 3),
        "merged_claims": merging,
        "merged_seconds": merged,
        "unmerged_seconds": unmerged,
    }


def seconds_of[T](decide: Callable[[], T]) -> tuple[float, T]:
    began = _spent()
    made = decide()
    return round(_spent() - began, 2), made


def _spent() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text()
    user, system = stat.rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
