
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0001_initial'),
        ('claims', '0003_reading_again'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='shared',
            field=models.CharField(blank=True, choices=[('meant', 'dates that claims are about'), ('said', 'days on which claims were made')], editable=False, help_text='Which shared dates it was proposed from; empty where a person made it.', max_length=5),
        ),
        migrations.AddField(
            model_name='story',
            name='searched',
            field=models.CharField(blank=True, editable=False, help_text='The links and events that it had when its claims were last searched for new events.', max_length=100),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(models.F('story'), models.F('days'), condition=models.Q(('shared', ''), _negated=True), name='event_proposed_once'),
        ),
    ]
