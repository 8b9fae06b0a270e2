import django.db.models.deletion
from django.db import migrations, models

QUEUES = ('purge', 'remind', 'erase')


def rename_queues(before, after):
    """Rows that were tried, or set aside for an officer, are known under the name of their queue."""

    def rename(apps, schema_editor):
        attempts = apps.get_model('jobs', 'Attempt').objects
        for queue in QUEUES:
            attempts.filter(queue=f'{before}.{queue}').update(queue=f'{after}.{queue}')

    return rename


class Migration(migrations.Migration):
    """The tables are there: they were the room of filing's."""

    initial = True

    dependencies = [
        ('drafting', '0001_initial'),
        ('filing', '0005_leave_copies_to_retention'),
        ('jobs', '0001_attempts'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.CharField(max_length=20)),
                        ('language', models.CharField(max_length=10)),
                        ('text', models.TextField()),
                        ('given_at', models.DateTimeField()),
                        ('withdrawn_at', models.DateTimeField(null=True)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='drafting.application')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('application',), name='one_live_consent')],
                    },
                ),
                migrations.CreateModel(
                    name='Erasure',
                    fields=[
                        ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='erasure', serialize=False, to='drafting.application')),
                        ('cause', models.CharField(max_length=20)),
                        ('planned_at', models.DateTimeField()),
                        ('due_at', models.DateTimeField(null=True)),
                        ('remind_at', models.DateTimeField(null=True)),
                        ('erased_at', models.DateTimeField(null=True)),
                        ('summary', models.JSONField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='copy_to_erase'), models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='copy_to_remind_of')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('due_at__isnull', True), ('remind_at__isnull', True), ('summary__isnull', False)), _connector='OR'), name='erased_copy_has_summary_and_is_due_no_more')],
                    },
                ),
                migrations.CreateModel(
                    name='Purge',
                    fields=[
                        ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='purge', serialize=False, to='drafting.application')),
                        ('due_at', models.DateTimeField(db_index=True, null=True)),
                    ],
                ),
            ],
        ),
        migrations.RunPython(rename_queues('filing', 'retention'), rename_queues('retention', 'filing')),
    ]
