"""A fee of the whole procedure became one with a relief: items made before are found under the key of today.

Two keys in one order stay where both have been begun to be paid: each says truthfully what came.
"""

from django.db import migrations

# Of the procedure, the fee's key before and now, and the relief that says why it is that amount
RENAMED = [
    ("studies", "card-studies", "card", "student"),
    ("short-stay", "duty-short-stay", "duty-temporary", ""),
]


def rename(apps, schema_editor):
    items = apps.get_model("payments", "OrderItem").objects
    for procedure, old, new, relief in RENAMED:
        for item in items.filter(fee=old, order__application__procedure=procedure):
            _rename(items, item, new, relief)


def _rename(items, item, new, relief):
    made_since = items.filter(order=item.order_id, fee=new).first()
    if made_since is not None:
        if made_since.sessions.exists():
            return
        made_since.delete()
    # The register replaces what it was told by fee: of what it knows already it is told under the same key
    item.told_as = item.fee if item.message_id else ""
    item.fee, item.relief = new, relief
    item.save(update_fields=["fee", "relief", "told_as"])


class Migration(migrations.Migration):
    dependencies = [("payments", "0011_terms_of_the_answers")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
