import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LAST_APPLIED = """
UPDATE claims_extraction SET in_force = true WHERE id IN (
    SELECT DISTINCT ON (snapshot_id) id FROM claims_extraction
    WHERE applied_at IS NOT NULL ORDER BY snapshot_id, applied_at DESC, id DESC)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_reviews_only_grow"),
        ("sources", "0002_snapshots_never_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reprocessing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added", models.PositiveBigIntegerField(default=0)),
                ("withdrawn", models.PositiveBigIntegerField(default=0)),
                ("speaker", models.PositiveBigIntegerField(default=0)),
                ("span", models.PositiveBigIntegerField(default=0)),
                ("date", models.PositiveBigIntegerField(default=0)),
                ("kind", models.PositiveBigIntegerField(default=0)),
                ("other", models.PositiveBigIntegerField(default=0)),
                ("unchanged", models.PositiveBigIntegerField(default=0)),
                (
                    "swallowed",
                    models.PositiveBigIntegerField(
                        default=0, help_text="Found again, and not proposed: a person rejected it."
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("pipeline", models.CharField(help_text="The pipeline's version that reads.", max_length=60)),
                ("since", models.DateField(blank=True, help_text="First day of publication.", null=True)),
                ("until", models.DateField(blank=True, help_text="Last day of publication.", null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "reading again"),
                            ("ready", "to be looked at"),
                            ("applying", "applying"),
                            ("done", "done"),
                            ("cancelled", "cancelled"),
                        ],
                        default="reading",
                        max_length=9,
                    ),
                ),
                ("paused", models.BooleanField(default=False)),
                (
                    "prepared",
                    models.BooleanField(default=False, help_text="The rows of work of this phase are there."),
                ),
                (
                    "total",
                    models.PositiveBigIntegerField(
                        blank=True, help_text="Articles; empty until they are listed.", null=True
                    ),
                ),
                ("read", models.PositiveBigIntegerField(default=0)),
                ("applied", models.PositiveBigIntegerField(default=0)),
                (
                    "skipped",
                    models.PositiveBigIntegerField(
                        default=0, help_text="Replaced by a newer text or taken down meanwhile."
                    ),
                ),
                (
                    "rate_since",
                    models.DateTimeField(blank=True, help_text="From when on the rate is measured.", null=True),
                ),
                ("rate_from", models.PositiveBigIntegerField(default=0, help_text="What was done by then.")),
                ("applied_at", models.DateTimeField(blank=True, help_text="When applying began.", null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReprocessingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("set_aside", "set aside"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                ("added", models.PositiveBigIntegerField(default=0)),
                ("withdrawn", models.PositiveBigIntegerField(default=0)),
                ("speaker", models.PositiveBigIntegerField(default=0)),
                ("span", models.PositiveBigIntegerField(default=0)),
                ("date", models.PositiveBigIntegerField(default=0)),
                ("kind", models.PositiveBigIntegerField(default=0)),
                ("other", models.PositiveBigIntegerField(default=0)),
                ("unchanged", models.PositiveBigIntegerField(default=0)),
                (
                    "swallowed",
                    models.PositiveBigIntegerField(
                        default=0, help_text="Found again, and not proposed: a person rejected it."
                    ),
                ),
                (
                    "sample",
                    models.JSONField(blank=True, default=list, help_text="Claims before and after, as offsets."),
                ),
                ("skipped", models.BooleanField(default=False)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="extraction",
            name="in_force",
            field=models.BooleanField(default=False, help_text="The one that its text's claims come from."),
        ),
        migrations.RunSQL(LAST_APPLIED, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="extraction",
            index=models.Index(condition=models.Q(("in_force", True)), fields=["pipeline"], name="extraction_by"),
        ),
        migrations.AddConstraint(
            model_name="extraction",
            constraint=models.UniqueConstraint(
                models.F("snapshot"), condition=models.Q(("in_force", True)), name="extraction_in_force"
            ),
        ),
        migrations.AddConstraint(
            model_name="extraction",
            constraint=models.CheckConstraint(
                condition=models.Q(("in_force", False), ("applied_at__isnull", False), _connector="OR"),
                name="extraction_in_force_applied",
            ),
        ),
        migrations.AddField(
            model_name="reprocessing",
            name="applied_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reprocessing",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reprocessings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reprocessing",
            name="outlet",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sources.outlet",
            ),
        ),
        migrations.AddField(
            model_name="reprocessingitem",
            name="extraction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="claims.extraction",
            ),
        ),
        migrations.AddField(
            model_name="reprocessingitem",
            name="job",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="claims.reprocessing"
            ),
        ),
        migrations.AddField(
            model_name="reprocessingitem",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sources.snapshot"
            ),
        ),
        migrations.AddConstraint(
            model_name="reprocessing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["reading", "ready", "applying"])),
                fields=("pipeline", "outlet", "since", "until"),
                name="reprocessing_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="reprocessing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True), ("until__isnull", True), ("since__lte", models.F("until")), _connector="OR"
                ),
                name="reprocessing_days",
            ),
        ),
        migrations.AddIndex(
            model_name="reprocessingitem",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "running"])), fields=["job", "id"], name="item_due"
            ),
        ),
        migrations.AddIndex(
            model_name="reprocessingitem",
            index=models.Index(condition=models.Q(("state", "set_aside")), fields=["job", "id"], name="item_aside"),
        ),
        migrations.AddConstraint(
            model_name="reprocessingitem",
            constraint=models.UniqueConstraint(models.F("job"), models.F("snapshot"), name="item_once"),
        ),
        migrations.AddConstraint(
            model_name="reprocessingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "running"), ("attempts__gt", 0), ("lease_until__isnull", False)),
                    models.Q(models.Q(("state", "running"), _negated=True), ("lease_until__isnull", True)),
                    _connector="OR",
                ),
                name="item_lease",
            ),
        ),
    ]
