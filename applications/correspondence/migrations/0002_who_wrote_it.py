"""Who wrote a letter: until now nobody but the principal could."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_who_wrote(apps, schema_editor):
    letters, applications = apps.get_model("correspondence", "Letter"), apps.get_model("drafting", "Application")
    principal = applications.objects.filter(pk=OuterRef("application")).values("principal")
    letters.objects.filter(author="person").update(person=Subquery(principal))


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0001_initial"),
        ("drafting", "0002_principal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="letter",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(name_who_wrote, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                name="letter_of_a_person_says_whose",
                condition=models.Q(author="person", person__isnull=False)
                | models.Q(author="office", person__isnull=True),
            ),
        ),
    ]
