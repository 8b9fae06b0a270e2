"""Who began to pay: until now nobody but the principal could."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_who_paid(apps, schema_editor):
    sessions, items = apps.get_model("payments", "CheckoutSession"), apps.get_model("payments", "OrderItem")
    principal = items.objects.filter(pk=OuterRef("item")).values("order__application__principal")
    sessions.objects.update(person=Subquery(principal))


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0007_payees_are_rows_of_a_table"),
        ("drafting", "0002_principal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="checkoutsession",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(name_who_paid, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="checkoutsession",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
