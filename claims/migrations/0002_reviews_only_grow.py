from django.db import migrations

FORWARDS = """
CREATE FUNCTION review_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Reviews are append-only: undo one by one more.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER review_only_grows BEFORE UPDATE OR DELETE ON claims_review
    FOR EACH ROW EXECUTE FUNCTION review_only_grows();
"""
BACKWARDS = "DROP FUNCTION review_only_grows() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
