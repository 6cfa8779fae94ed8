"""The reading index: what it holds, and the triggers that keep it true and number its versions."""

from django.db import migrations

# What the index holds: the one definition, which triggers, rebuilding and checking share.
DEFINITION = """
CREATE VIEW claims_listing AS
SELECT claim.id AS claim_id, coalesce(claim.day, DATE '0001-01-01') AS day, article.id AS article_id, article.outlet_id,
    claim.kind, claim.cue_class, claim.state, claim.confidence,
    claim.state NOT IN ('rejected', 'withdrawn') AS standing,
    claim.state = 'proposed' AND (claim.confidence < 0.5 OR (claim.unnamed = '' AND said.speakers = '{}')) AS doubtful,
    said.speakers, said.behalf, said.positions, told.stories, told.events, dated.meant, claim.search
FROM claims_claim claim
JOIN sources_article article ON article.latest_id = claim.snapshot_id AND article.removed_at IS NULL
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT one.key) FILTER (WHERE one.name = 'speaker'), '{}') AS speakers,
        coalesce(array_agg(DISTINCT one.key) FILTER (WHERE one.name = 'behalf'), '{}') AS behalf,
        coalesce(array_agg(DISTINCT one.key) FILTER (WHERE one.name = 'position'), '{}') AS positions
    FROM claims_claimspeaker speaker
    JOIN actors_actor actor ON actor.id = speaker.actor_id
    LEFT JOIN actors_actor named ON named.id = speaker.on_behalf_of_id
    LEFT JOIN actors_position position ON position.id = speaker.position_id
    LEFT JOIN actors_actor body ON body.id = position.organization_id
    LEFT JOIN actors_actor office ON office.id = position.office_id
    CROSS JOIN LATERAL (VALUES
        ('speaker', coalesce(actor.canonical_id, actor.id)),
        ('behalf', coalesce(named.canonical_id, named.id)),
        ('behalf', coalesce(body.canonical_id, body.id)),
        ('behalf', coalesce(office.canonical_id, office.id)),
        ('position', position.id)
    ) one (name, key)
    WHERE speaker.claim_id = claim.id AND one.key IS NOT NULL
) said
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT link.story_id), '{}') AS stories,
        coalesce(array_agg(DISTINCT link.event_id) FILTER (WHERE link.event_id IS NOT NULL), '{}') AS events
    FROM claims_link link WHERE link.claim_id = claim.id AND link.state <> 'rejected'
) told
CROSS JOIN LATERAL (
    SELECT coalesce(range_agg(date.days), '{}') AS meant FROM claims_claimdate date WHERE date.claim_id = claim.id
) dated
WHERE claim.leads;

CREATE VIEW claims_headings AS
SELECT heading.under, heading.key, listed.day, listed.claim_id
FROM claims_listedclaim listed
CROSS JOIN LATERAL (
    SELECT 1::smallint, unnest(listed.speakers) UNION ALL SELECT 2::smallint, unnest(listed.behalf)
    UNION ALL SELECT 3::smallint, unnest(listed.stories) UNION ALL SELECT 4::smallint, unnest(listed.events)
) heading (under, key)
WHERE listed.standing;
"""

COLUMNS = (
    "claim_id, day, article_id, outlet_id, kind, cue_class, state, confidence, standing, doubtful, "
    "speakers, behalf, positions, stories, events, meant, search"
)
EXCLUDED = ", ".join(f"excluded.{name}" for name in COLUMNS.split(", "))
LISTED = ", ".join(f"listed.{name}" for name in COLUMNS.split(", "))

