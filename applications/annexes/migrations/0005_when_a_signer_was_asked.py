# Who was asked already is not asked anew: the latest link says when.

from django.db import migrations, models


def from_links(apps, schema_editor):
    latest = apps.get_model("annexes", "AnnexLink").objects.filter(signer=models.OuterRef("pk"))
    when = models.Subquery(latest.order_by("-created_at").values("created_at")[:1])
    apps.get_model("annexes", "AnnexSigner").objects.update(asked_at=when)


class Migration(migrations.Migration):

    dependencies = [
        ("annexes", "0004_joint_representation"),
    ]

    operations = [
        migrations.AddField(
            model_name="annexsigner",
            name="asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(from_links, migrations.RunPython.noop),
    ]
