from django.db import migrations, models

FORWARDS = """
CREATE OR REPLACE FUNCTION review_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
BACKWARDS = """
CREATE OR REPLACE FUNCTION review_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Reviews are append-only: undo one by one more.' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_proposed_events"), ("sources", "0003_imports_by_row")]
    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.AddField(
            model_name="reprocessing",
            name="read_by",
            field=models.CharField(
                blank=True,
                help_text="Only texts whose claims come from this version; empty for any other.",
                max_length=60,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="reprocessing", name="reprocessing_once"),
        migrations.AddConstraint(
            model_name="reprocessing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["reading", "ready", "applying"])),
                fields=("pipeline", "outlet", "since", "until", "read_by"),
                name="reprocessing_once",
                nulls_distinct=False,
            ),
        ),
    ]
