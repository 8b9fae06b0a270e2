from django.db import migrations


class Migration(migrations.Migration):
    """Consents, erasures and purges keep their rows: their tables are renamed."""

    dependencies = [
        ('filing', '0004_leave_receipts_to_their_room'),
    ]

    operations = [
        migrations.AlterModelTable(name='consent', table='retention_consent'),
        migrations.AlterModelTable(name='erasure', table='retention_erasure'),
        migrations.AlterModelTable(name='purge', table='retention_purge'),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Consent'),
                migrations.DeleteModel(name='Erasure'),
                migrations.DeleteModel(name='Purge'),
            ],
        ),
    ]
