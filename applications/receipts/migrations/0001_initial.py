import django.db.models.deletion
import sealing.models
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables are there: they were the room of filing's."""

    initial = True

    dependencies = [
        ('drafting', '0001_initial'),
        ('filing', '0004_leave_receipts_to_their_room'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Document',
                    fields=[
                        ('id', models.UUIDField(default=sealing.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('message_id', models.UUIDField()),
                        ('name', models.CharField(max_length=60)),
                        ('sha256', models.CharField(max_length=64)),
                        ('sealed', models.BinaryField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('message_id', 'name'), name='document_name_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Receipt',
                    fields=[
                        ('message_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                        ('number', models.CharField(max_length=30, unique=True)),
                        ('code', models.CharField(max_length=30, unique=True)),
                        ('filed_at', models.DateTimeField()),
                        ('signed_sha256', models.CharField(max_length=64)),
                        ('language', models.CharField(max_length=10)),
                        ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='drafting.application')),
                    ],
                ),
            ],
        ),
    ]
