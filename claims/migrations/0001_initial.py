import claims.models.listing
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations, models

# unaccent() itself is not immutable, so no generated column can call it; a configuration with its dictionary can.
SEARCH_CONFIGURATION = [
    "CREATE TEXT SEARCH CONFIGURATION onrecord (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION onrecord"
    " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem",
]
DROP_SEARCH_CONFIGURATION = "DROP TEXT SEARCH CONFIGURATION onrecord"
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
# One definition for the index and for the queries that read it. Doubt, all of it where nobody was recognised as the
# speaker, times reach.
WORTH = """
CREATE FUNCTION claims_worth(confidence double precision, speakers bigint[], reach smallint)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    (CASE WHEN speakers = '{}' THEN 1 ELSE 1 - confidence END) * (1 + reach)
"""
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


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('actors', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('sources', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(SEARCH_CONFIGURATION, DROP_SEARCH_CONFIGURATION),
        migrations.RunSQL(FACETS, "DROP FUNCTION claims_facets"),
        migrations.RunSQL(WORTH, "DROP FUNCTION claims_worth"),
        migrations.RunSQL(KEYS, "DROP FUNCTION claims_words_key; DROP FUNCTION claims_frame_key"),
        migrations.CreateModel(
            name='ClaimGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='visit', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(help_text='When it began.')),
                ('newest', models.BigIntegerField(help_text="The newest claim's key then.")),
                ('at_before', models.DateTimeField(help_text='When the one before began; empty at the first.', null=True)),
                ('newest_before', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ActorReads',
            fields=[
                ('pk', models.CompositePrimaryKey('month', 'actor', blank=True, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField(help_text='Its first day.')),
                ('number', models.PositiveIntegerField(default=0)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='actors.actor')),
            ],
            options={
                'verbose_name_plural': 'actor reads',
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('direct', 'direct'), ('indirect', 'indirect'), ('mixed', 'mixed')], max_length=8)),
                ('source', models.JSONField(blank=True, default=list)),
                ('cue', models.JSONField(blank=True, default=list)),
                ('content', models.JSONField()),
                ('position', models.PositiveIntegerField(help_text='Where its first span starts.')),
                ('content_text', models.TextField(help_text="The content's words, pieces joined by “ … ”.")),
                ('source_text', models.TextField(blank=True)),
                ('cue_text', models.TextField(blank=True)),
                ('cue_class', models.CharField(blank=True, max_length=40)),
                ('speaker_name', models.TextField(blank=True, help_text="The speaker's fullest name in the article, as extracted.")),
                ('unnamed', models.TextField(blank=True, help_text='How the text describes a speaker whom it does not name.')),
                ('said_on', django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
                ('said_on_text', models.TextField(blank=True)),
                ('said_on_edtf', models.CharField(blank=True, max_length=60)),
                ('day', models.DateField(blank=True, help_text='First day of said_on, else the day of publication: what lists sort by.', null=True)),
                ('confidence', models.FloatField(help_text='Probability that span and speaker are right.')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('confirmed', 'confirmed'), ('corrected', 'corrected'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn')], default='proposed', max_length=9)),
                ('held', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('spans', 'words'), ('kind', 'kind'), ('speaker', 'speaker'), ('date', 'date'), ('event', 'event'), ('rejected', 'rejected')], max_length=10), blank=True, default=list, help_text='Fields that a decision holds.')),
                ('leads', models.BooleanField(default=True, help_text='Stands for its group in lists.')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('content_text', 200000), config='onrecord'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('continues', models.OneToOneField(blank=True, help_text='The reviewed claim on an earlier snapshot whose decisions this one carries on.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_by', to='claims.claim')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='sources.snapshot')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='claims', to='claims.claimgroup')),
            ],
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True, max_length=5000)),
                ('access', models.CharField(choices=[('private', 'only me'), ('read', 'colleagues read it'), ('edit', 'colleagues change it, too')], default='private', max_length=7)),
                ('version', models.PositiveIntegerField(default=1, help_text='Of title, description and access; items have their own.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['title', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CollectionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Its place.')),
                ('note', models.TextField(blank=True, max_length=10000)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, help_text='Of the note.')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(help_text='Empty where it went with the undoing of an import; the note stays.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='collected', to='claims.claim')),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='claims.collection')),
            ],
            options={
                'ordering': ['collection_id', 'number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DecidedPattern',
            fields=[
                ('pk', models.CompositePrimaryKey('claim', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(help_text='What claims have in common, as a digest.', max_length=32)),
                ('family', models.BigIntegerField(help_text='Of its article: the first of several copies.')),
                ('kept', models.BooleanField(help_text='Confirmed or corrected; otherwise it was rejected.')),
                ('claim', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.claim')),
                ('outlet', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.outlet')),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True)),
                ('edtf', models.CharField(help_text='For example 2024-09-27, 2025-09 or ../2026-12-31.', max_length=60)),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(help_text='The days that it may mean; an open end is unknown.')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list)),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='proposed', max_length=9)),
                ('shared', models.CharField(blank=True, choices=[('meant', 'dates that claims are about'), ('said', 'days on which claims were made')], editable=False, help_text='Which shared dates it was proposed from; empty where a person made it.', max_length=5)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('actors', models.ManyToManyField(blank=True, related_name='events', to='actors.actor')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='claims.event')),
            ],
            options={
                'ordering': ['story_id', 'days'],
            },
        ),
        migrations.CreateModel(
            name='Extraction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('set_aside', 'set aside')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
                ('pipeline', models.CharField(help_text="The pipeline's version.", max_length=60)),
                ('output', models.JSONField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('extracted_at', models.DateTimeField(blank=True, null=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('in_force', models.BooleanField(default=False, help_text="The one that its text's claims come from.")),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extractions', to='sources.snapshot')),
            ],
        ),
        migrations.AddField(
            model_name='claim',
            name='extraction',
            field=models.ForeignKey(blank=True, help_text='The last run that found it; empty where a person added it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='claims', to='claims.extraction'),
        ),
        migrations.CreateModel(
            name='Heading',
            fields=[
                ('pk', models.CompositePrimaryKey('under', 'key', 'day', 'claim', blank=True, editable=False, primary_key=True, serialize=False)),
                ('under', models.SmallIntegerField(choices=[(1, 'Speaker'), (2, 'Behalf'), (3, 'Story'), (4, 'Event')])),
                ('key', models.BigIntegerField(help_text='Of the actor, story or event.')),
                ('day', models.DateField()),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.claim')),
            ],
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=300)),
                ('subject', models.CharField(max_length=255)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'identities',
            },
        ),
        migrations.CreateModel(
            name='LinkDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
            ],
        ),
        migrations.CreateModel(
            name='PersonChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('name', models.CharField(help_text='The user name, or the address that was invited, as it was then.', max_length=254)),
                ('action', models.CharField(choices=[('invited', 'invited'), ('sent-again', 'sent the invitation again to'), ('revoked', 'took back the invitation of'), ('joined', 'joined'), ('role', 'changed the role of'), ('stories', 'changed the stories of'), ('deactivated', 'deactivated'), ('reactivated', 'reactivated'), ('signed-out', 'signed out everywhere'), ('password', 'set a new password of'), ('email', 'changed the e-mail address of'), ('unlocked', 'opened the locked name of')], max_length=12)),
                ('before', models.CharField(blank=True, max_length=2000)),
                ('after', models.CharField(blank=True, max_length=2000)),
                ('about', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(help_text='Empty where nobody was signed in, or the sign-in provider decided.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes_made', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Reprocessing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added', models.PositiveBigIntegerField(default=0)),
                ('withdrawn', models.PositiveBigIntegerField(default=0)),
                ('speaker', models.PositiveBigIntegerField(default=0)),
                ('span', models.PositiveBigIntegerField(default=0)),
                ('date', models.PositiveBigIntegerField(default=0)),
                ('kind', models.PositiveBigIntegerField(default=0)),
                ('other', models.PositiveBigIntegerField(default=0)),
                ('unchanged', models.PositiveBigIntegerField(default=0)),
                ('swallowed', models.PositiveBigIntegerField(default=0, help_text='Found again, and not proposed: a person rejected it.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('pipeline', models.CharField(help_text="The pipeline's version that reads.", max_length=60)),
                ('kept', models.BooleanField(default=False, help_text='Back to what that version found before: nothing is read anew.')),
                ('since', models.DateField(blank=True, help_text='First day of publication.', null=True)),
                ('until', models.DateField(blank=True, help_text='Last day of publication.', null=True)),
                ('read_by', models.CharField(blank=True, help_text='Only texts whose claims come from this version; empty for any other.', max_length=60)),
                ('state', models.CharField(choices=[('reading', 'reading again'), ('ready', 'to be looked at'), ('applying', 'applying'), ('done', 'done'), ('cancelled', 'cancelled')], default='reading', max_length=9)),
                ('paused', models.BooleanField(default=False)),
                ('prepared', models.BooleanField(default=False, help_text='The rows of work of this phase are there.')),
                ('total', models.PositiveBigIntegerField(blank=True, help_text='Articles; empty until they are listed.', null=True)),
                ('read', models.PositiveBigIntegerField(default=0)),
                ('applied', models.PositiveBigIntegerField(default=0)),
                ('skipped', models.PositiveBigIntegerField(default=0, help_text='Replaced by a newer text or taken down meanwhile.')),
                ('rate_since', models.DateTimeField(blank=True, help_text='From when on the rate is measured.', null=True)),
                ('rate_from', models.PositiveBigIntegerField(default=0, help_text='What was done by then.')),
                ('applied_at', models.DateTimeField(blank=True, help_text='When applying began.', null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reprocessings', to=settings.AUTH_USER_MODEL)),
                ('outlet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.outlet')),
            ],
        ),
        migrations.CreateModel(
            name='ReprocessingItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('set_aside', 'set aside')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
                ('added', models.PositiveBigIntegerField(default=0)),
                ('withdrawn', models.PositiveBigIntegerField(default=0)),
                ('speaker', models.PositiveBigIntegerField(default=0)),
                ('span', models.PositiveBigIntegerField(default=0)),
                ('date', models.PositiveBigIntegerField(default=0)),
                ('kind', models.PositiveBigIntegerField(default=0)),
                ('other', models.PositiveBigIntegerField(default=0)),
                ('unchanged', models.PositiveBigIntegerField(default=0)),
                ('swallowed', models.PositiveBigIntegerField(default=0, help_text='Found again, and not proposed: a person rejected it.')),
                ('sample', models.JSONField(blank=True, default=list, help_text='Claims before and after, as offsets.')),
                ('skipped', models.BooleanField(default=False)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('extraction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='claims.extraction')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='claims.reprocessing')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sources.snapshot')),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('action', models.CharField(choices=[('add', 'added'), ('confirm', 'confirmed'), ('reject', 'rejected'), ('correct', 'corrected'), ('merge', 'merged'), ('note', 'noted'), ('undo', 'undid')], max_length=10)),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='What it decides.')),
                ('before', models.JSONField(blank=True, default=dict)),
                ('after', models.JSONField(blank=True, default=dict)),
                ('note', models.TextField(blank=True)),
                ('together', models.UUIDField(blank=True, editable=False, help_text='What one decision about several things has in common; it is undone as one.', null=True)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='actors.actor')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='claims.claim')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='claims.event')),
                ('position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='actors.position')),
                ('undoes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='claims.review')),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('speaker', 'the wrong speaker'), ('words', 'the wrong words'), ('date', 'the wrong date'), ('no-claim', 'no claim at all'), ('other', 'something else')], max_length=10)),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('open', 'open'), ('decided', 'settled by a decision'), ('dismissed', 'dismissed'), ('taken-back', 'taken back')], default='open', max_length=10)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, help_text='Why it was dismissed.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='claims.claim')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(blank=True, help_text='The decision that settled it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settles', to='claims.review')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewSkip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
            ],
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('query', models.CharField(blank=True, help_text='The query string of the list of claims.', max_length=2000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('seen', models.BigIntegerField(default=0, help_text='The newest claim when it was last opened.')),
                ('alert', models.CharField(choices=[('none', 'no e-mail'), ('daily', 'every day'), ('weekly', 'every Monday')], default='none', max_length=6)),
                ('told', models.BigIntegerField(default=0, help_text='The newest claim when the last digest was made.')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'saved searches',
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FeedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('used_at', models.DateTimeField(blank=True, help_text='To the minute.', null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feed_addresses', to=settings.AUTH_USER_MODEL)),
                ('saved', models.ForeignKey(blank=True, help_text='The one search that it opens; empty where it opens every list.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='claims.savedsearch')),
            ],
            options={
                'verbose_name_plural': 'feed addresses',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.DateField(help_text='Its day; of a week the Monday after it.')),
                ('after', models.BigIntegerField(help_text='Claims with a greater key,')),
                ('upto', models.BigIntegerField(help_text='up to this one.')),
                ('count', models.PositiveIntegerField(default=0, help_text='How many were new.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_at', models.DateTimeField(blank=True, help_text='When it is tried again; empty where given up.', null=True)),
                ('error', models.TextField(blank=True)),
                ('saved', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to='claims.savedsearch')),
            ],
            options={
                'ordering': ['-period', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SecondOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shown', models.JSONField(help_text='The state before anybody decided: what the second person sees.')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('open', 'open'), ('withdrawn', 'withdrawn'), ('agrees', 'agrees'), ('differs', 'differs')], default='open', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('action', models.CharField(blank=True, choices=[('add', 'added'), ('confirm', 'confirmed'), ('reject', 'rejected'), ('correct', 'corrected'), ('merge', 'merged'), ('note', 'noted'), ('undo', 'undid')], max_length=10)),
                ('speakers', models.JSONField(default=list, help_text="Who speaks by the second person's word: keys and names.")),
                ('unnamed', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='second_opinions', to='claims.claim')),
                ('first', models.ForeignKey(help_text='The first decision.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.review')),
            ],
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('summary', models.TextField(blank=True)),
                ('query', models.TextField(blank=True, help_text='Words that a claim about it contains: full text, with OR and “phrases”.')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('taken_back', models.BooleanField(default=False, editable=False, help_text='Its making was undone: only histories know it.')),
                ('to_link', models.BigIntegerField(editable=False, help_text='Its links are to be found anew in the texts with a higher key than this; empty where that is done.', null=True)),
                ('searched', models.CharField(blank=True, editable=False, help_text='The links and events that it had when its claims were last searched for new events.', max_length=100)),
                ('actors', models.ManyToManyField(blank=True, related_name='stories', to='actors.actor')),
            ],
            options={
                'verbose_name_plural': 'stories',
                'ordering': ['title'],
            },
        ),
        migrations.AddField(
            model_name='review',
            name='story',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='claims.story'),
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('reason', models.TextField()),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('confirmed', 'confirmed'), ('rejected', 'rejected')], default='proposed', max_length=9)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='claims.claim')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='claims.event')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='claims.story')),
            ],
            options={
                'ordering': ['claim_id', '-score', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(max_length=7)),
                ('limited', models.BooleanField(default=False, help_text='To the stories; else it decides about everything.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('round', models.PositiveSmallIntegerField(default=1, help_text='Sent again, it gets a new link; older ones are void.')),
                ('expires_at', models.DateTimeField()),
                ('error', models.TextField(blank=True, help_text='Why the mail could not be sent.')),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('stories', models.ManyToManyField(blank=True, related_name='+', to='claims.story')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='event',
            name='story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='claims.story'),
        ),
        migrations.CreateModel(
            name='EditorLimit',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='editor_limit', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('stories', models.ManyToManyField(blank=True, related_name='limits', to='claims.story')),
            ],
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2000)),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('claim.created', 'a claim is found'), ('claim.reviewed', 'a person decides about a claim'), ('claim.withdrawn', 'the machine no longer finds a claim')], max_length=20))),
                ('query', models.CharField(blank=True, help_text='Only claims of the list with this query string.', max_length=2000)),
                ('secret', models.CharField(editable=False, max_length=80)),
                ('old_secret', models.CharField(blank=True, editable=False, help_text='The one before, for a day.', max_length=80)),
                ('old_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('active', models.BooleanField(default=True)),
                ('failures', models.PositiveIntegerField(default=0, help_text='Attempts that failed since the last one that did not.')),
                ('asked_at', models.DateTimeField(blank=True, help_text='When it was last sent something.', null=True)),
                ('not_before', models.DateTimeField(blank=True, help_text='It is left alone until then.', null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('set_aside', 'set aside')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
                ('message', models.CharField(help_text='Its webhook-id, the same in every attempt.', max_length=40, unique=True)),
                ('event', models.CharField(max_length=20)),
                ('data', models.JSONField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('status', models.PositiveSmallIntegerField(blank=True, help_text='Of the last answer.', null=True)),
                ('answer', models.TextField(blank=True, help_text='How the last answer begins.')),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='claims.webhook')),
            ],
            options={
                'verbose_name_plural': 'webhook deliveries',
            },
        ),
        migrations.CreateModel(
            name='WholeReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='whole_readings', to='sources.snapshot')),
                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('prefix', models.CharField(help_text='How the token begins, to recognise it by.', max_length=20)),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'claims, actors, stories, events, outlets and what is known about articles'), ('texts', 'the texts of articles')], max_length=20))),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('used_at', models.DateTimeField(blank=True, help_text='To the minute.', null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('scopes', []), _negated=True), name='token_has_scopes')],
            },
        ),
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='doubt', serialize=False, to='claims.claim')),
                ('pattern', models.CharField(choices=[('words', 'the same words'), ('frame', 'the same source and cue')], max_length=5)),
                ('key', models.CharField(help_text='What the claims have in common, as a digest.', max_length=32)),
                ('rejected', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='Keys of the rejected claims, at most a hundred.')),
                ('articles', models.PositiveIntegerField(help_text='In how many articles they were rejected.')),
                ('confidence', models.FloatField(help_text="The claim's, were it not for them.")),
            ],
            options={
                'indexes': [models.Index(fields=['key'], name='doubt_key'), django.contrib.postgres.indexes.GinIndex(fields=['rejected'], name='doubt_rejected')],
            },
        ),
        migrations.CreateModel(
            name='ListedClaim',
            fields=[
                ('claim', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='listed', serialize=False, to='claims.claim')),
                ('day', models.DateField()),
                ('kind', models.CharField(max_length=8)),
                ('cue_class', models.CharField(max_length=40)),
                ('state', models.CharField(max_length=9)),
                ('confidence', models.FloatField()),
                ('standing', models.BooleanField()),
                ('doubtful', models.BooleanField()),
                ('speakers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('behalf', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('positions', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('stories', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('meant', claims.models.listing.DateMultiRangeField()),
                ('search', django.contrib.postgres.search.SearchVectorField()),
                ('reach', models.SmallIntegerField(db_default=0, help_text='How many will read it, as a power of e; of doubtful claims.')),
                ('facets', models.GeneratedField(db_persist=True, expression=models.Func('state', 'kind', 'cue_class', 'outlet', 'doubtful', 'speakers', 'behalf', 'positions', 'stories', 'events', function='claims_facets'), help_text='Its state, then all else that lists are narrowed and counted by, as “speaker 7”.', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField()))),
                ('article', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.article')),
                ('outlet', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.outlet')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewLease',
            fields=[
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lease', serialize=False, to='claims.claim')),
                ('taken', models.DateTimeField(default=django.utils.timezone.now, help_text='When the claim was last opened.')),
                ('until', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ClaimCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('reason', models.TextField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='actors.actor')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='claims.claim')),
            ],
            options={
                'ordering': ['claim_id', '-score', 'id'],
                'constraints': [models.UniqueConstraint(models.F('claim'), models.F('actor'), name='candidate_once'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='candidate_score')],
            },
        ),
        migrations.CreateModel(
            name='ClaimDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('type', models.CharField(help_text='DATE, TIME, DURATION or SET.', max_length=8)),
                ('value', models.CharField(help_text='The TIMEX3 value.', max_length=60)),
                ('text', models.TextField(help_text='As said: “by the end of 2026”.')),
                ('edtf', models.CharField(blank=True, max_length=60)),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='claims.claim')),
            ],
            options={
                'ordering': ['claim_id', 'start'],
                'indexes': [models.Index(fields=['days'], name='claim_date_days')],
                'constraints': [models.UniqueConstraint(models.F('claim'), models.F('start'), models.F('end'), name='claim_date_once'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='claim_date_span')],
            },
        ),
        migrations.CreateModel(
            name='ClaimSpeaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, help_text='As the text gives it.', max_length=200)),
                ('number', models.PositiveSmallIntegerField(default=0)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spoken', to='actors.actor')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='claims.claim')),
                ('on_behalf_of', models.ForeignKey(blank=True, help_text='Organisation or office.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spoken_for', to='actors.actor')),
                ('position', models.ForeignKey(blank=True, help_text='Held on the day when it was said.', null=True, on_delete=django.db.models.deletion.SET_NULL, to='actors.position')),
            ],
            options={
                'ordering': ['claim_id', 'number'],
                'constraints': [models.UniqueConstraint(models.F('claim'), models.F('actor'), name='speaker_once'), models.CheckConstraint(condition=models.Q(('on_behalf_of', models.F('actor')), _negated=True), name='speaker_not_for_oneself')],
            },
        ),
        migrations.AddIndex(
            model_name='collection',
            index=models.Index(fields=['-updated_at', '-id'], name='collection_latest'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='collection_title'),
        ),
        migrations.AddConstraint(
            model_name='collectionitem',
            constraint=models.UniqueConstraint(models.F('collection'), models.F('claim'), name='collected_once'),
        ),
        migrations.AddIndex(
            model_name='decidedpattern',
            index=models.Index(fields=['outlet', 'key', 'kept', '-claim'], include=('family',), name='decided_pattern'),
        ),
        migrations.AddIndex(
            model_name='extraction',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['id'], name='extraction_due'),
        ),
        migrations.AddIndex(
            model_name='extraction',
            index=models.Index(condition=models.Q(('in_force', True)), fields=['pipeline'], name='extraction_by'),
        ),
        migrations.AddConstraint(
            model_name='extraction',
            constraint=models.UniqueConstraint(models.F('snapshot'), models.F('pipeline'), name='extraction_once'),
        ),
        migrations.AddConstraint(
            model_name='extraction',
            constraint=models.UniqueConstraint(models.F('snapshot'), condition=models.Q(('in_force', True)), name='extraction_in_force'),
        ),
        migrations.AddConstraint(
            model_name='extraction',
            constraint=models.CheckConstraint(condition=models.Q(('in_force', False), ('applied_at__isnull', False), _connector='OR'), name='extraction_in_force_applied'),
        ),
        migrations.AddConstraint(
            model_name='extraction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), ('attempts__gt', 0), ('lease_until__isnull', False)), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='extraction_lease'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.OrderBy(models.F('day'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='claim_newest'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['snapshot', 'position'], name='claim_in_text'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['state', 'confidence'], name='claim_review'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='claim_search'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(django.db.models.functions.text.Left('source_text', 100), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state__in', ['confirmed', 'corrected', 'rejected']), models.Q(('source_text', ''), _negated=True)), name='claim_decided_as'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(django.db.models.functions.text.Left(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf('speaker_name', models.Value('')), 'source_text'), 100), models.OrderBy(models.F('id'), descending=True), name='claim_mention'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('content', []), _negated=True), name='claim_has_content'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='claim_confidence'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('continues', models.F('id')), _negated=True), name='claim_no_continuation_of_itself'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(models.F('snapshot'), models.F('content'), models.F('source'), models.F('cue'), name='claim_once'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(models.F('group'), condition=models.Q(('group__isnull', False), ('leads', True)), name='claim_group_leader'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('leads', True), ('group__isnull', False), _connector='OR'), name='claim_follows_in_group'),
        ),
        migrations.AddConstraint(
            model_name='identity',
            constraint=models.UniqueConstraint(models.F('issuer'), models.F('subject'), name='identity_once'),
        ),
        migrations.AddConstraint(
            model_name='reprocessing',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['reading', 'ready', 'applying'])), fields=('pipeline', 'outlet', 'since', 'until', 'read_by'), name='reprocessing_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='reprocessing',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='reprocessing_days'),
        ),
        migrations.AddIndex(
            model_name='reprocessingitem',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['job', 'id'], name='item_due'),
        ),
        migrations.AddIndex(
            model_name='reprocessingitem',
            index=models.Index(condition=models.Q(('state', 'set_aside')), fields=['job', 'id'], name='item_aside'),
        ),
        migrations.AddConstraint(
            model_name='reprocessingitem',
            constraint=models.UniqueConstraint(models.F('job'), models.F('snapshot'), name='item_once'),
        ),
        migrations.AddConstraint(
            model_name='reprocessingitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), ('attempts__gt', 0), ('lease_until__isnull', False)), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='item_lease'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(models.F('claim'), models.F('by'), condition=models.Q(('state', 'open')), name='report_open_once'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='report_settled_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review__isnull', False), ('state', 'decided')), models.Q(models.Q(('state', 'decided'), _negated=True), ('review', None)), _connector='OR'), name='report_decided_by_a_review'),
        ),
        migrations.AddConstraint(
            model_name='reviewskip',
            constraint=models.UniqueConstraint(models.F('by'), models.F('claim'), name='review_skip_once'),
        ),
        migrations.AddIndex(
            model_name='savedsearch',
            index=models.Index(condition=models.Q(('alert', 'none'), _negated=True), fields=['alert'], name='saved_alert'),
        ),
        migrations.AddConstraint(
            model_name='savedsearch',
            constraint=models.UniqueConstraint(models.F('owner'), models.F('query'), name='saved_once'),
        ),
        migrations.AddConstraint(
            model_name='savedsearch',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_name'),
        ),
        migrations.AddConstraint(
            model_name='feedaddress',
            constraint=models.UniqueConstraint(models.F('owner'), models.F('saved'), condition=models.Q(('revoked_at__isnull', True)), name='feed_address_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='digest',
            index=models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['next_at'], name='digest_due'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.UniqueConstraint(models.F('saved'), models.F('period'), name='digest_once'),
        ),
        migrations.AddIndex(
            model_name='secondopinion',
            index=models.Index(fields=['state', '-id'], name='second_opinion_state'),
        ),
        migrations.AddConstraint(
            model_name='secondopinion',
            constraint=models.UniqueConstraint(models.F('claim'), condition=models.Q(('state', 'open')), name='second_opinion_open_once'),
        ),
        migrations.AddConstraint(
            model_name='secondopinion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', True), ('state__in', ['open', 'withdrawn'])), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['agrees', 'differs'])), _connector='OR'), name='second_opinion_answered'),
        ),
        migrations.AddConstraint(
            model_name='secondopinion',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by', models.F('asked_by')), _negated=True), name='second_opinion_of_another'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Upper('title'), condition=models.Q(('taken_back', False)), name='story_title'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('together__isnull', False)), fields=['together'], name='review_together'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['by', '-id'], name='review_by'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor__isnull', True), ('claim__isnull', False), ('event__isnull', True), ('position__isnull', True), ('story__isnull', True)), models.Q(('actor__isnull', False), ('claim__isnull', True), ('event__isnull', True), ('position__isnull', True), ('story__isnull', True)), models.Q(('actor__isnull', True), ('claim__isnull', True), ('event__isnull', False), ('position__isnull', True), ('story__isnull', True)), models.Q(('actor__isnull', True), ('claim__isnull', True), ('event__isnull', True), ('position__isnull', False), ('story__isnull', True)), models.Q(('actor__isnull', True), ('claim__isnull', True), ('event__isnull', True), ('position__isnull', True), ('story__isnull', False)), _connector='OR'), name='review_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action', 'undo'), ('undoes__isnull', False)), models.Q(models.Q(('action', 'undo'), _negated=True), ('undoes__isnull', True)), _connector='OR'), name='review_undo_undoes'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('undoes', models.F('id')), _negated=True), name='review_no_undo_of_itself'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(models.F('claim'), models.F('story'), models.F('event'), name='link_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='link_score'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True)), name='invitation_pending_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('revoked_at__isnull', True)), _connector='OR'), name='invitation_accepted_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GistIndex(fields=['days'], name='event_days'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(models.F('story'), models.F('title'), name='event_title'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(models.F('story'), models.F('days'), condition=models.Q(('shared', ''), _negated=True), name='event_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('days__isempty', False)), name='event_some_day'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='event_not_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(('events', []), _negated=True), name='webhook_has_events'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(fields=['webhook', '-id'], name='delivery_newest'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['webhook', 'id'], name='delivery_due'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(condition=models.Q(('delivered_at__isnull', False)), fields=['delivered_at'], name='delivery_done'),
        ),
        migrations.AddConstraint(
            model_name='webhookdelivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), ('attempts__gt', 0), ('lease_until__isnull', False)), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='delivery_lease'),
        ),
        migrations.AddConstraint(
            model_name='wholereading',
            constraint=models.UniqueConstraint(models.F('snapshot'), condition=models.Q(('taken_back_at__isnull', True)), name='whole_reading_once'),
        ),
        migrations.AddConstraint(
            model_name='wholereading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='whole_reading_taken_back_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='listedclaim',
            index=models.Index(models.OrderBy(models.F('day'), descending=True), models.OrderBy(models.F('claim'), descending=True), include=('standing',), name='listed_newest'),
        ),
        migrations.AddIndex(
            model_name='listedclaim',
            index=models.Index(models.OrderBy(models.F('day'), descending=True), models.OrderBy(models.F('claim'), descending=True), condition=models.Q(('doubtful', True)), name='listed_doubtful'),
        ),
        migrations.AddIndex(
            model_name='listedclaim',
            index=models.Index(models.OrderBy(models.Func('confidence', 'speakers', 'reach', function='claims_worth', output_field=models.FloatField()), descending=True), models.OrderBy(models.F('day'), descending=True), models.OrderBy(models.F('claim'), descending=True), condition=models.Q(('doubtful', True)), name='listed_worth'),
        ),
        migrations.AddIndex(
            model_name='listedclaim',
            index=models.Index(models.F('outlet'), models.OrderBy(models.F('day'), descending=True), models.OrderBy(models.F('claim'), descending=True), include=('standing',), name='listed_outlet'),
        ),
        migrations.AddIndex(
            model_name='listedclaim',
            index=models.Index(models.F('state'), models.OrderBy(models.F('day'), descending=True), models.OrderBy(models.F('claim'), descending=True), include=('standing',), name='listed_state'),
        ),
        migrations.AddIndex(
            model_name='listedclaim',
            index=models.Index(models.F('cue_class'), models.OrderBy(models.F('day'), descending=True), models.OrderBy(models.F('claim'), descending=True), include=('standing',), name='listed_cue'),
        ),
        migrations.AddIndex(
            model_name='listedclaim',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search', 'facets'], name='listed_search'),
        ),
        migrations.AddIndex(
            model_name='listedclaim',
            index=django.contrib.postgres.indexes.GistIndex(fields=['meant'], name='listed_meant'),
        ),
    ]
