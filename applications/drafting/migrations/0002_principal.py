"""Whose case an application is: one open draft per principal and procedure, whoever prepares it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("drafting", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint(model_name="application", name="one_open_application_of_a_procedure"),
        migrations.RemoveIndex(model_name="application", name="application_of_owner"),
        migrations.RenameField(model_name="application", old_name="owner", new_name="principal"),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["principal", "-id"], name="application_of_principal"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                name="one_open_application_of_a_principal",
                fields=["principal", "procedure"],
                condition=models.Q(state__in=["draft", "signed", "signing"]),
            ),
        ),
    ]
