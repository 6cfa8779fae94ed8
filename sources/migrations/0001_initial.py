import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import sources.models.publications
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Host',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Scheme, host and port.', max_length=260, unique=True)),
                ('not_before', models.DateTimeField(blank=True, null=True)),
                ('robots', models.TextField(blank=True)),
                ('robots_status', models.PositiveSmallIntegerField(blank=True, help_text='HTTP status of robots.txt.', null=True)),
                ('robots_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.TextField(blank=True, help_text='The canonical address.')),
                ('url_key', models.BinaryField(help_text='SHA-256 of the URL: an index cannot hold long ones.', max_length=32, null=True)),
                ('external_id', models.CharField(blank=True, max_length=500)),
                ('text_key', models.BinaryField(help_text='Only where there is neither URL nor external id.', max_length=32, null=True)),
                ('title', models.TextField(blank=True)),
                ('byline', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('published_on', models.DateField(blank=True, help_text="The day of publication in the outlet's time zone, which dates refer to.", null=True)),
                ('published_precision', models.CharField(blank=True, choices=[('time', 'time'), ('day', 'day')], max_length=4)),
                ('published_from', models.CharField(blank=True, choices=[('file', 'the imported file'), ('page', 'the page itself'), ('url', 'the address'), ('person', 'whoever imported it')], help_text='Where the date of publication was found.', max_length=6)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('removed_reason', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('copy_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='sources.article')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FamilyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sources.article')),
            ],
        ),
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('set_aside', 'set aside')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('phase', models.CharField(choices=[('uploading', 'uploading'), ('loading', 'fetching the file'), ('ready', 'awaiting your go-ahead'), ('rehearsing', 'dry run'), ('importing', 'importing'), ('retrying', 'trying rejected rows again'), ('fetching', 'fetching pages'), ('comparing', 'looking for copies'), ('finished', 'finished'), ('failed', 'failed'), ('cancelled', 'cancelled'), ('undoing', 'undoing'), ('undone', 'undone')], default='importing', max_length=10)),
                ('paused', models.BooleanField(default=False, help_text='A person asked for it to wait.')),
                ('origin', models.CharField(choices=[('upload', 'upload'), ('path', 'file on the server'), ('url', 'address'), ('feed', 'feed')], default='upload', max_length=6)),
                ('address', models.TextField(blank=True, help_text='Where the file is fetched from.')),
                ('path', models.TextField(blank=True, help_text='Where the file lies on the server; empty once it was deleted.')),
                ('name', models.TextField(help_text="The file's name as the person knows it.")),
                ('size', models.BigIntegerField(default=0, help_text='Bytes; of an upload as announced.')),
                ('uploaded', models.BigIntegerField(default=0, help_text='Bytes of an upload that are here.')),
                ('format', models.CharField(blank=True, help_text='Empty until recognised or chosen.', max_length=10)),
                ('options', models.JSONField(blank=True, default=dict, help_text='outlet, published, url, title, map, encoding, delimiter, sheet, dates, fetch')),
                ('columns', models.JSONField(blank=True, default=list, help_text="A table's header.")),
                ('read_rows', models.PositiveBigIntegerField(default=0, help_text='Rows read so far.')),
                ('read_bytes', models.BigIntegerField(default=0)),
                ('place', models.JSONField(blank=True, help_text='Where the reader goes on.', null=True)),
                ('careful_until', models.PositiveBigIntegerField(default=0, help_text='Up to this row fewer are stored together, since a worker died hereabouts.')),
                ('careful_rows', models.PositiveSmallIntegerField(default=1, help_text='How many are stored together there.')),
                ('pass_rows', models.PositiveBigIntegerField(default=0, help_text="How far a dry run, a retry, the search for copies or an undo has come: the last row's number.")),
                ('rate', models.FloatField(default=0, help_text='Rows a second, lately.')),
                ('created', models.PositiveBigIntegerField(default=0)),
                ('updated', models.PositiveBigIntegerField(default=0)),
                ('unchanged', models.PositiveBigIntegerField(default=0)),
                ('copies', models.PositiveBigIntegerField(default=0)),
                ('rejected', models.PositiveBigIntegerField(default=0)),
                ('rehearsal', models.JSONField(blank=True, help_text='What a dry run found: read, the outcomes, samples of each, at.', null=True)),
                ('undo', models.JSONField(blank=True, help_text='What an undo removed and what it left, with reasons.', null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ImportAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('set_aside', 'set aside')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
                ('row', models.PositiveBigIntegerField()),
                ('line', models.PositiveBigIntegerField(blank=True, null=True)),
                ('url', models.TextField(help_text='Canonical.')),
                ('host', models.CharField(help_text="With its port where that is not the scheme's own.", max_length=253)),
                ('record', models.JSONField(default=dict, help_text='What the file says about the article.')),
                ('not_before', models.DateTimeField(blank=True, help_text='When to try again after a failure that passes.', null=True)),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='sources.importjob')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='job',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='sources.importjob'),
        ),
        migrations.CreateModel(
            name='ImportProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveBigIntegerField(help_text="As a person counts: the first record is 1; a CSV's header is not a row.")),
                ('line', models.PositiveBigIntegerField(blank=True, help_text='Line of the file on which the row starts.', null=True)),
                ('member', models.TextField(blank=True, help_text="The file's name inside an archive.")),
                ('reason', models.TextField()),
                ('advice', models.TextField(blank=True)),
                ('excerpt', models.TextField(blank=True, help_text='The row as it stands in the file, cut.')),
                ('raw', models.TextField(blank=True, help_text='All of it, for the reject file.')),
                ('cells', models.JSONField(blank=True, help_text="A table's row, cell by cell.", null=True)),
                ('record', models.JSONField(blank=True, help_text='What the reader made of it.', null=True)),
                ('job', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='sources.importjob')),
            ],
            options={
                'ordering': ['job_id', 'row'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveBigIntegerField()),
                ('outcome', models.CharField(help_text='created, updated, unchanged or copies', max_length=9)),
                ('before', models.JSONField(help_text='Of an updated article: what its changed fields held, and {snapshot: the one that came}.', null=True)),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_rows', to='sources.article')),
                ('job', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='sources.importjob')),
            ],
        ),
        migrations.CreateModel(
            name='Outlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('host', models.CharField(blank=True, help_text='Host of its articles, for example “news.example”.', max_length=253)),
                ('timezone', models.CharField(default='UTC', max_length=64, validators=[sources.models.publications.validate_timezone])),
                ('country', models.CharField(blank=True, help_text='ISO 3166 code of two letters.', max_length=2)),
                ('import_options', models.JSONField(blank=True, default=dict, help_text='How its last table was read: map, encoding, delimiter, sheet, dates.')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='outlet_name'), models.UniqueConstraint(models.F('host'), condition=models.Q(('host', ''), _negated=True), name='outlet_host')],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.TextField()),
                ('active', models.BooleanField(default=True)),
                ('minutes', models.PositiveIntegerField(default=15, help_text='Between two polls, when nothing goes wrong.')),
                ('etag', models.TextField(blank=True, editable=False)),
                ('modified', models.TextField(blank=True, editable=False, help_text='Last-Modified, as the server gave it.')),
                ('polled_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('next_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('failures', models.PositiveIntegerField(default=0, editable=False, help_text='In a row.')),
                ('error', models.TextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to='sources.outlet')),
            ],
            options={
                'ordering': ['outlet_id', 'id'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='outlet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='sources.outlet'),
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=1)),
                ('text', models.TextField()),
                ('sha256', models.BinaryField(max_length=32)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('erased_at', models.DateTimeField(blank=True, help_text='The text went in a takedown.', null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='sources.article')),
            ],
            options={
                'ordering': ['article_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Band',
            fields=[
                ('pk', models.CompositePrimaryKey('key', 'number', 'snapshot', blank=True, editable=False, primary_key=True, serialize=False)),
                ('key', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='sources.snapshot')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='latest',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='latest_of', to='sources.snapshot'),
        ),
        migrations.AddIndex(
            model_name='importjob',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['id'], name='job_due'),
        ),
        migrations.AddConstraint(
            model_name='importjob',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), ('attempts__gt', 0), ('lease_until__isnull', False)), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='job_lease'),
        ),
        migrations.AddConstraint(
            model_name='importjob',
            constraint=models.CheckConstraint(condition=models.Q(('read_rows__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.F('updated')), '+', models.F('unchanged')), '+', models.F('copies')), '+', models.F('rejected')))), name='job_outcomes_within_read'),
        ),
        migrations.AddConstraint(
            model_name='importjob',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('phase', 'finished'), _negated=True), ('read_rows', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.F('updated')), '+', models.F('unchanged')), '+', models.F('copies')), '+', models.F('rejected'))), _connector='OR'), name='job_outcomes_add_up'),
        ),
        migrations.AddIndex(
            model_name='importaddress',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['id'], name='address_due'),
        ),
        migrations.AddIndex(
            model_name='importaddress',
            index=models.Index(fields=['host'], name='address_host'),
        ),
        migrations.AddConstraint(
            model_name='importaddress',
            constraint=models.UniqueConstraint(models.F('job'), models.F('row'), name='address_row'),
        ),
        migrations.AddConstraint(
            model_name='importaddress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), ('attempts__gt', 0), ('lease_until__isnull', False)), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='address_lease'),
        ),
        migrations.AddConstraint(
            model_name='importproblem',
            constraint=models.UniqueConstraint(models.F('job'), models.F('row'), name='problem_row'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(models.F('job'), models.F('row'), name='row_number'),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.UniqueConstraint(models.F('outlet'), models.F('url'), name='feed_url'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.UniqueConstraint(models.F('article'), models.F('number'), name='snapshot_number'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.UniqueConstraint(models.F('article'), models.F('sha256'), name='snapshot_text'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('text', ''), _connector='OR'), name='snapshot_erased_is_empty'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.OrderBy(models.F('published_at'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='article_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['outlet', 'published_at'], name='article_outlet_newest'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(models.F('url_key'), name='article_url'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(models.F('outlet'), models.F('external_id'), condition=models.Q(('external_id', ''), _negated=True), name='article_external_id'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(models.F('text_key'), name='article_text'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('url', ''), ('url_key__isnull', True)), models.Q(models.Q(('url', ''), _negated=True), ('url_key__isnull', False)), _connector='OR'), name='article_url_has_key'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('url', ''), _negated=True), models.Q(('external_id', ''), _negated=True), ('text_key__isnull', False), _connector='OR'), name='article_has_identity'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('published_on__isnull', False), _connector='OR'), name='article_day_of_time'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('copy_of', models.F('id')), _negated=True), name='article_no_copy_of_itself'),
        ),
    ]
