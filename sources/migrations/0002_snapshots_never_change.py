from django.db import migrations

FORWARDS = """
CREATE FUNCTION snapshot_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.erased_at IS NOT NULL AND NEW.text = '' THEN
        RETURN NEW;  -- a takedown
    END IF;
    IF (NEW.text, NEW.sha256, NEW.article_id) IS DISTINCT FROM (OLD.text, OLD.sha256, OLD.article_id) THEN
        RAISE EXCEPTION 'A snapshot never changes: store a new one.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER snapshot_never_changes BEFORE UPDATE ON sources_snapshot
    FOR EACH ROW EXECUTE FUNCTION snapshot_never_changes();
"""
BACKWARDS = "DROP FUNCTION snapshot_never_changes() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
