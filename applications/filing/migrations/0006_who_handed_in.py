"""Who handed in what was signed: until now nobody but who prepared it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def name_who_handed_in(apps, schema_editor):
    submissions = apps.get_model("filing", "Submission").objects
    submissions.filter(state__in=["signed", "filed"]).update(handed_in_by=F("prepared_by"))


class Migration(migrations.Migration):
    dependencies = [
        ("filing", "0005_leave_copies_to_retention"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="submission",
            name="handed_in_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(name_who_handed_in, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                name="submission_signed_says_by_whom",
                condition=Q(state__in=["prepared", "discarded"]) | Q(handed_in_by__isnull=False),
            ),
        ),
    ]
