"""The texts that are searched. `pg_trgm` is a trusted extension: the owner of the database may make it."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name='FailedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('language', models.CharField(max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('text', models.CharField(blank=True, max_length=40)),
                ('count', models.PositiveIntegerField(default=1)),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'language', 'digest'), name='failed_search_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['word'], name='search_word_like', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('kind', models.CharField(choices=[('guide', 'Guides'), ('article', 'Articles'), ('tool', 'To count and to find'), ('outcome', 'Outcomes of the checker'), ('deadline', 'Deadlines'), ('office', 'Offices'), ('term', 'Terms')], max_length=10)),
                ('key', models.CharField(max_length=120)),
                ('revision', models.BigIntegerField(null=True)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(max_length=255)),
                ('lead', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('titled', django.contrib.postgres.search.SearchVectorField()),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('filled_on', models.DateField()),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector'], name='search_entry_vector')],
                'constraints': [models.UniqueConstraint(fields=('language', 'key'), name='search_entry_once')],
            },
        ),
    ]
