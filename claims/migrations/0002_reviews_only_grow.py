"""What was decided, and what was done to people, is never changed or deleted."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION review_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.before ? 'erased' AND NEW.after ? 'erased' AND NEW.note = '' AND EXISTS (
        SELECT FROM claims_claim claim
            JOIN sources_snapshot snapshot ON snapshot.id = claim.snapshot_id
            JOIN sources_article article ON article.id = snapshot.article_id
            WHERE claim.id = NEW.claim_id AND article.removed_at IS NOT NULL
    ) AND to_jsonb(NEW) - '{before,after,note}'::text[] = to_jsonb(OLD) - '{before,after,note}'::text[] THEN
        RETURN NEW;  -- a takedown: who, when and what stay, the words go
    END IF;
    RAISE EXCEPTION 'Reviews are append-only: undo one by one more.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER review_only_grows BEFORE UPDATE OR DELETE ON claims_review
    FOR EACH ROW EXECUTE FUNCTION review_only_grows();

CREATE FUNCTION person_change_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was done to people is append-only.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER person_change_only_grows BEFORE UPDATE OR DELETE ON claims_personchange
    FOR EACH ROW EXECUTE FUNCTION person_change_only_grows();
"""
BACKWARDS = """
DROP FUNCTION review_only_grows() CASCADE;
DROP FUNCTION person_change_only_grows() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("sources", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
