"""An entry is about the account of a payee of the dated table, no longer about one of two columns of an office."""

from typing import Any

from django.db import migrations, models

FACTS = {
    'offices.duty_account': 'offices.accounts.city',
    'offices.card_account': 'offices.accounts.voivode',
}


def _name_payees(apps: Any, editor: Any) -> None:
    _rename(apps, FACTS)


def _name_columns(apps: Any, editor: Any) -> None:
    _rename(apps, {new: old for old, new in FACTS.items()})


def _rename(apps: Any, names: dict[str, str]) -> None:
    for old, new in names.items():
        apps.get_model('procedures', 'Overlay').objects.filter(fact=old).update(fact=new)


class Migration(migrations.Migration):
    dependencies = [
        ('procedures', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='overlay',
            name='fact',
            field=models.CharField(max_length=40),
        ),
        migrations.RunPython(_name_payees, _name_columns),
    ]
