"""Fill a data directory with a made corpus: 1,000,000 claims in 200,000 articles, loaded by COPY."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

SEED = 7
BLOCK = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, required=True, help="a data directory without claims")
    options = parser.parse_args()
    os.environ |= {"ONRECORD_DATA": str(options.data.resolve()), "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ.setdefault("ONRECORD_LOG_LEVEL", "ERROR")
    from config import servers

    with servers.running(options.data.resolve()):
        import django

        django.setup()
        fill(options.claims)


def fill(claims: int) -> None:
    import numpy as np
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.corpus.articles import MODELS, Press
    from benchmarks.corpus.loading import loading
    from benchmarks.corpus.words import Vocabulary
    from benchmarks.corpus.world import make_world
    from benchmarks.machine import report
    from claims.models import Claim
    from claims.services.demo import seed_people
    from claims.services.listing import rebuild

    call_command("migrate", verbosity=0)
    if Claim.objects.exists():
        sys.exit("This data directory holds claims: choose an empty one.")
    seed_people()
    chance = np.random.default_rng(SEED)
    started = time.monotonic()
    press = Press(claims, make_world(claims, chance), Vocabulary(chance), chance)
    with loading(MODELS):
        while press.print_some(BLOCK):
            sys.stderr.write(
                f"\r{press.claims:,} claims in {press.articles:,} articles, {time.monotonic() - started:.0f} s"
            )
        copied = time.monotonic() - started
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    sys.stderr.write("\n")
    report(
        "corpus",
        {
            "claims": press.claims,
            "articles": press.articles,
            "copied_seconds": round(copied),
            "seconds": round(time.monotonic() - started),
        },
    )


if __name__ == "__main__":
    main()
