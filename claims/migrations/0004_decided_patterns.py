"""What editors decided, by what claims have in common: its definition, and the triggers that keep it true."""

from django.db import migrations

# The one definition of what the table holds, which triggers and rebuilding share: a decided claim under its words, and
# under its source and cue. Copies of one text are one family.
DEFINITION = """
CREATE VIEW claims_patterns AS
SELECT claim.id AS claim_id, keys.key, article.outlet_id, coalesce(article.copy_of_id, article.id) AS family,
    claim.state <> 'rejected' AS kept
FROM claims_claim claim
JOIN sources_snapshot snapshot ON snapshot.id = claim.snapshot_id
JOIN sources_article article ON article.id = snapshot.article_id AND article.removed_at IS NULL
CROSS JOIN LATERAL (
    VALUES (claims_words_key(claim.content_text)), (claims_frame_key(claim.source_text, claim.cue_text))
) keys (key)
WHERE claim.state IN ('confirmed', 'corrected', 'rejected') AND keys.key IS NOT NULL;
"""
# Rows are looked up by key whatever the planner thinks, as for the listing.
BY_KEY = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
UPKEEP = f"""
CREATE FUNCTION note_patterns_again(changed bigint[]) RETURNS void LANGUAGE plpgsql {BY_KEY} AS $$
BEGIN
    IF changed IS NULL THEN
        RETURN;
    END IF;
    DELETE FROM claims_decidedpattern WHERE claim_id = ANY(changed);
    INSERT INTO claims_decidedpattern (claim_id, key, outlet_id, family, kept)
        SELECT claim_id, key, outlet_id, family, kept FROM claims_patterns WHERE claim_id = ANY(changed)
        ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION note_all_patterns_again() RETURNS void LANGUAGE sql AS $$
    TRUNCATE claims_decidedpattern;
    INSERT INTO claims_decidedpattern (claim_id, key, outlet_id, family, kept)
        SELECT claim_id, key, outlet_id, family, kept FROM claims_patterns;
$$;

CREATE FUNCTION decided_claims_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided constant text[] := '{{confirmed,corrected,rejected}}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM note_patterns_again((SELECT array_agg(id) FROM after WHERE state = ANY(decided)));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM note_patterns_again((SELECT array_agg(id) FROM before WHERE state = ANY(decided)));
    ELSE
        PERFORM note_patterns_again((
            SELECT array_agg(after.id) FROM after JOIN before USING (id)
            WHERE (after.state = ANY(decided) OR before.state = ANY(decided))
                AND (after.snapshot_id, after.state, after.content_text, after.source_text, after.cue_text)
                IS DISTINCT FROM
                (before.snapshot_id, before.state, before.content_text, before.source_text, before.cue_text)
        ));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION articles_of_decided_claims_changed() RETURNS trigger LANGUAGE plpgsql {BY_KEY} AS $$
BEGIN
    PERFORM note_patterns_again((
        SELECT array_agg(claim.id) FROM before JOIN after USING (id)
        JOIN sources_snapshot snapshot ON snapshot.article_id = after.id
        JOIN claims_claim claim ON claim.snapshot_id = snapshot.id
        WHERE claim.state IN ('confirmed', 'corrected', 'rejected')
            AND (before.removed_at, before.outlet_id, before.copy_of_id)
            IS DISTINCT FROM (after.removed_at, after.outlet_id, after.copy_of_id)
    ));
    RETURN NULL;
END $$;
"""
BEFORE, AFTER = "OLD TABLE AS before", "NEW TABLE AS after"


def trigger(table: str, function: str, event: str, tables: str) -> str:
    return (
        f"CREATE TRIGGER note_patterns_after_{event} AFTER {event} ON {table} REFERENCING {tables}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
    )


TRIGGERS = [
    trigger("claims_claim", "decided_claims_changed", "INSERT", AFTER),
    trigger("claims_claim", "decided_claims_changed", "DELETE", BEFORE),
    trigger("claims_claim", "decided_claims_changed", "UPDATE", f"{BEFORE} {AFTER}"),
    trigger("sources_article", "articles_of_decided_claims_changed", "UPDATE", f"{BEFORE} {AFTER}"),
]
UNDO = """
DROP FUNCTION decided_claims_changed, articles_of_decided_claims_changed CASCADE;
DROP FUNCTION note_all_patterns_again, note_patterns_again;
DROP VIEW claims_patterns;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_reading_index"), ("sources", "0001_initial")]
    operations = [migrations.RunSQL([DEFINITION + UPKEEP, *TRIGGERS], UNDO)]
