import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name='Actor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('person', 'person'), ('organization', 'organisation'), ('office', 'office'), ('group', 'group')], max_length=12)),
                ('description', models.TextField(blank=True)),
                ('wikidata', models.CharField(blank=True, help_text='Wikidata id, for example Q796.', max_length=20)),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='proposed', max_length=9)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('canonical', models.ForeignKey(blank=True, help_text='The survivor at the end of the chain of merges; empty where this actor survives.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='same_as', to='actors.actor')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='actors.actor')),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('key', models.CharField(editable=False, help_text='`actors.names.fold(text)`', max_length=300)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='actors.actor')),
            ],
            options={
                'verbose_name_plural': 'aliases',
                'ordering': ['text'],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='actors.actor')),
            ],
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=200)),
                ('since', models.CharField(blank=True, help_text='EDTF, for example 2022-10-27, 2023 or 2021~.', max_length=40)),
                ('until', models.CharField(blank=True, help_text='EDTF; empty where still held or unknown.', max_length=40)),
                ('held', django.contrib.postgres.fields.ranges.DateRangeField(help_text='The days of since and until; an unknown end is open.')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='proposed', max_length=9)),
                ('version', models.PositiveIntegerField(default=1)),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='actors.actor')),
                ('office', models.ForeignKey(blank=True, help_text='An actor of kind office.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='holders', to='actors.actor')),
                ('organization', models.ForeignKey(blank=True, help_text='For whom.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='members', to='actors.actor')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('held'), descending=True), 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='actor',
            index=models.Index(fields=['name', 'id'], name='actor_name'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.UniqueConstraint(models.F('wikidata'), condition=models.Q(('wikidata', ''), _negated=True), name='actor_wikidata'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('wikidata', ''), ('wikidata__regex', '^Q[1-9][0-9]*$'), _connector='OR'), name='actor_qid'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='actor_not_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('canonical__isnull', True), ('merged_into__isnull', True)), models.Q(('canonical__isnull', False), ('merged_into__isnull', False)), _connector='OR'), name='actor_merged_has_canonical'),
        ),
        migrations.AddIndex(
            model_name='alias',
            index=models.Index(fields=['key'], name='alias_key_index'),
        ),
        migrations.AddIndex(
            model_name='alias',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('key'), name='gin_trgm_ops'), name='alias_trigrams'),
        ),
        migrations.AddConstraint(
            model_name='alias',
            constraint=models.UniqueConstraint(models.F('actor'), models.F('key'), name='alias_once'),
        ),
        migrations.AddConstraint(
            model_name='alias',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='alias_key'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=django.contrib.postgres.indexes.GistIndex(fields=['held'], name='position_held'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('organization__isnull', False), ('office__isnull', False), _connector='OR'), name='position_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organization', models.F('holder')), _negated=True), models.Q(('office', models.F('holder')), _negated=True)), name='position_not_in_oneself'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('held__isempty', False)), name='position_held_some_day'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.UniqueConstraint(models.F('holder'), models.F('organization'), models.F('office'), models.F('role'), models.F('since'), name='position_once', nulls_distinct=False),
        ),
    ]
