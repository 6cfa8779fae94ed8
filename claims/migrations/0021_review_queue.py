import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Left


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0001_initial"),
        ("claims", "0020_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActorReads",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "month", "actor", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField(help_text="Its first day.")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="actors.actor"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={"verbose_name_plural": "actor reads"},
        ),
        migrations.CreateModel(
            name="ReviewLease",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="lease",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReviewSkip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.claim"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={"constraints": [models.UniqueConstraint("by", "claim", name="review_skip_once")]},
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                Left("source_text", 100),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(
                    ("state__in", ["confirmed", "corrected", "rejected"]), models.Q(("source_text", ""), _negated=True)
                ),
                name="claim_decided_as",
            ),
        ),
    ]
