from django.db import migrations


class Migration(migrations.Migration):
    """The table was written anew: what its indexes may answer alone, and how frequent things are, is found out now, and
    not by the first readers."""

    atomic = False
    dependencies = [("claims", "0018_facets_in_one_array")]

    operations = [
        migrations.RunSQL("VACUUM (ANALYZE) claims_listedclaim, claims_heading", migrations.RunSQL.noop),
    ]
