from django.db import migrations, models
from django.db.models import F, Func, Q

# One definition for the index and for the queries that read it. Doubt, all of it where nobody was recognised as the
# speaker, times reach.
WORTH = """
CREATE FUNCTION claims_worth(confidence double precision, speakers bigint[], reach smallint)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    (CASE WHEN speakers = '{}' THEN 1 ELSE 1 - confidence END) * (1 + reach)
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0030_leases_taken")]

    operations = [
        migrations.RunSQL(WORTH, "DROP FUNCTION claims_worth"),
        migrations.AddField(
            "listedclaim",
            "reach",
            models.SmallIntegerField(db_default=0, help_text="How many will read it, as a power of e; of doubtful claims."),
        ),
        migrations.AddIndex(
            "listedclaim",
            models.Index(
                Func(
                    "confidence", "speakers", "reach", function="claims_worth", output_field=models.FloatField()
                ).desc(),
                F("day").desc(),
                F("claim").desc(),
                condition=Q(doubtful=True),
                name="listed_worth",
            ),
        ),
    ]
