"""The database keeps addresses in their one form, allauth's too."""

import writing.mailboxes
from django.db import migrations, models

PLAIN = r"^[!-@\[-~]+$"
HOLD = f"ALTER TABLE account_emailaddress ADD CONSTRAINT emailaddress_plain CHECK (email ~ '{PLAIN}')"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_normal_addresses")]
    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(
                max_length=254, unique=True, validators=[writing.mailboxes.validate], verbose_name="E-mail address"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(name="user_email_plain", condition=models.Q(email__regex=PLAIN)),
        ),
        migrations.RunSQL(HOLD, "ALTER TABLE account_emailaddress DROP CONSTRAINT emailaddress_plain"),
    ]