# The rows are locked before they are computed, each statement seeing what others committed until then: so of two
# transactions that change the same claim the later one sees what the earlier did.
#
# A connection keeps the plans of a function. One that was made while the tables were small, or counted as empty after
# many deletions, would read whole tables for each claim of a large write. So rows are looked up by key, which is right
# for one claim and linear for many, and sets of rows are told apart by EXCEPT, never by a join.
BY_KEY = "SET enable_seqscan = off"
UPKEEP = f"""
CREATE FUNCTION list_claims_again(changed bigint[]) RETURNS void LANGUAGE plpgsql
{BY_KEY} SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF changed IS NULL THEN
        RETURN;
    END IF;
    PERFORM FROM claims_listedclaim WHERE claim_id = ANY(changed) ORDER BY claim_id FOR UPDATE;
    WITH truth AS MATERIALIZED (SELECT {COLUMNS} FROM claims_listing WHERE claim_id = ANY(changed)),
    gone AS (
        DELETE FROM claims_listedclaim USING (
            SELECT unnest(changed) AS claim_id EXCEPT SELECT claim_id FROM truth
        ) unlisted WHERE claims_listedclaim.claim_id = unlisted.claim_id
    )
    INSERT INTO claims_listedclaim AS listed ({COLUMNS})
        SELECT {COLUMNS} FROM truth ORDER BY claim_id
        ON CONFLICT (claim_id) DO UPDATE SET ({COLUMNS}) = ROW({EXCLUDED})
        WHERE ({LISTED}) IS DISTINCT FROM ({EXCLUDED});
    WITH truth AS MATERIALIZED (SELECT under, key, day, claim_id FROM claims_headings WHERE claim_id = ANY(changed)),
    gone AS (
        DELETE FROM claims_heading heading USING (
            SELECT under, key, day, claim_id FROM claims_heading WHERE claim_id = ANY(changed)
            EXCEPT SELECT under, key, day, claim_id FROM truth
        ) stale
        WHERE (heading.under, heading.key, heading.day, heading.claim_id)
            = (stale.under, stale.key, stale.day, stale.claim_id)
    )
    INSERT INTO claims_heading (under, key, day, claim_id)
        SELECT under, key, day, claim_id FROM truth ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION list_all_claims_again() RETURNS void LANGUAGE sql AS $$
    TRUNCATE claims_listedclaim, claims_heading;
    INSERT INTO claims_listedclaim ({COLUMNS}) SELECT {COLUMNS} FROM claims_listing;
    INSERT INTO claims_heading (under, key, day, claim_id) SELECT under, key, day, claim_id FROM claims_headings;
$$;

CREATE FUNCTION claims_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM list_claims_again((SELECT array_agg(id) FROM after));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM list_claims_again((SELECT array_agg(id) FROM before));
    ELSE
        PERFORM list_claims_again((
            SELECT array_agg(after.id) FROM after JOIN before USING (id)
            WHERE (after.snapshot_id, after.kind, after.cue_class, after.state, after.confidence, after.leads, after.day,
                after.unnamed, after.content_text)
                IS DISTINCT FROM (before.snapshot_id, before.kind, before.cue_class, before.state, before.confidence,
                before.leads, before.day, before.unnamed, before.content_text)
        ));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION parts_of_claims_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM list_claims_again((SELECT array_agg(DISTINCT claim_id) FROM after));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM list_claims_again((SELECT array_agg(DISTINCT claim_id) FROM before));
    ELSE
        PERFORM list_claims_again((
            SELECT array_agg(DISTINCT claim_id)
            FROM (SELECT claim_id FROM before UNION SELECT claim_id FROM after) either
        ));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION articles_of_claims_changed() RETURNS trigger LANGUAGE plpgsql {BY_KEY} AS $$
BEGIN
    PERFORM list_claims_again((
        SELECT array_agg(claim.id) FROM before JOIN after USING (id)
        JOIN claims_claim claim ON claim.snapshot_id IN (before.latest_id, after.latest_id)
        WHERE (before.latest_id, before.removed_at, before.outlet_id)
            IS DISTINCT FROM (after.latest_id, after.removed_at, after.outlet_id)
    ));
    RETURN NULL;
END $$;

CREATE FUNCTION actors_of_claims_changed() RETURNS trigger LANGUAGE plpgsql {BY_KEY} AS $$
DECLARE merged bigint[];
BEGIN
    SELECT array_agg(id) INTO merged FROM before JOIN after USING (id)
        WHERE before.canonical_id IS DISTINCT FROM after.canonical_id;
    IF merged IS NOT NULL THEN
        PERFORM list_claims_again((
            SELECT array_agg(DISTINCT speaker.claim_id) FROM claims_claimspeaker speaker
            WHERE speaker.actor_id = ANY(merged) OR speaker.on_behalf_of_id = ANY(merged) OR speaker.position_id IN (
                SELECT id FROM actors_position WHERE organization_id = ANY(merged) OR office_id = ANY(merged)
            )
        ));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION positions_of_claims_changed() RETURNS trigger LANGUAGE plpgsql {BY_KEY} AS $$
BEGIN
    PERFORM list_claims_again((
        SELECT array_agg(DISTINCT speaker.claim_id) FROM before JOIN after USING (id)
        JOIN claims_claimspeaker speaker ON speaker.position_id = after.id
        WHERE (before.organization_id, before.office_id) IS DISTINCT FROM (after.organization_id, after.office_id)
    ));
    RETURN NULL;
END $$;
"""

