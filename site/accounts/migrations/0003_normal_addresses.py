"""Addresses in their one form, plain ASCII and lower-case.

An account that stands under a look-alike of somebody else's address cannot be told from that person's by a mail server:
it is closed and its address set aside, so that the start does not fail; an administrator sees it in the list.
"""

from django.db import migrations
from writing import mailboxes

PLAIN = r"^[!-@\[-~]+$"


def make_normal(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    for user in User.objects.exclude(email__regex=PLAIN):
        address = mailboxes.normal_or_none(user.email)
        if address is None or User.objects.filter(email=address).exists():
            address, user.is_active = f"set-aside-{user.pk}@address.invalid", False
        user.email = address
        user.save(update_fields=["email", "is_active"])
    apps.get_model("account", "EmailAddress").objects.exclude(email__regex=PLAIN).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_officers"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunPython(make_normal, migrations.RunPython.noop)]
