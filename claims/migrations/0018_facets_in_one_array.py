from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import F, Func

# One array of words, so that one index finds what several filters and a search have in common, and one pass counts the
# choices of all filters. The state comes first: of hidden claims it alone is counted.
FACETS = """
CREATE FUNCTION claims_facets(state text, kind text, cue_class text, outlet bigint, doubtful boolean, speakers bigint[],
    behalf bigint[], positions bigint[], stories bigint[], events bigint[])
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    ARRAY['state ' || state, 'kind ' || kind, 'outlet ' || outlet::text]
    || CASE WHEN cue_class <> '' THEN ARRAY['cue ' || cue_class] END
    || CASE WHEN doubtful THEN ARRAY['doubtful 1'] END
    || ARRAY(
        SELECT 'speaker ' || unnest(speakers)::text UNION ALL SELECT 'behalf ' || unnest(behalf)::text
        UNION ALL SELECT 'position ' || unnest(positions)::text UNION ALL SELECT 'story ' || unnest(stories)::text
        UNION ALL SELECT 'event ' || unnest(events)::text
    )
"""
# As for the arrays: the planner has to know how frequent each is. And counts read an index alone where the table is
# vacuumed after its inserts.
TUNING = """
ALTER TABLE claims_listedclaim ALTER COLUMN facets SET STATISTICS 1000;
ALTER TABLE claims_listedclaim SET (autovacuum_vacuum_insert_scale_factor = 0.02);
"""
ORDERED = {"newest": [], "outlet": [F("outlet")], "state": [F("state")], "cue": [F("cue_class")]}


class Migration(migrations.Migration):
    dependencies = [("claims", "0017_decisions_together"), ("sources", "0004_fingerprints_anew")]

    operations = [
        migrations.RunSQL(FACETS, "DROP FUNCTION claims_facets"),
        migrations.RemoveIndex("listedclaim", "listed_search"),
        migrations.RemoveIndex("listedclaim", "listed_under"),
        *(migrations.RemoveIndex("listedclaim", f"listed_{name}") for name in ORDERED),
        migrations.AddField(
            "listedclaim",
            "facets",
            models.GeneratedField(
                expression=Func(
                    "state",
                    "kind",
                    "cue_class",
                    "outlet",
                    "doubtful",
                    "speakers",
                    "behalf",
                    "positions",
                    "stories",
                    "events",
                    function="claims_facets",
                ),
                output_field=ArrayField(models.TextField()),
                db_persist=True,
                help_text="Its state, then all else that lists are narrowed and counted by, as “speaker 7”.",
            ),
        ),
        migrations.RunSQL(TUNING, migrations.RunSQL.noop),
        migrations.AddIndex("listedclaim", GinIndex(fields=["search", "facets"], name="listed_search")),
        *(
            migrations.AddIndex(
                "listedclaim",
                models.Index(
                    *first, F("day").desc(), F("claim").desc(), include=["standing"], name=f"listed_{name}"
                ),
            )
            for name, first in ORDERED.items()
        ),
    ]
