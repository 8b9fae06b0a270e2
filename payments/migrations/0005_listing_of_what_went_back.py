"""Up to when refunds and disputes were listed; accounts that were paid before are listed from their first payment on."""

from django.db import migrations, models
from django.db.models import Min


def begin(apps, schema_editor):
    sessions = apps.get_model("payments", "CheckoutSession").objects.order_by().values("stripe_account")
    apps.get_model("payments", "Listing").objects.bulk_create(
        apps.get_model("payments", "Listing")(account=row["stripe_account"], until=row["first"])
        for row in sessions.annotate(first=Min("opened_at"))
    )


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_amounts_agree")]
    operations = [
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(blank=True, max_length=60, unique=True)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
