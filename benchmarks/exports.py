"""Claims as CSV, as the site streams them: seconds and peak memory, beside a plain COPY TO of the same columns.

ONRECORD_DATA=DIR python -m benchmarks.exports [--claims N]
"""

from __future__ import annotations

import argparse
import os
import time
from typing import Any

from benchmarks.machine import report
from benchmarks.memory import peak

# What a person would write by hand: the columns of the CSV file, joined and aggregated once.
COPY = """
COPY (
    SELECT claim.id, speakers.names, claim.unnamed, speakers.roles, speakers.behalf, claim.kind, claim.cue_text,
        claim.cue_class, claim.content_text, claim.source_text, claim.said_on_edtf, lower(claim.said_on),
        upper(claim.said_on) - 1, dates.texts, dates.edtf, claim.state, claim.confidence, links.stories, links.events,
        outlet.name, article.title, article.url, article.published_on,
        CASE WHEN claim.group_id IS NULL THEN 1
            ELSE (SELECT count(*) FROM claims_claim AS other WHERE other.group_id = claim.group_id) END
    FROM claims_listedclaim AS listed
    JOIN claims_claim AS claim ON claim.id = listed.claim_id
    JOIN sources_article AS article ON article.id = listed.article_id
    JOIN sources_outlet AS outlet ON outlet.id = article.outlet_id
    LEFT JOIN (
        SELECT speaker.claim_id, string_agg(who.name, '; ' ORDER BY speaker.number) AS names,
            string_agg(speaker.role, '; ' ORDER BY speaker.number) AS roles,
            string_agg(whom.name, '; ' ORDER BY speaker.number) AS behalf
        FROM claims_claimspeaker AS speaker
        JOIN actors_actor AS said ON said.id = speaker.actor_id
        JOIN actors_actor AS who ON who.id = coalesce(said.canonical_id, said.id)
        LEFT JOIN actors_actor AS meant ON meant.id = speaker.on_behalf_of_id
        LEFT JOIN actors_actor AS whom ON whom.id = coalesce(meant.canonical_id, meant.id)
        GROUP BY speaker.claim_id
    ) AS speakers ON speakers.claim_id = claim.id
    LEFT JOIN (
        SELECT claim_id, string_agg(text, '; ' ORDER BY start) AS texts, string_agg(edtf, '; ' ORDER BY start) AS edtf
        FROM claims_claimdate GROUP BY claim_id
    ) AS dates ON dates.claim_id = claim.id
    LEFT JOIN (
        SELECT link.claim_id, string_agg(DISTINCT story.title, '; ') AS stories,
            string_agg(DISTINCT event.title, '; ') AS events
        FROM claims_link AS link JOIN claims_story AS story ON story.id = link.story_id
        LEFT JOIN claims_event AS event ON event.id = link.event_id
        WHERE link.state <> 'rejected' GROUP BY link.claim_id
    ) AS links ON links.claim_id = claim.id
    WHERE listed.standing
    ORDER BY listed.day DESC, listed.claim_id DESC
    LIMIT %s
) TO STDOUT (FORMAT csv, HEADER)
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import servers

    with servers.running(servers.data_dir()):
        import django

        django.setup()
        report("exports", measured(options.claims))


def measured(claims: int) -> dict[str, Any]:
    before = peak()
    first, seconds, size, lines = exported(claims)
    most = peak()
    copied, _ = copy(claims)
    return {
        "claims": lines - 1,
        "bytes": size,
        "first_byte_seconds": round(first, 2),
        "seconds": round(seconds, 1),
        "claims_a_second": round((lines - 1) / seconds),
        "peak_mb": most,
        "peak_mb_before": before,
        "copy_seconds": round(copied, 1),
        "ratio": round(seconds / copied, 1),
    }


def exported(claims: int) -> tuple[float, float, int, int]:
    """Seconds to the first claim, seconds, bytes and lines."""
    from claims.listing.criteria import listed_by
    from claims.outputs.claims import claim_columns
    from claims.outputs.records import records_of
    from claims.outputs.tables import csv_chunks

    began, first, size, lines = time.perf_counter(), 0.0, 0, 0
    listed = listed_by({}).newest_first()[:claims]
    for number, chunk in enumerate(csv_chunks(claim_columns("https://onrecord.example"), records_of(listed))):
        first = first or (time.perf_counter() - began if number else 0.0)
        size, lines = size + len(chunk), lines + chunk.count(b"\r\n")
    return first, time.perf_counter() - began, size, lines


def copy(claims: int) -> tuple[float, int]:
    """Seconds and bytes."""
    from django.db import connection

    began, size = time.perf_counter(), 0
    with connection.cursor() as cursor, cursor.copy(COPY, [claims]) as rows:
        for chunk in rows:
            size += len(chunk)
    return time.perf_counter() - began, size


if __name__ == "__main__":
    main()
