from django.db import migrations, models


class Migration(migrations.Migration):
    """Receipts and files of own copies keep their rows: their tables are renamed, a message is named by its id alone."""

    dependencies = [
        ('filing', '0003_leave_causes_to_the_statuses'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveConstraint(model_name='document', name='document_name_once')],
        ),
        migrations.AlterField(
            model_name='document',
            name='submission',
            field=models.UUIDField(db_column='message_id'),
        ),
        migrations.AlterField(
            model_name='receipt',
            name='submission',
            field=models.UUIDField(db_column='message_id', editable=False, primary_key=True, serialize=False),
        ),
        migrations.AlterModelTable(name='document', table='receipts_document'),
        migrations.AlterModelTable(name='receipt', table='receipts_receipt'),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name='Document'), migrations.DeleteModel(name='Receipt')],
        ),
    ]
