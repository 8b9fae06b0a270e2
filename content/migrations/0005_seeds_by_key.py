"""A planted page is known by the key of its seed: what was its path in the seeds of an older release names it."""

from typing import Any

from django.db import migrations, models


def keys_of_paths(apps: Any, schema_editor: Any) -> None:
    planted = apps.get_model("content", "Planted")
    for row in planted.objects.all():
        row.key = row.path.rpartition("/")[2] or "home"
        row.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [("content", "0004_tell_what_is_published")]

    operations = [
        migrations.AddField("planted", "key", models.CharField(max_length=255, default=""), preserve_default=False),
        migrations.RunPython(keys_of_paths, migrations.RunPython.noop),
        migrations.RemoveConstraint("planted", "planted_once"),
        migrations.RemoveField("planted", "path"),
        migrations.AddConstraint(
            "planted", models.UniqueConstraint(fields=["language", "key"], name="planted_once")
        ),
    ]
