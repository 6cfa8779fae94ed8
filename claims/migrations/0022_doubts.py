import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# What two claims have in common: their words, or source and cue, without regard to case, accents, endings, order and
# small words. Nothing where too little is left to tell a pattern by: less than three words, no source with a name.
KEYS = """
CREATE FUNCTION claims_words_key(content text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE WHEN length(to_tsvector('onrecord', left(content, 200000))) >= 3
        THEN md5(strip(to_tsvector('onrecord', left(content, 200000)))::text) END;
CREATE FUNCTION claims_frame_key(source text, cue text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE WHEN length(to_tsvector('onrecord', left(source, 2000))) >= 1 AND length(to_tsvector('onrecord', left(cue, 2000))) >= 1
        THEN md5(strip(to_tsvector('onrecord', left(source, 2000)))::text || '|' || strip(to_tsvector('onrecord', left(cue, 2000)))::text) END;
"""
# Decided claims alone, which are few.
INDEXES = """
CREATE INDEX claim_decided_words ON claims_claim (claims_words_key(content_text))
    WHERE state IN ('confirmed', 'corrected', 'rejected');
CREATE INDEX claim_decided_frame ON claims_claim (claims_frame_key(source_text, cue_text))
    WHERE state IN ('confirmed', 'corrected', 'rejected');
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0021_review_queue")]

    operations = [
        migrations.RunSQL(
            KEYS, "DROP FUNCTION claims_words_key(text); DROP FUNCTION claims_frame_key(text, text)"
        ),
        migrations.RunSQL(INDEXES, "DROP INDEX claim_decided_words; DROP INDEX claim_decided_frame"),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="doubt",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        choices=[("words", "the same words"), ("frame", "the same source and cue")], max_length=5
                    ),
                ),
                ("key", models.CharField(help_text="What the claims have in common, as a digest.", max_length=32)),
                (
                    "rejected",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Keys of the rejected claims, at most a hundred.",
                        size=None,
                    ),
                ),
                ("articles", models.PositiveIntegerField(help_text="In how many articles they were rejected.")),
                ("confidence", models.FloatField(help_text="The claim's, were it not for them.")),
            ],
            options={"indexes": [models.Index(fields=["key"], name="doubt_key")]},
        ),
    ]
