import django.db.models.functions.text
from django.db import migrations, models

NUMBERED = """
    UPDATE claims_story AS story SET title = left(story.title, 290) || ' (' || twin.number || ')'
    FROM (SELECT id, row_number() OVER (PARTITION BY upper(title) ORDER BY id) AS number FROM claims_story) AS twin
    WHERE twin.id = story.id AND twin.number > 1
"""
"""Of two who made one story at the same moment both could be let in, until now."""


class Migration(migrations.Migration):
    dependencies = [("claims", "0026_decided_patterns")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="taken_back",
            field=models.BooleanField(
                default=False, editable=False, help_text="Its making was undone: only histories know it."
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="to_link",
            field=models.BigIntegerField(
                editable=False,
                help_text="Its links are to be found anew in the texts with a higher key than this; "
                "empty where that is done.",
                null=True,
            ),
        ),
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("title"),
                condition=models.Q(("taken_back", False)),
                name="story_title",
            ),
        ),
    ]