WATCHED = {
    "claims_claim": "claims_changed",
    "claims_claimspeaker": "parts_of_claims_changed",
    "claims_link": "parts_of_claims_changed",
    "claims_claimdate": "parts_of_claims_changed",
}
UPDATED = {
    "sources_article": "articles_of_claims_changed",
    "actors_actor": "actors_of_claims_changed",
    "actors_position": "positions_of_claims_changed",
}
BEFORE, AFTER = "OLD TABLE AS before", "NEW TABLE AS after"


def trigger(table: str, function: str, event: str, tables: str) -> str:
    return (
        f"CREATE TRIGGER keep_listing_after_{event} AFTER {event} ON {table} REFERENCING {tables}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
    )


TRIGGERS = [
    *(trigger(table, function, "INSERT", AFTER) for table, function in WATCHED.items()),
    *(trigger(table, function, "DELETE", BEFORE) for table, function in WATCHED.items()),
    *(trigger(table, function, "UPDATE", f"{BEFORE} {AFTER}") for table, function in (WATCHED | UPDATED).items()),
]
UNDO = """
DROP FUNCTION claims_changed, parts_of_claims_changed, articles_of_claims_changed, actors_of_claims_changed,
    positions_of_claims_changed CASCADE;
DROP FUNCTION list_all_claims_again, list_claims_again;
DROP VIEW claims_headings;
DROP VIEW claims_listing;
"""
# Lists are narrowed by actors and words of very different frequency, which the planner has to know; and counts read
# an index alone, if the table is vacuumed after its inserts.
TUNING = """
ALTER TABLE claims_listedclaim ALTER COLUMN speakers SET STATISTICS 1000, ALTER COLUMN behalf SET STATISTICS 1000,
    ALTER COLUMN search SET STATISTICS 1000, ALTER COLUMN facets SET STATISTICS 1000;
ALTER TABLE claims_listedclaim SET (autovacuum_vacuum_insert_scale_factor = 0.02);
ALTER TABLE claims_heading SET (autovacuum_vacuum_insert_scale_factor = 0.02);
"""
# A number that is another one after each write, for what is kept of the index.
KEPT = ("claims_listedclaim", "claims_heading")
VERSION = """
CREATE SEQUENCE claims_listing_version;
CREATE FUNCTION claims_listing_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM nextval('claims_listing_version');
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER tell_of_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION claims_listing_changed();\n"
    for table in KEPT
)
VERSION_BACKWARDS = "DROP FUNCTION claims_listing_changed() CASCADE; DROP SEQUENCE claims_listing_version"


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_reviews_only_grow"), ("sources", "0001_initial"), ("actors", "0001_initial")]
    operations = [
        migrations.RunSQL([DEFINITION + UPKEEP + TUNING, *TRIGGERS], UNDO),
        migrations.RunSQL(VERSION, VERSION_BACKWARDS),
    ]
