"""An approved change of a fact shows on pages that everybody reads: every process hears of it (`freshness`)."""

from django.db import migrations

from freshness.telling import tell


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_dated_facts")]

    operations = [tell("procedures_overlay")]
