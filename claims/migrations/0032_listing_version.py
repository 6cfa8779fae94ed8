"""A number that is another one after each write to the reading index, for what is kept of it."""

from __future__ import annotations

from django.db import migrations

TABLES = ("claims_listedclaim", "claims_heading")
FORWARDS = """
CREATE SEQUENCE claims_listing_version;
CREATE FUNCTION claims_listing_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM nextval('claims_listing_version');
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER tell_of_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION claims_listing_changed();\n"
    for table in TABLES
)
BACKWARDS = "DROP FUNCTION claims_listing_changed() CASCADE; DROP SEQUENCE claims_listing_version"


class Migration(migrations.Migration):
    dependencies = [("claims", "0031_worth_of_waiting_claims")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
