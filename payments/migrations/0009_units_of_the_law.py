"""The law of an item is units, not words: `citations.written` keeps them, whatever the language."""

from django.db import migrations

UNITS = {
    "Act of 16 November 2006 on stamp duty, annex, part III": "stampduty:annex III(2b)",
    "art. 235–237 of the Act on foreigners; Dz.U. 2022 poz. 1583": "foreigners:235; docfees:§2(1)(a)",
}


def cite(apps, schema_editor):
    items = apps.get_model("payments", "OrderItem").objects
    for words, units in UNITS.items():
        items.filter(law=words).update(law=units)


def name(apps, schema_editor):
    items = apps.get_model("payments", "OrderItem").objects
    for words, units in UNITS.items():
        items.filter(law=units).update(law=words)


class Migration(migrations.Migration):
    dependencies = [("payments", "0008_who_pays")]
    operations = [migrations.RunPython(cite, name)]
