from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Left, NullIf


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_identities"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                Left(Coalesce(NullIf("speaker_name", Value("")), "source_text"), 100),
                F("id").desc(),
                name="claim_mention",
            ),
        ),
    ]
