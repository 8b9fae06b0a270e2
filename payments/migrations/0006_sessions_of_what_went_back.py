"""A session is found by its payment intent, and the disputed ones at once: news and the daily listing ask for both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0005_listing_of_what_went_back")]
    operations = [
        migrations.AddIndex(
            model_name="checkoutsession",
            index=models.Index(fields=["intent"], name="session_of_intent"),
        ),
        migrations.AddIndex(
            model_name="checkoutsession",
            index=models.Index(
                fields=["stripe_account"], name="session_disputed", condition=models.Q(disputed__gt=0)
            ),
        ),
    ]
