"""The amounts of payments made before there were any; whatever was paid on other terms is asked about anew."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def fill(apps, schema_editor):
    sessions = apps.get_model("payments", "CheckoutSession").objects
    items = apps.get_model("payments", "OrderItem").objects
    sessions.update(duty=F("amount"))
    sessions.filter(counts=True).update(received=F("amount"), kept=F("amount"))
    sessions.filter(state="refunded").update(received=F("amount"), refunded=F("amount"))
    # a double payment whose refund was asked for, but not seen yet
    sessions.filter(state="paid", counts=False).update(
        received=F("amount"), surplus=F("amount"), state="returning", due_at=timezone.now()
    )
    # among them those of which a part was paid back: no longer a mismatch
    sessions.filter(state="mismatch").update(due_at=timezone.now(), attention_at=timezone.now())
    sessions.filter(state="failed").update(failed_at=F("closed_at"))
    items.filter(paid_at__isnull=False).update(received=F("amount"), kept=F("amount"))
    for item, amount in sessions.filter(state="refunded").values_list("item", "amount"):
        items.filter(pk=item).update(received=F("received") + amount, refunded=F("refunded") + amount)
    for item, amount in sessions.filter(state="returning").values_list("item", "amount"):
        items.filter(pk=item).update(received=F("received") + amount)


def nothing(apps, schema_editor):
    """The columns go, the states and moments were there before."""


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_amounts_of_each_payment")]
    operations = [migrations.RunPython(fill, nothing)]
