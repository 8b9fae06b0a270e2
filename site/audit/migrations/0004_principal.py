"""For whom somebody acted; rows of before have none and are never changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_verification")]
    operations = [
        migrations.AddField(model_name="event", name="principal", field=models.BigIntegerField(null=True)),
    ]
